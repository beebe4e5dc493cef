"""Invented people with believable careers in real organisations, as plain values from a random stream."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from pathways.seed.contracts import Terms, terms_of
from pathways.seed.names import address, full_name
from pathways.seed.posts import ALLOWANCE, Kind, Place, short_title
from people.dates import after_months
from people.models import Profession, Role
from rewards.models import Contract

SMALL_ROLES_SHARE = 0.15
MENTOR_SHARE = 0.05
PANEL_SHARE = 0.04
OFFICE = [Role.RECRUITER, Role.HR, Role.ORGANISATION_ADMIN, Role.ANALYST]
LEAST_WITH_OFFICE = 12
TEAM = 6
"""Fewest clinicians a service: below it, an organisation's people gather in fewer services."""
# Roles that a clinician may hold beside the work of a service, without leading it.
SMALL_ROLES = [
    "ward-or-theatre-lead",
    "governance-lead",
    "audit-qi-lead",
    "appraisal-lead",
    "educational-supervisor",
    "mdt-cancer-lead",
    "research-lead",
    "digital-safety-officer",
]


@dataclass(frozen=True)
class Held:
    """A leadership role held for a half-open term."""

    kind: Kind
    title: str
    starts: date
    ends: date
    pas: Decimal
    allowance: Decimal


@dataclass
class Person:
    """One invented person in one service of one organisation."""

    id: int
    name: str
    email: str
    profession: Profession
    place: Place
    terms: Terms
    joined: date
    registration: str
    roles: list[Role] = field(default_factory=list)
    manager_id: int | None = None
    appraiser_id: int | None = None
    held: Held | None = None
    is_mentor: bool = False
    private_practice: bool = False


def staff_of(
    rng: Random,
    places: list[Place],
    kinds: dict[str, Kind],
    *,
    count: int,
    marks: Iterator[str],
    key: Callable[[], int],
    on: date,
) -> Iterator[Person]:
    """`count` people of one organisation, whose services are `places`: office, director, leads, then the rest.

    Each takes one of the `marks`, which tells their email address from a namesake's.
    """
    office = OFFICE if count >= LEAST_WITH_OFFICE else []
    for role in office:
        yield _person(rng, rng.choice(places), Profession.MANAGER, key(), next(marks), on, [role])
    clinicians = count - len(office)
    used = rng.sample(places, min(len(places), max(1, clinicians // TEAM)))
    director: Person | None = None
    leads: dict[int, Person] = {}
    last: dict[int, Person] = {}
    for number in range(clinicians):
        place = used[number % len(used)]
        lead = leads.get(place.service_id)
        person = _person(rng, place, _profession(rng, place, lead is None), key(), next(marks), on, [Role.CLINICIAN])
        if lead is None:
            leads[place.service_id] = person
            person.roles.append(Role.SERVICE_LEAD)
            person.held = _held(rng, kinds, "clinical-director" if director else "medical-director", person, on)
            if director is None:
                director = person
                person.roles.append(Role.MEDICAL_DIRECTOR)
        elif rng.random() < SMALL_ROLES_SHARE:
            person.held = _held(rng, kinds, rng.choice(SMALL_ROLES), person, on)
        manager = lead or director
        person.manager_id = manager.id if manager and manager is not person else None
        appraiser = last.get(place.service_id) or director
        person.appraiser_id = appraiser.id if appraiser and appraiser is not person else None
        last[place.service_id] = person
        yield person


def _person(
    rng: Random, place: Place, profession: Profession, key: int, mark: str, on: date, roles: list[Role]
) -> Person:
    name = full_name(rng)
    terms = terms_of(rng, profession, place.region)
    clinical = Role.CLINICIAN in roles
    if clinical and rng.random() < PANEL_SHARE:
        roles.append(Role.PANEL_MEMBER)
    return Person(
        id=key,
        name=name,
        email=address(name, mark),
        profession=profession,
        place=place,
        terms=terms,
        joined=after_months(on.replace(day=1), -12 * min(terms.years, rng.randint(1, 12)) - rng.randrange(12)),
        registration=f"{rng.randrange(1_000_000, 10_000_000)}" if clinical else "",
        roles=roles,
        is_mentor=clinical and terms.years >= 8 and rng.random() < MENTOR_SHARE,
        private_practice=terms.contract == Contract.CONSULTANT and rng.random() < 0.25,
    )


def _profession(rng: Random, place: Place, leads: bool) -> Profession:
    """Who works there, by the service's specialty; services named after a profession are led by it."""
    specialty = place.specialty
    if not specialty:
        return Profession.PHARMACIST
    if specialty in ("Health visiting",) or specialty.startswith("Nursing"):
        return Profession.NURSE
    if specialty == "Midwifery":
        return Profession.MIDWIFE
    if specialty in ("Biomedical scientists", "Clinical scientists", "Practitioner psychologists"):
        return Profession.SCIENTIST
    if specialty == "Special care dentistry":
        return Profession.DENTIST
    if specialty in ALLIED:
        return Profession.AHP
    others = [Profession.NURSE] * 4 + [Profession.AHP] * 2 + [Profession.PHARMACIST, Profession.SCIENTIST]
    return Profession.DOCTOR if leads or rng.random() < 0.7 else rng.choice(others)


ALLIED = (
    "Physiotherapists",
    "Occupational therapists",
    "Speech and language therapists",
    "Dietitians",
    "Chiropodists / podiatrists",
    "Paramedics",
)


def _held(rng: Random, kinds: dict[str, Kind], slug: str, person: Person, on: date) -> Held | None:
    """A term that holds the day, or None where the role is not for this profession."""
    if slug == "clinical-director" and person.profession != Profession.DOCTOR:
        slug = "clinical-lead"
    kind = kinds.get(slug)
    if kind is None or (person.profession not in kind.professions and slug != "medical-director"):
        return None
    years = kind.term_years or 3
    starts = after_months(on.replace(day=1), -rng.randrange(0, 12 * years - 1))
    low, high = kind.pas
    most = max(person.terms.pas - 3, Decimal("0.25"))
    pas = min(Decimal(rng.randint(int(low * 4), int(high * 4))) / 4, most)
    low_gbp, high_gbp = kind.allowance
    allowance = (
        low_gbp + (high_gbp - low_gbp) * Decimal(rng.randrange(5)) / 8 if kind.basis == ALLOWANCE else Decimal(0)
    )
    title = short_title(kind)
    if slug != "medical-director":
        title = f"{title}, {person.place.service[0].lower()}{person.place.service[1:]}"
    return Held(kind, title, starts, after_months(starts, 12 * years), pas, allowance.quantize(Decimal(1)))

"""From invented people to rows: who they are, where they work and on what terms."""

from collections.abc import Iterator
from datetime import date
from zlib import crc32

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.backends.postgresql.psycopg_any import DateRange

from mentoring.models import MentorProfile
from pathways.seed.careers import Person
from pathways.seed.copying import Keys, copy_in
from pathways.seed.moments import noon
from pathways.seed.points import Points
from people.dates import after_months
from people.models import Clinician, Membership, Profession, Role, User
from rewards.models import AwardLevel, Characteristics, Employment, Ethnicity, HeldAward, Sex

UNUSABLE = f"{UNUSABLE_PASSWORD_PREFIX}seeded"
"""Nobody can sign in with a password until one is set."""
OLD_LOCAL_AWARDS = "Local/employer CEA (granted before Apr 2018)"
AWARDED_FROM = date(2017, 4, 1)
BODIES = {
    Profession.DOCTOR: "GMC",
    Profession.NURSE: "NMC",
    Profession.MIDWIFE: "NMC",
    Profession.AHP: "HCPC",
    Profession.SCIENTIST: "HCPC",
    Profession.PHARMACIST: "GPhC",
    Profession.DENTIST: "GDC",
}
TOPICS = [
    "first leadership post, budgets",
    "job plans, difficult conversations",
    "redesign of services, projects",
    "part-time leadership, return to practice",
]


def write_people(people: list[Person], points: Points, *, on: date) -> None:
    """Writes users with their profiles, memberships, employments, held awards and mentor profiles."""
    copy_in(User, (_user(person) for person in people))
    copy_in(Clinician, _clinicians(people))
    copy_in(Membership, _memberships(people))
    copy_in(Employment, _employments(people, points, on))
    copy_in(HeldAward, _awards(people))
    copy_in(Characteristics, _characteristics(people))
    copy_in(MentorProfile, _mentors(people, on))


def _user(person: Person) -> User:
    joined = noon(person.joined)
    return User(id=person.id, email=person.email, name=person.name, password=UNUSABLE, date_joined=joined)


def _clinicians(people: list[Person]) -> Iterator[Clinician]:
    key = Keys(Clinician, len(people))
    for person in people:
        if person.profession == Profession.MANAGER:
            continue
        yield Clinician(
            id=key(),
            user_id=person.id,
            profession=person.profession,
            specialty_id=person.place.specialty_id,
            registration_body=BODIES[person.profession],
            registration_number=registration_number(BODIES[person.profession], person.registration),
            private_practice=person.private_practice,
            extra_pa_offered=person.private_practice,
            home_region=person.place.region,
        )


def registration_number(body: str, figures: str) -> str:
    """Seven figures in the shape of the body's numbers (roles/applications/registration.py)."""
    shapes = {
        "NMC": f"{figures[:2]}A{figures[2:6]}E",
        "HCPC": f"PH{figures[:5]}",
        "GPhC": f"2{figures[1:]}",
        "GDC": figures[:6],
    }
    return shapes.get(body, figures) if figures else ""


def _memberships(people: list[Person]) -> Iterator[Membership]:
    key = Keys(Membership, sum(len(person.roles) for person in people))
    for person in people:
        for role in person.roles:
            in_service = role in (Role.CLINICIAN, Role.SERVICE_LEAD)
            yield Membership(
                id=key(),
                user_id=person.id,
                organisation_id=person.place.organisation_id,
                service_id=person.place.service_id if in_service else None,
                role=role,
                period=DateRange(person.joined, None),
                line_manager_id=person.manager_id if role == Role.CLINICIAN else None,
                appraiser_id=person.appraiser_id if role == Role.CLINICIAN else None,
            )


def _employments(people: list[Person], points: Points, on: date) -> Iterator[Employment]:
    key = Keys(Employment, len(people))
    for person in people:
        terms = person.terms
        yield Employment(
            id=key(),
            user_id=person.id,
            organisation_id=person.place.organisation_id,
            service_id=person.place.service_id,
            contract=terms.contract,
            point=points.label(terms.contract, terms.years),
            pas=terms.pas,
            on_call=terms.on_call,
            area=terms.area,
            seniority_from=_counts_from(person, on),
            period=DateRange(person.joined, None),
        )


def _counts_from(person: Person, on: date) -> date:
    """The day from which the person's whole years on the scale count: within the year that gives as many on the day."""
    return min(person.joined, after_months(on.replace(day=1), -12 * person.terms.years - person.id % 12))


def award_levels() -> dict[str, AwardLevel]:
    """The old local awards by level."""
    return {level.level: level for level in AwardLevel.objects.filter(scheme=OLD_LOCAL_AWARDS)}


def _awards(people: list[Person]) -> Iterator[HeldAward]:
    key = Keys(HeldAward, len(people))
    levels = award_levels()
    for person in people:
        level = levels.get(person.terms.award)
        if level is not None and level.annual_gbp is not None:
            period = DateRange(AWARDED_FROM, None)
            yield HeldAward(id=key(), user_id=person.id, level_id=level.pk, annual_gbp=level.annual_gbp, period=period)


def _characteristics(people: list[Person]) -> Iterator[Characteristics]:
    """What an invented payroll says of them, for the pay gap report; of one in fifteen it says no ethnic group."""
    key = Keys(Characteristics, len(people))
    groups = [*[Ethnicity.WHITE] * 8, *[Ethnicity.ASIAN] * 3, Ethnicity.BLACK, Ethnicity.BLACK, Ethnicity.MIXED, ""]
    for person in people:
        yield Characteristics(
            id=key(),
            user_id=person.id,
            organisation_id=person.place.organisation_id,
            sex=Sex.FEMALE if crc32(person.email.encode()) % 2 else Sex.MALE,
            ethnicity=groups[crc32(person.name.encode()) % len(groups)],
        )


def _mentors(people: list[Person], on: date) -> Iterator[MentorProfile]:
    key = Keys(MentorProfile, len(people))
    for number, person in enumerate(p for p in people if p.is_mentor):
        yield MentorProfile(
            id=key(),
            user_id=person.id,
            about=(
                f"I have worked in {person.place.service.lower()} for {person.terms.years} years and have led"
                " teams through good times and hard ones. I listen first, and I will tell you what I would do."
            ),
            topics=TOPICS[number % len(TOPICS)],
            region=person.place.region,
            capacity=2 + number % 2,
            joined_on=max(person.joined, date(on.year - 1, 1, 1)),
        )

"""Invented posts of real organisations and real archetypes, as plain values from a random stream."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from zoneinfo import ZoneInfo

from pathways.seed import adverts
from pathways.seed.names import address, full_name
from people.dates import after_months

TRUST_SETTINGS = ("provider trust", "designated body", "any NHS body", "network hosted by a trust")
BOARD_SETTINGS = ("ICB", "primary care network")
# How often a kind of role is advertised, against 1 for the rest: many services have leads, one trust one director.
OFTEN = {
    "clinical-lead": 14,
    "clinical-director": 9,
    "ward-or-theatre-lead": 5,
    "governance-lead": 5,
    "audit-qi-lead": 4,
    "mdt-cancer-lead": 3,
    "educational-supervisor": 4,
    "pcn-clinical-director": 6,
    "icb-clinical-lead": 6,
    "divisional-medical-director": 2,
    "associate-medical-director": 2,
}
# Our short words where an archetype's title gives alternatives.
TITLES = {
    "divisional-medical-director": "Divisional medical director",
    "divisional-director-any": "Divisional director",
    "icb-clinical-lead": "Clinical and care professional lead",
    "cancer-alliance-lead": "Network clinical director",
    "audit-qi-lead": "Audit and quality improvement lead",
    "mdt-cancer-lead": "Cancer clinical lead",
    "ward-or-theatre-lead": "Pathway clinical lead",
}
SERVICE_LEVELS = ("service", "service group", "team")
BY_APAS = 0.12
TIME_ONLY, SALARY, ALLOWANCE, APA = "time_only", "salary", "allowance", "apa"
YEARS_BACK = 5
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Kind:
    """What a post takes from its archetype."""

    id: int
    slug: str
    title: str
    level: str
    setting: str
    pas: tuple[Decimal, Decimal]
    allowance: tuple[Decimal, Decimal]
    basis: str
    term_years: int | None
    professions: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """A service with its organisation; the specialty may be missing."""

    organisation_id: int
    organisation: str
    subtype: str
    region: str
    town: str
    service_id: int
    service: str
    specialty_id: int | None
    specialty: str


@dataclass
class Advert:
    """An invented post, its person specification included."""

    kind: Kind
    place: Place
    whole_organisation: bool
    title: str
    pas: Decimal
    paid_by: str
    allowance: tuple[Decimal | None, Decimal | None]
    salary: Decimal | None
    keeps_contract: bool
    published_at: datetime
    closes_at: datetime
    starts_on: date
    status: str
    contact: str
    contact_email: str
    contact_phone: str
    how_chosen: str
    summary: str = ""
    description: str = ""
    criteria: tuple[tuple[str, bool], ...] = ()


def short_title(kind: Kind) -> str:
    """The archetype's title without its alternatives."""
    return TITLES.get(kind.slug, kind.title.split(" / ")[0].split(" (")[0])


def adverts_of(
    rng: Random, kinds: list[Kind], places: list[Place], *, count: int, open_share: float, on: date
) -> Iterator[Advert]:
    """`count` posts, of which the share is open on the day; the others closed over the last five years."""
    trusts = [place for place in places if place.subtype != "ICB"]
    boards = [place for place in places if place.subtype == "ICB"]
    offered = [k for k in kinds if k.setting.split(" / ")[0] in TRUST_SETTINGS + (BOARD_SETTINGS if boards else ())]
    weights = [OFTEN.get(kind.slug, 1) for kind in offered]
    opened = round(count * open_share)
    for number, kind in enumerate(rng.choices(offered, weights, k=count)):
        host = boards if kind.setting in BOARD_SETTINGS else trusts or boards
        yield _advert(rng, kind, rng.choice(host), number=number, is_open=number < opened, on=on)


def _advert(rng: Random, kind: Kind, place: Place, *, number: int, is_open: bool, on: date) -> Advert:
    whole = kind.level not in SERVICE_LEVELS
    pas = _quarters(rng, *kind.pas)
    paid_by, allowance, salary = _money(rng, kind, pas)
    published, closes = _dates(rng, is_open, on)
    contact = full_name(rng)
    advert = Advert(
        kind=kind,
        place=place,
        whole_organisation=whole,
        title=_title(rng, kind, place, whole),
        pas=pas,
        paid_by=paid_by,
        allowance=allowance,
        salary=salary,
        keeps_contract=salary is None,
        published_at=published,
        closes_at=closes,
        starts_on=after_months(closes.date().replace(day=1), rng.choice([3, 4, 6])),
        status="published" if is_open else rng.choices(["filled", "withdrawn", "published"], [85, 8, 7])[0],
        contact=contact,
        contact_email=address(contact, f"post{number}"),
        # 01632 960 000 to 999 is kept for invented numbers (Ofcom).
        contact_phone=f"01632 960{rng.randrange(1000):03}",
        how_chosen=rng.choice(adverts.HOW_CHOSEN),
    )
    _write_words(rng, advert)
    return advert


def _title(rng: Random, kind: Kind, place: Place, whole: bool) -> str:
    title = short_title(kind)
    if kind.slug == "associate-medical-director":
        return f"{title}, {rng.choice(adverts.PORTFOLIOS)}"
    return title if whole else f"{title}, {place.service[0].lower()}{place.service[1:]}"


def _quarters(rng: Random, low: Decimal, high: Decimal) -> Decimal:
    return Decimal(rng.randint(int(low * 4), int(high * 4))) / 4


def _money(rng: Random, kind: Kind, pas: Decimal) -> tuple[str, tuple[Decimal | None, Decimal | None], Decimal | None]:
    low, high = kind.allowance
    if "salary" in kind.basis:
        usual = Decimal(91_000 + 1_000 * rng.randrange(25))
        return SALARY, (None, None), max(low, usual) if low else usual
    if kind.basis == TIME_ONLY or not high:
        return TIME_ONLY, (None, None), None
    if rng.random() < BY_APAS and pas <= 2:
        return APA, (None, None), None
    start = low + (high - low) * Decimal(rng.randrange(5)) / 8
    end = start if rng.random() < 0.5 else min(high, start + Decimal(2000))
    return ALLOWANCE, (_hundreds(start), _hundreds(end)), None


def _hundreds(amount: Decimal) -> Decimal:
    return (amount / 100).quantize(Decimal(1)) * 100


def _dates(rng: Random, is_open: bool, on: date) -> tuple[datetime, datetime]:
    ago = rng.randrange(1, 28)
    closes = on + timedelta(days=rng.randint(1, 35) if is_open else -rng.randint(1, 365 * YEARS_BACK))
    published = min(closes - timedelta(days=14), on) - timedelta(days=ago)
    return datetime.combine(published, time(9), LONDON), datetime.combine(closes, time(23, 59), LONDON)


def _write_words(rng: Random, advert: Advert) -> None:
    family = adverts.FAMILY_OF.get(advert.kind.slug, "lead")
    place = advert.place
    service = place.service[0].lower() + place.service[1:]
    facts = {
        "organisation": place.organisation,
        "town": place.town or place.organisation,
        "region": place.region,
        "area": "the whole organisation" if advert.whole_organisation else service,
        "title": advert.title.split(",")[0].lower(),
        "pas": f"{advert.pas.normalize():f}",
        "return_pas": "7.5",
        "months": "3",
        "contact": advert.contact,
    }
    work = rng.sample(adverts.WORK[family], 4)
    parts = [
        rng.choice(adverts.OPENINGS),
        "You will " + "; ".join(work[:3]) + f"; and {work[3]}.",
        rng.choice(adverts.PROMISES),
        *([rng.choice(adverts.WAYS_BACK)] if advert.keeps_contract else []),
        rng.choice(adverts.CLOSINGS),
    ]
    advert.summary = rng.choice(adverts.SUMMARIES[family]).format(**facts)[:300]
    advert.description = "\n\n".join(part.format(**facts) for part in parts)
    essential = rng.sample(adverts.ESSENTIAL[family], 3)
    desirable = rng.choice(adverts.DESIRABLE)
    advert.criteria = (*((text, True) for text in essential), (desirable, False))

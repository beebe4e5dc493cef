"""Which regulator's rules a return meets, and why (R4 to R6; domain.md 4.1 and 4.2), from plain values. Pure.

PAs are worked out as hours at 4 hours a PA. Periods are half-open dates.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from people.dates import after_months
from people.design.words import number, plural, shortdate

HOURS_A_SESSION = Decimal(4)
LOW_VOLUME_SESSIONS = 40
NURSE_HOURS, NURSE_HOURS_BOTH, NURSE_YEARS = Decimal(450), Decimal(900), 3
NURSE_CPD_HOURS = 35
HCPC_SOME_MONTHS, HCPC_LONG_MONTHS = 24, 60
HCPC_SOME_DAYS, HCPC_LONG_DAYS = 30, 60
APPRAISAL_MONTHS = 12
SOON_MONTHS = 3
"""A date so near is at risk."""

NURSES, HCPC, DOCTORS = ("nurse", "midwife"), ("ahp", "scientist"), ("doctor",)
OTHERS = {
    "dentist": "General Dental Council",
    "pharmacist": "General Pharmaceutical Council",
}


class State(StrEnum):
    """Whether a rule asks for something: it is in order, something is near or unknown, or a route must be taken."""

    IN_ORDER = "in_order"
    WATCH = "watch"
    ROUTE = "route"


@dataclass(frozen=True)
class Route:
    """What one rule says of this person: in words, why, and from where (`mark` as in domain.md)."""

    rule: str
    regulator: str
    state: State
    title: str
    why: str
    source: str
    mark: str = "V"
    until: date | None = None
    """The day from which it no longer holds, if nothing changes."""
    mend: str = ""
    """The least that would put it in order."""

    @property
    def level(self) -> str:
        """As the component of findings takes it."""
        return "warning" if self.state is State.ROUTE else "information"

    @property
    def text(self) -> str:
        return f"{self.title}. {self.why}"


@dataclass(frozen=True)
class Facts:
    """What is known of a person on the day `on`. None means not known.

    `sessions` are clinical sessions a year; `hours` are practice hours in 3 years, and `cpd_hours` those of learning.
    `away_from` is the last day of practice, `returns_on` when they come back.
    """

    profession: str
    on: date
    away_from: date | None = None
    returns_on: date | None = None
    sessions: Decimal | None = None
    hours: Decimal | None = None
    cpd_hours: Decimal | None = None
    both_registers: bool = False
    general_practice: bool = False
    appraised_on: date | None = None
    revalidates_on: date | None = None
    low_volume: int = LOW_VOLUME_SESSIONS
    here_only: bool = False
    """Sessions and hours are those with one employer, for a reader who may not know of others."""

    @property
    def counted(self) -> str:
        """After a number of sessions or hours: where they are counted, if not everywhere."""
        return " with this employer" if self.here_only else ""


def routes(facts: Facts) -> tuple[Route, ...]:
    """All that the person's profession meets; a profession without a rule here is told whom to ask."""
    if facts.profession in DOCTORS:
        return (*doctors(facts), low_volume(facts))
    if facts.profession in NURSES:
        return (*nurses(facts), low_volume(facts))
    if facts.profession in HCPC:
        return (hcpc(facts), low_volume(facts))
    council = OTHERS.get(facts.profession, "your regulator")
    return (
        Route(
            "R6",
            council,
            State.WATCH,
            f"Ask {'the ' if facts.profession in OTHERS else ''}{council} which route applies",
            "This service holds no rule on time away for this profession.",
            "No source read",
            "M",
        ),
        low_volume(facts),
    )


def low_volume(facts: Facts) -> Route:
    """R5: under 40 clinical sessions a year; NHS England's mark for general practitioners, a general flag here."""
    mark = "V" if facts.general_practice else "I"
    source = "NHS England, low-volume guidance for general practitioners, March 2019"
    if facts.sessions is None:
        return Route(
            "R5",
            "NHS England",
            State.WATCH,
            "Nothing can be said of low volume",
            "No agreed time split says how much clinical work is kept up.",
            source,
            mark,
        )
    about = f"About {facts.sessions:.0f} clinical sessions a year{facts.counted}"
    if facts.sessions >= facts.low_volume:
        why = f"{about}; the mark is {facts.low_volume}."
        return Route("R5", "NHS England", State.IN_ORDER, "Enough clinical sessions a year", why, source, mark)
    form = (
        "The appraisal uses the low-volume reflective form" if facts.general_practice else "Talk about it in appraisal"
    )
    why = f"{about}: under {facts.low_volume} is low volume. {form}."
    missing = (facts.low_volume - facts.sessions).to_integral_value(ROUND_CEILING)
    mend = f"{plural(int(missing), 'session')} more a year."
    return Route("R5", "NHS England", State.ROUTE, "Low volume of practice", why, source, mark, mend=mend)


def doctors(facts: Facts) -> Iterator[Route]:
    """Appraisal each year and revalidation every five; no set number of hours for the licence."""
    yield _appraisal(facts)
    yield _revalidation(facts)
    yield Route(
        "R6",
        "General Medical Council",
        State.IN_ORDER,
        "No number of hours is set for the licence",
        "A licence to practise is needed for any NHS post that is a doctor’s; all of one’s practice is appraised.",
        "GMC 2016; NHS England 2019",
    )


def _appraisal(facts: Facts) -> Route:
    source, by = "Academy of Medical Royal Colleges, questions on revalidation", "General Medical Council"
    if facts.appraised_on is None:
        return Route(
            "R6",
            by,
            State.WATCH,
            "The last appraisal is not on record",
            "Appraisal is due each year, also in a leadership role and while away.",
            source,
            mend="Give its day in your profile.",
        )
    due = after_months(facts.appraised_on, APPRAISAL_MONTHS)
    why = f"The last was on {shortdate(facts.appraised_on)}, so the next is due by {shortdate(due)}."
    if due < facts.on:
        title, mend = "The yearly appraisal is overdue", "Be appraised."
        return Route("R6", by, State.ROUTE, title, why, source, until=due, mend=mend)
    near = due <= after_months(facts.on, SOON_MONTHS)
    title = "The yearly appraisal comes due" if near else "Appraised within the year"
    mend = f"Be appraised before {shortdate(due)}." if near else ""
    return Route("R6", by, State.WATCH if near else State.IN_ORDER, title, why, source, until=due, mend=mend)


def _revalidation(facts: Facts) -> Route:
    source, by = "Academy of Medical Royal Colleges, questions on revalidation", "General Medical Council"
    if facts.revalidates_on is None:
        return Route(
            "R6",
            by,
            State.WATCH,
            "The day of revalidation is not on record",
            "Doctors revalidate every 5 years, on their responsible officer’s word.",
            source,
            mend="Give its day in your profile.",
        )
    day = facts.revalidates_on
    why = f"It is due on {shortdate(day)}; the responsible officer recommends it."
    if facts.away_from and facts.returns_on and facts.away_from <= day < facts.returns_on:
        return Route(
            "R6",
            by,
            State.WATCH,
            "Revalidation falls into the time away",
            why,
            source,
            until=day,
            mend="Talk to the responsible officer before you leave: a deferral is theirs to recommend.",
        )
    if day < facts.on:
        title, mend = "The day of revalidation has gone by", "Give the next one in your profile."
        return Route("R6", by, State.ROUTE, title, why, source, until=day, mend=mend)
    near = day <= after_months(facts.on, SOON_MONTHS)
    title = "Revalidation comes due" if near else "Revalidation has its day"
    return Route("R6", by, State.WATCH if near else State.IN_ORDER, title, why, source, until=day)


def nurses(facts: Facts) -> Iterator[Route]:
    """R6: 450 practice hours in 3 years, 900 for both registers, and 35 hours of learning."""
    source, by = "Nursing and Midwifery Council, revalidation", "Nursing and Midwifery Council"
    least = NURSE_HOURS_BOTH if facts.both_registers else NURSE_HOURS
    counted = "Leading, teaching and policy work that draws on nursing knowledge may count too (recalled, not checked)."
    about = f"About {facts.hours or 0:.0f} practice hours in {NURSE_YEARS} years{facts.counted}"
    if facts.hours is None:
        yield Route(
            "R6",
            by,
            State.WATCH,
            "Practice hours are not known",
            f"{number(least)} hours in {NURSE_YEARS} years are needed. Keep them in your evidence. {counted}",
            source,
        )
    elif facts.hours < least:
        yield Route(
            "R6",
            by,
            State.ROUTE,
            "A return programme or a test of competence",
            f"{about}, and {number(least)} are needed. {counted}",
            source,
        )
    else:
        yield Route(
            "R6",
            by,
            State.IN_ORDER,
            "Enough practice hours",
            f"{about}; {number(least)} are needed.",
            source,
        )
    if facts.cpd_hours is not None:
        enough = facts.cpd_hours >= NURSE_CPD_HOURS
        yield Route(
            "R6",
            by,
            State.IN_ORDER if enough else State.WATCH,
            "Enough hours of learning" if enough else "More hours of learning are needed",
            f"{number(facts.cpd_hours)} hours in {NURSE_YEARS} years; {NURSE_CPD_HOURS} are needed, 20 with others.",
            source,
        )


def hcpc(facts: Facts) -> Route:
    """R6: nothing under 2 years out of practice, 30 days of updating from 2 years on, 60 over 5."""
    source, by = "Health and Care Professions Council, returning to practice", "Health and Care Professions Council"
    if facts.away_from is None or facts.sessions:
        return Route(
            "R6", by, State.IN_ORDER, "No updating is asked for", "There is clinical practice on record.", source
        )
    back = facts.returns_on or facts.on
    some, long = after_months(facts.away_from, HCPC_SOME_MONTHS), after_months(facts.away_from, HCPC_LONG_MONTHS)
    since = f"Out of practice from {shortdate(facts.away_from)} until {shortdate(back)}"
    if back <= some:
        return Route(
            "R6", by, State.IN_ORDER, "No updating is asked for", f"{since}: up to 2 years.", source, until=some
        )
    days, years = (HCPC_LONG_DAYS, "over 5 years") if back > long else (HCPC_SOME_DAYS, "2 to 5 years")
    return Route(
        "R6",
        by,
        State.ROUTE,
        f"{days} days of updating",
        f"{since}: {years}. A day is 7 hours, private study at most half, all within 12 months.",
        source,
        until=long if back <= long else None,
    )

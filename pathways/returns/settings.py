"""What an organisation sets for returns to practice; what holds on the day a plan is made counts for it."""

from datetime import date

from pathways.regulators.settings import LOW_VOLUME as LOW_VOLUME
from pathways.regulators.settings import ROOM
from pathways.returns.rules import DEFAULT, SUPERVISED_DAYS, Intervals
from people.settings.declared import Mark, Share, Whole
from people.settings.reading import settings_on

RECALLED = ("Common practice, recalled.", Mark.RECALLED)
DEANERIES = ("Deaneries’ pages on supported return to training.", Mark.SEEN)


def _whole(
    key: str,
    words: str,
    unit: str,
    default: int,
    between: tuple[int, int],
    known: tuple[str, Mark] = RECALLED,
    hint: str = "",
) -> Whole:
    """So many of `unit`, `between` the least and the most; `known` says where from, and how sure that is."""
    shown = {"room": ROOM, "words": words, "hint": hint, "unit": unit}
    return Whole(key=key, default=default, least=between[0], most=between[1], source=known[0], mark=known[1], **shown)


def _share(key: str, words: str, default: int, hint: str) -> Share:
    """How much of the clinical work a phase has, in 100."""
    shown = {"room": ROOM, "words": f"{words} of a return, in 100 of the clinical work", "hint": hint}
    return Share(key=key, default=default, least=10, most=100, source=RECALLED[0], mark=RECALLED[1], **shown)


LEAST_SUPERVISED_DAYS = _whole(
    "least_supervised_days",
    "Least working days under supervision",
    "day",
    SUPERVISED_DAYS,
    (SUPERVISED_DAYS, 130),
    ("Deaneries’ pages on supported return ask for at least 10.", Mark.SEEN),
    "In this time there is no out-of-hours work alone (rule R3).",
)
FIRST_SHARE = _share(
    "return_first_share", "First phase", 50, "Each plan can have its own phases; they become time splits once signed."
)
SECOND_SHARE = _share("return_second_share", "Second phase", 75, "After it comes all of it.")
PHASE_WEEKS = _whole(
    "return_phase_weeks",
    "Weeks of each phase of a return",
    "week",
    4,
    (1, 12),
    hint="Two phases of 4 weeks reach all of the clinical work after 8; 4 to 12 weeks in all are usual.",
)
INTERVALS = {
    "first_year_months": _whole(
        "check_in_first_year_months",
        "Check-ins in the role, first year: months between",
        "month",
        DEFAULT.first_year_months,
        (1, 12),
    ),
    "later_months": _whole(
        "check_in_later_months", "Check-ins in the role, later: months between", "month", DEFAULT.later_months, (1, 12)
    ),
    "contact_months": _whole(
        "check_in_contact_months",
        "Contact before the return, months",
        "month",
        DEFAULT.contact_months,
        (1, 6),
        DEANERIES,
    ),
    "pre_return_weeks": _whole(
        "pre_return_weeks",
        "Pre-return meeting, weeks before the return",
        "week",
        DEFAULT.pre_return_weeks,
        (6, 12),
        DEANERIES,
    ),
    "review_weeks": _whole(
        "return_review_weeks",
        "Review after the return, weeks",
        "week",
        DEFAULT.review_weeks,
        (2, 12),
        ("A deanery’s page: within 2 to 3 weeks.", Mark.SEEN),
        "Never before the supervised period ends.",
    ),
    "soon_months": _whole(
        "check_in_after_months",
        "First check-in after the review, months after the return",
        "month",
        DEFAULT.soon_months,
        (1, 5),
    ),
    "last_months": _whole(
        "check_in_last_months",
        "Last check-in, months after the return",
        "month",
        DEFAULT.last_months,
        (6, 24),
        hint="The plan closes with it.",
    ),
}
"""When one meets, by the name that the rules call it."""
ESCALATION_DAYS = _whole(
    "check_in_escalation_days",
    "A missed check-in is passed on after",
    "day",
    14,
    (3, 60),
    ("This service’s own.", Mark.OURS),
    "To the responsible officer for doctors, to the line lead for others (rule R7).",
)


def intervals_on(organisation_id: int, day: date) -> Intervals:
    """When one meets there, for plans opened on the day: one query."""
    held = settings_on(organisation_id, day, *INTERVALS.values())
    return Intervals(**{name: held[wanted] for name, wanted in INTERVALS.items()})

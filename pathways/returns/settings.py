"""What an organisation sets for returns to practice; what holds on the day a plan is made counts for it."""

from datetime import date

from pathways.regulators.settings import LOW_VOLUME as LOW_VOLUME
from pathways.regulators.settings import ROOM
from pathways.returns.rules import DEFAULT, SUPERVISED_DAYS, Intervals
from people.settings.declared import Mark, Share, Whole
from people.settings.reading import settings_on

RECALLED = "Common practice, recalled."
DEANERIES = "Deaneries’ pages on supported return to training."
LEAST_SUPERVISED_DAYS = Whole(
    key="least_supervised_days",
    room=ROOM,
    words="Least working days under supervision",
    hint="In this time there is no out-of-hours work alone (rule R3).",
    unit="day",
    default=SUPERVISED_DAYS,
    least=SUPERVISED_DAYS,
    most=130,
    source="Deaneries’ pages on supported return ask for at least 10.",
    mark=Mark.SEEN,
)
FIRST_SHARE = Share(
    key="return_first_share",
    room=ROOM,
    words="First phase of a return, in 100 of the clinical work",
    hint="Each plan can have its own phases; they become time splits once signed.",
    default=50,
    least=10,
    most=100,
    source=RECALLED,
    mark=Mark.RECALLED,
)
SECOND_SHARE = Share(
    key="return_second_share",
    room=ROOM,
    words="Second phase of a return, in 100 of the clinical work",
    hint="After it comes all of it.",
    default=75,
    least=10,
    most=100,
    source=RECALLED,
    mark=Mark.RECALLED,
)
PHASE_WEEKS = Whole(
    key="return_phase_weeks",
    room=ROOM,
    words="Weeks of each phase of a return",
    hint="Two phases of 4 weeks reach all of the clinical work after 8; 4 to 12 weeks in all are usual.",
    unit="week",
    default=4,
    least=1,
    most=12,
    source=RECALLED,
    mark=Mark.RECALLED,
)
IN_ROLE_FIRST_YEAR = Whole(
    key="check_in_first_year_months",
    room=ROOM,
    words="Check-ins in the role, first year: months between",
    unit="month",
    default=DEFAULT.first_year_months,
    least=1,
    most=12,
    source=RECALLED,
    mark=Mark.RECALLED,
)
IN_ROLE_LATER = Whole(
    key="check_in_later_months",
    room=ROOM,
    words="Check-ins in the role, later: months between",
    unit="month",
    default=DEFAULT.later_months,
    least=1,
    most=12,
    source=RECALLED,
    mark=Mark.RECALLED,
)
CONTACT = Whole(
    key="check_in_contact_months",
    room=ROOM,
    words="Contact before the return, months",
    unit="month",
    default=DEFAULT.contact_months,
    least=1,
    most=6,
    source=DEANERIES,
    mark=Mark.SEEN,
)
PRE_RETURN = Whole(
    key="pre_return_weeks",
    room=ROOM,
    words="Pre-return meeting, weeks before the return",
    unit="week",
    default=DEFAULT.pre_return_weeks,
    least=6,
    most=12,
    source=DEANERIES,
    mark=Mark.SEEN,
)
REVIEW = Whole(
    key="return_review_weeks",
    room=ROOM,
    words="Review after the return, weeks",
    hint="Never before the supervised period ends.",
    unit="week",
    default=DEFAULT.review_weeks,
    least=2,
    most=12,
    source="A deanery’s page: within 2 to 3 weeks.",
    mark=Mark.SEEN,
)
AFTER_RETURN = Whole(
    key="check_in_after_months",
    room=ROOM,
    words="First check-in after the review, months after the return",
    unit="month",
    default=DEFAULT.soon_months,
    least=1,
    most=5,
    source=RECALLED,
    mark=Mark.RECALLED,
)
LAST_CHECK_IN = Whole(
    key="check_in_last_months",
    room=ROOM,
    words="Last check-in, months after the return",
    hint="The plan closes with it.",
    unit="month",
    default=DEFAULT.last_months,
    least=6,
    most=24,
    source=RECALLED,
    mark=Mark.RECALLED,
)


ESCALATION_DAYS = Whole(
    key="check_in_escalation_days",
    room=ROOM,
    words="A missed check-in is passed on after",
    hint="To the responsible officer for doctors, to the line lead for others (rule R7).",
    unit="day",
    default=14,
    least=3,
    most=60,
    source="This service’s own.",
    mark=Mark.OURS,
)


def intervals_on(organisation_id: int, day: date) -> Intervals:
    """When one meets there, for plans opened on the day: one query."""
    held = settings_on(
        organisation_id,
        day,
        IN_ROLE_FIRST_YEAR,
        IN_ROLE_LATER,
        CONTACT,
        PRE_RETURN,
        REVIEW,
        AFTER_RETURN,
        LAST_CHECK_IN,
    )
    return Intervals(
        first_year_months=held[IN_ROLE_FIRST_YEAR],
        later_months=held[IN_ROLE_LATER],
        contact_months=held[CONTACT],
        pre_return_weeks=held[PRE_RETURN],
        review_weeks=held[REVIEW],
        soon_months=held[AFTER_RETURN],
        last_months=held[LAST_CHECK_IN],
    )

"""What the appointments room tells people of."""

from collections.abc import Iterable

from people.memberships.policies import holders
from people.models import Role, User
from reminders.kinds import ON_THE_DAY, Kind, after, before, days_setting, escalation
from roles.appointments import policies
from roles.appointments.models import RoleReview

ROOM = "Roles"
BEFORE_REVIEW = days_setting(
    "role_review_reminder_days",
    "Reminders",
    "First reminder of a role review, before its day",
    14,
    hint="Enough to agree a time and to write down what was done.",
    most=90,
)
LATE_REVIEW = days_setting(
    "role_review_escalation_days",
    "Reminders",
    "A role review that was not held goes to the medical directors, after its day",
    21,
)


def directors(subject: str) -> Iterable[User]:
    """The medical directors of the organisation whose review it is, but the role's holder."""
    review = _review(subject)
    if review is None:
        return []
    found = holders(Role.MEDICAL_DIRECTOR, review.appointment.organisation_id)
    return [user for user in found if user.pk != review.appointment.user_id]


def may_hold(user: User, subject: str) -> bool:
    """Whether the user may record the review: nobody else stands in for a reviewer."""
    review = _review(subject)
    return review is not None and policies.may_record(user, review)


def _review(subject: str) -> RoleReview | None:
    return RoleReview.objects.select_related("appointment").filter(pk=subject.partition(":")[2]).first()


ROLE_REVIEW = Kind(
    key="role_review",
    room=ROOM,
    words="Role reviews",
    says="A review of a role that you hold, or that you review.",
    stages=(before(BEFORE_REVIEW), ON_THE_DAY, after(7), escalation(LATE_REVIEW)),
    escalates_to=directors,
    escalates_words="the organisation’s medical directors",
    may_act=may_hold,
)
APPOINTMENT = Kind(
    key="appointment",
    room=ROOM,
    words="Your appointments",
    says="A role of yours begins, ends or is renewed, or someone answers about its term.",
    stays="They say what you hold, and what you are paid for.",
)

"""What the room of fit and proper persons tells people of."""

from people.memberships.policies import holds_role
from people.models import Role, User
from reminders.kinds import ON_THE_DAY, Kind, after, before
from roles.appointments.models import Appointment


def may_check(user: User, subject: str) -> bool:
    """Human resources of the organisation may check in a colleague's place; nobody attests for another."""
    what, _, key = subject.partition(":")
    if what != "check":
        return False
    appointment = Appointment.objects.filter(pk=key).exclude(user=user).first()
    return appointment is not None and holds_role(user, Role.HR, appointment.organisation_id)


FITNESS = Kind(
    key="fitness",
    room="Roles",
    words="Fit and proper person checks",
    says="A yearly check of someone in a board-level role, or your own word on it.",
    stages=(before(14), ON_THE_DAY, after(14)),
    stays="The check is asked for by law of those in such roles.",
    may_act=may_check,
)

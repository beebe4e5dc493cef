"""What an appointment does to pay; rewards does the sums and keeps the elements."""

from typing import Any

from people.models import Clinician, User
from rewards.elements.models import ElementKind
from rewards.models import PayElement
from roles.appointments.models import Appointment
from roles.selection.models import Offer


def write_allowance(appointment: Appointment, *, by: User) -> None:
    """Writes the role's allowance element for its whole term, at £0 where the role pays none."""
    profession = Clinician.objects.filter(user=appointment.user).values_list("profession", flat=True).first()
    PayElement.objects.create(
        user=appointment.user,
        organisation=appointment.organisation,
        service=appointment.service,
        kind=ElementKind.ALLOWANCE,
        label=f"Allowance: {appointment.title}"[:120],
        annual_gbp=appointment.allowance_gbp,
        pas=appointment.pas,
        pensionable=True,
        profession=profession or "",
        role_title=appointment.title[:150],
        role_from=appointment.term.lower,
        period=appointment.term,
        source=f"appointment:{appointment.pk}",
    )


def comparison(user: User, offer: Offer) -> Any:
    """The applicant's package without and with the role."""
    return None

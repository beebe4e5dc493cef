"""Appointments: the holder's, and of those who answer for the role."""

from tests.access.row import Row


def appointment(world):
    return [world.appointment.pk]


ROWS = [
    Row("appointments:list", anonymous=302, everyone=200),
    Row(
        "appointments:detail",
        args=appointment,
        anonymous=302,
        clinician=200,
        service_lead=200,
        md=200,
        hr=200,
        everyone=404,
    ),
]

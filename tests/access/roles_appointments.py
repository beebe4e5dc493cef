"""Appointments: the holder's, and of those who answer for the role; reviews are not HR's."""

from tests.access.row import Row


def appointment(world):
    return [world.appointment.pk]


def review(world):
    return [world.review.pk]


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
    Row("reviews:detail", args=review, anonymous=302, clinician=200, service_lead=200, md=200, everyone=404),
    Row(
        "reviews:detail",
        args=review,
        method="post",
        anonymous=302,
        clinician=302,
        service_lead=200,
        md=200,
        everyone=404,
    ),
]

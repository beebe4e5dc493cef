"""Reviews of roles: the holder's and the reviewer's; a medical director who is neither reads dates and the decision."""

from tests.access.row import Row


def review(world):
    return [world.review.pk]


def led(world):
    """A review of the clinician's held by the service lead, whose words the medical director does not read."""
    return [world.led_review.pk]


def appointment(world):
    return [world.appointment.pk]


NOBODY = {"anonymous": 302, "everyone": 404}
TWO = {**NOBODY, "clinician": 200, "md": 200}
LED = {**NOBODY, "clinician": 200, "service_lead": 200}
ROWS = [
    Row("reviews:list", anonymous=302, everyone=200),
    Row("reviews:list", query="?past=yes", anonymous=302, everyone=200),
    Row("reviews:detail", args=review, **TWO),
    Row("reviews:detail", args=review, method="post", **NOBODY, clinician=302, md=200),
    Row("reviews:detail", args=led, **LED, md=200),
    Row("reviews:detail", args=led, method="post", **NOBODY, clinician=302, service_lead=200, md=302),
    Row("reviews:account", args=review, **TWO),
    Row("reviews:account", args=review, method="post", **NOBODY, clinician=302, md=302),
    Row("reviews:account", args=led, **LED),
    Row("reviews:keep", args=review, method="post", **TWO),
    Row("reviews:keep", args=led, method="post", **LED),
    Row("reviews:sign", args=review, method="post", **NOBODY, clinician=302),
    Row("reviews:sign", args=led, method="post", **NOBODY, clinician=302),
    Row("reviews:change", args=review, **NOBODY, clinician=200),
    Row("reviews:change", args=review, method="post", **NOBODY, clinician=200),
    Row("reviews:feedback", args=review, **TWO),
    Row("reviews:feedback", args=review, method="post", **TWO),
    Row("reviews:feedback", args=led, **LED),
    Row("reviews:give", args=lambda world: [world.role_feedback.pk], **NOBODY, mentor=200),
    Row("reviews:give", args=lambda world: [world.role_feedback.pk], method="post", **NOBODY, mentor=200),
    Row("reviews:meeting", args=review, **TWO),
    Row("reviews:meeting", args=review, method="post", **TWO),
    Row("reviews:meeting", args=led, **LED),
    Row("reviews:call-off", args=review, method="post", **NOBODY, clinician=302, md=302),
    Row("reviews:calendar", args=led, **LED),
    # No meeting is agreed in this one.
    Row("reviews:calendar", args=review, **NOBODY),
    Row(
        "reviews:agree-meeting",
        args=lambda world: [world.role_meeting.pk],
        method="post",
        **NOBODY,
        clinician=302,
        service_lead=302,
    ),
    Row("reviews:actions", args=review, **TWO),
    Row("reviews:actions", args=review, method="post", **TWO),
    Row("reviews:actions", args=led, **LED),
    Row("reviews:done", args=lambda world: [world.review_action.pk], method="post", **NOBODY, clinician=302),
    Row("reviews:objectives", args=appointment, **TWO),
    Row("reviews:objectives", args=appointment, method="post", **TWO),
    Row(
        "reviews:agree-objectives",
        args=lambda world: [world.objectives.pk],
        method="post",
        **NOBODY,
        clinician=302,
        md=302,
    ),
    Row("reviews:wish", args=appointment, **NOBODY, clinician=200),
    Row("reviews:wish", args=appointment, method="post", **NOBODY, clinician=200),
]

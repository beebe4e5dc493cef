"""Sessions exist for the pair alone, whatever else one may do (R10); the note's page for the mentee alone."""

from tests.access.row import Row


def pair(world):
    """A mentoring that is active, of the service lead with the mentor."""
    return [world.meeting_pair.pk]


def asked(world):
    """Proposed by the mentor."""
    return [world.asked_time.session_id]


def agreed(world):
    return [world.agreed_time.session_id]


def held(world):
    return [world.held_time.session_id]


NOBODY = {"anonymous": 302, "everyone": 404}
PAIR = {**NOBODY, "service_lead": 200, "mentor": 200}
SENT = {**NOBODY, "service_lead": 302, "mentor": 302}

ROWS = [
    Row("sessions:propose", args=pair, **PAIR),
    Row("sessions:propose", args=pair, method="post", **PAIR),
    # Where nobody has accepted yet, no session is planned.
    Row("sessions:propose", args=lambda world: [world.mentorship.pk], **NOBODY, clinician=302, mentor=302),
    Row("sessions:detail", args=asked, **PAIR),
    Row("sessions:detail", args=agreed, **PAIR),
    Row("sessions:detail", args=held, **PAIR),
    Row("sessions:agree", args=lambda world: [world.asked_time.pk], method="post", **SENT),
    Row("sessions:move", args=asked, **PAIR),
    Row("sessions:move", args=agreed, **PAIR),
    Row("sessions:move", args=agreed, method="post", **PAIR),
    Row("sessions:move", args=held, **SENT),
    Row("sessions:cancel", args=agreed, **PAIR),
    Row("sessions:cancel", args=agreed, method="post", **PAIR),
    Row("sessions:cancel", args=held, **SENT),
    Row("sessions:note", args=held, **NOBODY, service_lead=200),
    Row("sessions:note", args=held, method="post", **NOBODY, service_lead=200),
    Row("sessions:note", args=agreed, **NOBODY, service_lead=302),
    Row("sessions:calendar", args=agreed, **PAIR),
    # No time is agreed in this one.
    Row("sessions:calendar", args=asked, **NOBODY),
]

"""Interviews: the recruiter plans and decides, the panel scores after the lock, the applicant picks; nobody else."""

from tests.access.row import Row


def closed(world):
    return [world.closed_post.pk]


def decided(world):
    return [world.offered_application.post_id]


def person(world):
    return [world.offered_application.post_id, world.offered_application.reference]


def slot(world):
    return [world.slot.post_id, world.slot.pk]


def question(world):
    return [world.question.post_id, world.question.pk]


def mine(world):
    return [world.offered_application.reference]


NOBODY = {"anonymous": 302, "everyone": 404}
RECRUITER = {**NOBODY, "recruiter": 200}

ROWS = [
    Row("interviews:post", args=closed, **RECRUITER),
    Row("interviews:post", args=decided, **RECRUITER),
    Row("interviews:add_slot", args=decided, **RECRUITER),
    Row("interviews:add_slot", args=decided, method="post", **RECRUITER),
    Row("interviews:slot", args=slot, **RECRUITER),
    Row("interviews:slot", args=slot, method="post", **RECRUITER),
    Row("interviews:remove_slot", args=slot, method="post", **NOBODY, recruiter=302),
    Row("interviews:invite", args=decided, method="post", **NOBODY, recruiter=302),
    Row("interviews:add_question", args=closed, **RECRUITER),
    Row("interviews:add_question", args=closed, method="post", **RECRUITER),
    Row("interviews:remove_question", args=question, method="post", **NOBODY, recruiter=302),
    Row("interviews:decide", args=person, **RECRUITER),
    Row("interviews:decide", args=person, method="post", **RECRUITER),
    # Before the lock there is nobody to meet.
    Row("interviews:panel", args=closed, **NOBODY),
    Row("interviews:panel", args=decided, **NOBODY, panel2=200),
    Row("interviews:score", args=person, **NOBODY, panel2=200),
    Row("interviews:score", args=person, method="post", **NOBODY, panel2=200),
    Row("interviews:pick", args=mine, **NOBODY, clinician=200),
    Row("interviews:pick", args=mine, method="post", **NOBODY, clinician=200),
    Row("interviews:calendar", args=mine, **NOBODY, clinician=200, recruiter=200, panel2=200),
]

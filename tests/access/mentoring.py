"""Mentors are found by everyone signed in; a pair's page exists for the pair alone, whatever else one may do (R10)."""

from tests.access.row import Row


def pair(world):
    return [world.mentorship.pk]


def mentor(world):
    return [world.mentorship.mentor_id]


SIGNED_IN = {"anonymous": 302, "everyone": 200}
PAIR = {"anonymous": 302, "clinician": 200, "mentor": 200, "everyone": 404}

ROWS = [
    Row("mentoring:home", **SIGNED_IN),
    Row("mentoring:find", **SIGNED_IN),
    Row("mentoring:mentor", args=mentor, **SIGNED_IN),
    Row("mentoring:ask", args=mentor, everyone=302),
    Row("mentoring:ask", args=mentor, method="post", **SIGNED_IN),
    Row("mentoring:mentorship", args=pair, **PAIR),
    Row("mentoring:mentorship", args=pair, method="post", **PAIR),
    Row("mentoring:profile", **SIGNED_IN),
    Row("mentoring:profile", method="post", **SIGNED_IN),
]

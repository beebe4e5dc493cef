"""A role's term: HR and medical directors run it, its holder answers and hands over; who leads what is for all."""

from datetime import timedelta

from roles.models import TermOffer
from tests.access.row import Row
from tests.access.world import World

RUNS = {"anonymous": 302, "md": 200, "hr": 200, "everyone": 404}
HOLDS = {"anonymous": 302, "clinician": 200, "everyone": 404}


def _offer(world: World) -> TermOffer:
    held = world.appointment
    starts = held.term.upper or held.starts + timedelta(days=365)
    return TermOffer.objects.get_or_create(
        appointment=held,
        defaults={
            "kind": "extension",
            "user": held.user,
            "organisation": held.organisation,
            "archetype": held.archetype,
            "title": held.title,
            "starts": starts,
            "ends": starts + timedelta(days=90),
            "pas": held.pas,
            "allowance_gbp": held.allowance_gbp,
            "why": "The service asks for it.",
            "made_by": world.users["hr"],
        },
    )[0]


ROWS = [
    *(
        Row(f"terms:{name}", args=lambda world: [world.appointment.pk], method=method, **RUNS)
        for name in ("end", "more")
        for method in ("get", "post")
    ),
    *(
        Row(f"terms:{name}", args=lambda world: [world.appointment.pk], method=method, **HOLDS)
        for name in ("handover", "shown")
        for method in ("get", "post")
    ),
    *(
        Row("terms:acting-up", args=lambda world: [world.appointment.organisation.ods_code], method=method, **RUNS)
        for method in ("get", "post")
    ),
    *(
        Row(
            "terms:answer",
            args=lambda world: [_offer(world).pk],
            method=method,
            anonymous=302,
            clinician=200,
            md=200,
            hr=200,
            everyone=404,
        )
        for method in ("get", "post")
    ),
    Row(
        "terms:take-back",
        args=lambda world: [_offer(world).pk],
        method="post",
        anonymous=302,
        md=302,
        hr=302,
        everyone=404,
    ),
    Row("leaders:leaders", everyone=200),
    Row("leaders:leaders", query="?q=trust&page=2", everyone=200),
]

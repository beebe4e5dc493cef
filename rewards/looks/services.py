"""The openings: by which a request sees, adds up or writes pay that is not its person's own (guarding.py checks each).

Outside a request they record what is looked at, and open nothing: the worker's account sees all.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import connection
from django.utils import timezone

from people.models import Organisation, User
from people.prepared import Prepared
from rewards.looks.models import PayLook
from rewards.looks.standing import here, undone

NOTED = """
INSERT INTO rewards_paylook AS look
    (viewer_id, subject_id, organisation_id, why, day, first_at, last_at, times)
SELECT %(viewer)s, subject, %(organisation)s, %(why)s, %(day)s, %(now)s, %(now)s, 1
FROM unnest(%(subjects)s) subject
ON CONFLICT (viewer_id, subject_id, organisation_id, why, day)
DO UPDATE SET times = look.times + 1, last_at = excluded.last_at
"""
OPEN = f"""
WITH looked AS ({NOTED} RETURNING id)
SELECT set_config('pathways.opened',
    concat_ws(',', nullif(current_setting('pathways.opened', true), ''), string_agg(id::text, ',')), false)
FROM looked
"""  # noqa: S608 -- our own words
PLACES = {
    **{"viewer": "bigint", "subjects": "bigint[]", "organisation": "bigint"},
    **{"why": "text", "day": "date", "now": "timestamptz"},
}
LOOK, LOOK_AND_OPEN = Prepared("look_at_pay", NOTED, **PLACES), Prepared("look_and_open_pay", OPEN, **PLACES)
Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")
LONGEST = PayLook._meta.get_field("why").max_length


def opened(viewer: User, subject: User, organisation: Organisation, why: str) -> None:
    """Records that the viewer sees the subject's pay in the organisation, and opens it for the rest of the request.

    Ask the policy first. `why` is the sentence the subject reads: "To sign your time split from 1 April 2027". One
    statement; none for one's own pay. What it writes holds even where the request only reads.
    """
    _look(LOOK_AND_OPEN if here() else LOOK, viewer, [subject.pk], organisation, why)


def opened_many(viewer: User, subjects: Collection[int], organisation: Organisation, why: str) -> None:
    """Records that HR sees the pay of each of these people (by key) in a list or a file; one statement, however many.

    It opens nothing: the database knows the viewer for HR there, or refuses the rows all the same.
    """
    _look(LOOK, viewer, subjects, organisation, why)


def _look(statement: Prepared, viewer: User, subjects: Collection[int], organisation: Organisation, why: str) -> None:
    others = sorted(set(subjects) - {viewer.pk})  # in one order, so that two lists don't wait for each other
    if not others:
        return
    now = timezone.now()
    asked: dict[str, Any] = {"viewer": viewer.pk, "subjects": others, "organisation": organisation.pk}
    with connection.cursor() as cursor:
        statement.ask(cursor, {**asked, "why": why[:LONGEST], "day": timezone.localdate(now), "now": now})


@contextmanager
def summing(organisation: Organisation) -> Iterator[None]:
    """Lets whoever reads the organisation's figures (its director, HR, analyst or a lead) add up its pay within."""
    with _open("pathways.summing", organisation.pk):
        yield


@contextmanager
def writing(user: User) -> Iterator[None]:
    """Lets a service of rewards read and write one person's pay within, whoever's decision it follows from."""
    with _open("pathways.writing", user.pk):
        yield


def writes(service: Callable[Concatenate[User, Rest], Answer]) -> Callable[Concatenate[User, Rest], Answer]:
    """Wraps a service that writes the pay of the person it is first told: all of it is `writing` them."""

    @wraps(service)
    def within(user: User, /, *rest: Rest.args, **named: Rest.kwargs) -> Answer:
        with writing(user):
            return service(user, *rest, **named)

    return within


@contextmanager
def _open(name: str, key: int) -> Iterator[None]:
    standing, wanted = here(), str(key)
    before = standing.openings.get(name, "") if standing else ""
    if standing is None or before == wanted:
        yield
        return
    _set(name, wanted)
    standing.openings[name] = wanted
    try:
        yield
    finally:
        standing.openings[name] = before
        if not undone():  # which takes it back by itself
            _set(name, before)


def _set(name: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, false)", [name, value])

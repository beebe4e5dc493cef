"""Asking for a long list, writing it in the worker, and throwing it away after a day."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.text import slugify

from people.design.sheets import Cell, Sheet, write_workbook
from people.models import User
from people.refusals import Refused
from rewards.exports.models import Export, ExportState
from rewards.reports import papers
from rewards.reports.asking import Ask
from rewards.reports.pages import list_asked_by, looked_at, names_of

EACH = 500
LONGEST = 4_000
"""Lines between two words on how far it is."""
STUCK = timedelta(minutes=15)
"""A writer that has said nothing for so long is taken to have died."""
GONE = "You can no longer see this list, or it is no longer there."
BROKEN = "Something went wrong on our side while it was written; it has been noted."
TOO_MANY = "Three of your lists are waiting already: collect those first."
WAITING = 3


def ask(by: User, report: str, query: str) -> Export:
    """Puts a list in the queue; the same list asked for twice while it waits is one. Refused where it isn't theirs."""
    if "\0" in query or len(query) > LONGEST:
        raise Refused(GONE)
    try:
        _, asked, _ = list_asked_by(by, QueryDict(query), report)
    except Http404:
        raise Refused(GONE) from None
    query = _settled(query, asked)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)
        waiting = Export.objects.filter(asker=by, state__in=[ExportState.WAITING, ExportState.WRITING])
        same = waiting.filter(report=report, query=query).first()
        if same is not None:
            return same
        if waiting.count() >= WAITING:
            raise Refused(TOO_MANY)
        return Export.objects.create(asker=by, report=report, query=query)


def _settled(query: str, asked: Ask) -> str:
    """The query with the organisation and the day that it meant when it was asked."""
    settled = QueryDict(query, mutable=True)
    settled["organisation"] = str(asked.organisation.pk)
    for part in ("on-day", "on-month", "on-year"):
        settled.pop(part, None)
    settled["on"] = asked.on.isoformat()
    return settled.urlencode()


def write(pk: int) -> bool:
    """Writes a list that waits, if its asker may still see it; False where another worker has it, or it waits not."""
    now = timezone.now()
    if not Export.objects.filter(_free(now), pk=pk).update(state=ExportState.WRITING, begun_at=now, done=0, problem=""):
        return False
    export = Export.objects.select_related("asker").get(pk=pk)
    try:
        _write(export)
    except Http404:
        _fail(pk, GONE)
    except Exception:
        _fail(pk, BROKEN)
        raise
    return True


def _free(now: datetime) -> Q:
    """Lists that no living worker has."""
    return Q(state=ExportState.WAITING) | Q(state=ExportState.WRITING, begun_at__lte=now - STUCK)


def _fail(pk: int, problem: str) -> None:
    Export.objects.filter(pk=pk).update(state=ExportState.FAILED, problem=problem)


def _write(export: Export) -> None:
    of, asked, found = list_asked_by(export.asker, QueryDict(export.query), export.report)
    Export.objects.filter(pk=export.pk).update(total=len(found.lines))
    looked_at(export.asker, of, asked, found.lines)
    lines = papers.list_lines(found, names_of(line.key for line in found.lines))
    people = Sheet("People", _counted(lines, export), formats=papers.formats(column.unit for column in found.columns))
    notes = papers.list_notes(found, asked, export.asker, timezone.now())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.xlsx"
        write_workbook(str(path), [people, Sheet("Notes", [[line] for line in notes])])
        content = path.read_bytes()
    Export.objects.filter(pk=export.pk).update(
        state=ExportState.READY,
        done=len(found.lines),
        content=content,
        file_name=f"{of.slug}-{slugify(str(asked.organisation))[:90]}-{asked.on.isoformat()}-{asked.which}.xlsx",
        ready_at=timezone.now(),
    )


def _counted(lines: Iterator[Sequence[Cell]], export: Export) -> Iterator[Sequence[Cell]]:
    for n, line in enumerate(lines):
        if n and n % EACH == 0:
            Export.objects.filter(pk=export.pk).update(done=n, begun_at=timezone.now())
        yield line


def waiting(now: datetime) -> list[int]:
    """The lists to write, the oldest first."""
    return list(Export.objects.filter(_free(now)).order_by("asked_at").values_list("pk", flat=True)[:20])


def throw_away(now: datetime) -> int:
    """Deletes what was asked for more than a day ago; returns how many."""
    gone, _ = Export.objects.past(now).delete()
    return gone

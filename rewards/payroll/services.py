"""Importing a payroll extract: keeping the file, the dry run, and writing it.

The one writer of pay elements writes them, with the receipt as their source. The same file again changes nothing.
"""

import logging
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from people.history import because
from people.importing import sheets
from people.importing.keeping import keep
from people.importing.sheets import Table
from people.models import Organisation, User
from people.refusals import Refused
from rewards.elements.services import rewrite_lines
from rewards.payroll.checking import check, judge
from rewards.payroll.mapping import Column, columns_of, faults, is_read, save_headings
from rewards.payroll.models import PayrollImport
from rewards.payroll.policies import may_import
from rewards.workforce.services import record

logger = logging.getLogger(__name__)
MOST_ROWS, AT_ONCE = 20_000, 2_000
"""Up to `AT_ONCE` rows are written within the request: about a second. A full file takes up to ten, in the worker."""


def table_of(sent: PayrollImport) -> Table:
    return sheets.read(sent.file_name, bytes(sent.content), most=MOST_ROWS)


def send(organisation: Organisation, file_name: str, content: bytes, *, by: User) -> PayrollImport:
    """Keeps a file that can be read, and makes its dry run where its columns are known.

    Raises Refused for what is no table.
    """
    if not may_import(by, organisation):
        raise PermissionDenied
    if PayrollImport.objects.filter(organisation=organisation, by=by, written_at=None).exclude(asked_at=None).exists():
        raise Refused("The file you sent before is still being written. Send this one when its receipt is there")
    table = sheets.read(file_name, content, most=MOST_ROWS)
    known = is_read(columns_of(table, organisation))
    sent = keep(PayrollImport, organisation, file_name, content, rows=len(table.rows), by=by)
    if known:
        _note_dry_run(sent, table)
    return sent


def headings_of(sent: PayrollImport) -> list[Column]:
    """The file's columns and what each is read as."""
    return columns_of(table_of(sent), sent.organisation)


def read_as(sent: PayrollImport, fields: dict[str, str], *, by: User) -> list[tuple[str, str]]:
    """Says what the file's headings stand for (heading: field, or empty), keeps it, and makes the dry run.

    Where the table can't be read so, nothing is kept, and the faults are returned, each with its heading.
    """
    _may_still_change(sent, by)
    wrong = faults(fields)
    if not wrong:
        with transaction.atomic():
            save_headings(sent.organisation, fields)
            _note_dry_run(sent, table_of(sent))
    return wrong


def check_again(sent: PayrollImport, *, by: User) -> None:
    """Makes the dry run anew: employments and pay may have changed since."""
    _may_still_change(sent, by)
    _note_dry_run(sent, table_of(sent))


def _may(sent: PayrollImport, by: User) -> None:
    """Whoever sent the file, while they import payroll here."""
    if sent.by_id != by.pk or not may_import(by, sent.organisation):
        raise PermissionDenied


def _may_still_change(sent: PayrollImport, by: User) -> None:
    _may(sent, by)
    if sent.asked_at is not None:
        raise Refused("This file is being written, and can’t be changed any more")


def _note_dry_run(sent: PayrollImport, table: Table) -> None:
    found = check(sent.organisation, table, sent.by)
    noted = {
        "people": found.people,
        "made": found.made,
        "by_kind": found.by_kind,
        "left": found.left,
        "unchanged": found.unchanged,
        "replaced": found.replaced,
        "characteristics": found.characteristics,
        "findings": [[each.row, each.column, each.text.replace("\0", ""), each.stops] for each in found.problems],
        "checked_at": timezone.now(),
    }
    # A dry run takes seconds, in which the file may have been written: its receipt stays.
    PayrollImport.objects.filter(pk=sent.pk, written_at=None).update(**noted)
    for name, value in noted.items():
        setattr(sent, name, value)


def ask_to_write(sent: PayrollImport, *, by: User) -> PayrollImport:
    """Writes a short file at once, and has the worker write a long one. Asked twice, it is written once."""
    if sent.rows <= AT_ONCE:
        return write_payroll(sent, by=by)
    _may(sent, by)
    PayrollImport.objects.filter(pk=sent.pk, written_at=None, asked_at=None).update(asked_at=timezone.now())
    sent.refresh_from_db()
    return sent


def write_waiting() -> int:
    """Writes the files that were asked for, the longest waiting first; answers how many were dealt with."""
    done = 0
    while _write_next():
        done += 1
    return done


def _write_next() -> bool:
    """One file that nobody else is writing; one that can’t be written goes back to who sent it, with the reason."""
    waiting = PayrollImport.objects.filter(written_at=None).exclude(asked_at=None).order_by("asked_at")
    with transaction.atomic():
        sent = waiting.select_for_update(of=("self",), skip_locked=True).select_related("by").first()
        if sent is None:
            return False
        try:
            write_payroll(sent, by=sent.by)
        except Exception as wrong:
            said = wrong.sentence if isinstance(wrong, Refused) else "Check it again, then write it once more"
            if not isinstance(wrong, Refused | PermissionDenied):
                logger.exception("Payroll import %s could not be written", sent.pk)
            sent.asked_at, sent.findings = None, [[0, "", f"Nothing was written. {said}", True]]
            sent.save(update_fields=["asked_at", "findings"])
        return True


def write_payroll(sent: PayrollImport, *, by: User) -> PayrollImport:
    """Writes the pay of everyone whose rows are right, all of it or nothing; the rest is left out and counted.

    Written twice, it stands once.
    """
    with transaction.atomic():
        locked = PayrollImport.objects.select_for_update(of=("self",)).select_related("organisation")
        sent = locked.get(pk=sent.pk)
        _may(sent, by)
        if sent.written_at is not None:
            return sent
        judged = judge(sent.organisation, table_of(sent), by)
        lines = {
            user: [replace(row, working=f"Row {row.number} of {sent.file_name}, from payroll.") for row in rows]
            for user, rows in judged.lines.items()
        }
        with because(f"Imported from {sent.file_name}", by=by):
            done = rewrite_lines(sent.organisation, lines, f"payroll:{sent.pk}")
            sent.characteristics = record(sent.organisation, judged.said)
            sent.made, sent.unchanged, sent.replaced = done.written, done.unchanged, done.replaced
            sent.by_kind, sent.people, sent.left = done.by_kind, judged.people, judged.left
            sent.content, sent.findings, sent.written_at = b"", [], timezone.now()
            sent.save()
        return sent

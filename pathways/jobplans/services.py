"""Importing job plans agreed elsewhere: what a file would write, and writing it.

A week is written as agreed, with its pay, by the same code as a final signature; the history says who imported it from
which file. The same file again changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from pathways.jobplans.models import JobPlanImport
from pathways.jobplans.policies import may_import
from pathways.jobplans.rows import HEADS, Plan, plans_of
from pathways.splits import rules
from pathways.splits.drafting import write
from pathways.splits.facts import Proposal, facts_of, lines_of
from pathways.splits.models import AGREED, TimeSplit
from pathways.splits.moving import agree
from people.dates import after_months
from people.design.words import longdate, shortdate
from people.history import because
from people.importing import sheets
from people.importing.keeping import keep
from people.importing.reading import Problem
from people.memberships.models import Membership
from people.models import Organisation, Service, User

MOST_ROWS = 5_000
YEARS_BACK, YEARS_AHEAD = 50, 5
"""How far from today a week may begin or end."""


class Fate(StrEnum):
    """What becomes of a plan."""

    WRITE = "write"
    SAME = "same"
    LEFT = "left"


@dataclass(frozen=True)
class Judged:
    """A plan with what becomes of it, and what would be proposed; None where it can't be."""

    plan: Plan
    fate: Fate
    user: User | None = None
    proposal: Proposal | None = None


@dataclass(frozen=True)
class Checked:
    """What a file would do: its plans, and all problems in the order of rows."""

    plans: tuple[Judged, ...]
    problems: tuple[Problem, ...]
    rows: int

    def count(self, fate: Fate) -> int:
        return sum(judged.fate is fate for judged in self.plans)

    @property
    def to_write(self) -> int:
        return self.count(Fate.WRITE)

    @property
    def unchanged(self) -> int:
        return self.count(Fate.SAME)

    @property
    def left(self) -> int:
        return self.count(Fate.LEFT)


def send(organisation: Organisation, file_name: str, content: bytes, *, by: User) -> JobPlanImport:
    """Keeps a file that can be read, to be looked at and written; what the person sent before and did not write goes.

    Raises Refused for what is no table of job plans.
    """
    if not may_import(by, organisation):
        raise PermissionDenied
    table = sheets.read(file_name, content, most=MOST_ROWS)
    plans_of(table)  # its columns
    return keep(JobPlanImport, organisation, file_name, content, rows=len(table.rows), by=by)


def check(sent: JobPlanImport) -> Checked:
    """What the file would write today. Writes nothing."""
    table = sheets.read(sent.file_name, bytes(sent.content), most=MOST_ROWS)
    plans, lost = plans_of(table)
    judging = _Judging(sent.organisation, sent.by)
    judged = tuple(judging.judge(plan) for plan in _ending(plans))
    found = [*lost, *(problem for each in judged for problem in each.plan.problems)]
    return Checked(judged, tuple(sorted(found, key=lambda problem: problem.row)), len(table.rows))


def write_plans(sent: JobPlanImport, *, by: User) -> JobPlanImport:
    """Writes what is right of the file, all of it or nothing; what has problems is left out and counted.

    Written twice, it stands once.
    """
    with transaction.atomic():
        sent = JobPlanImport.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=sent.pk)
        if not may_import(by, sent.organisation) or sent.by_id != by.pk:
            raise PermissionDenied
        if sent.written_at is not None:
            return sent
        checked = check(sent)
        with because(f"Imported from {sent.file_name}", by=by):
            for judged in checked.plans:
                if judged.fate is Fate.WRITE:
                    _write(judged)
        sent.made, sent.unchanged, sent.left = checked.to_write, checked.unchanged, checked.left
        sent.content, sent.written_at = b"", timezone.now()
        sent.save()
        return sent


def _ending(plans: Sequence[Plan]) -> list[Plan]:
    """A person's plan without a last day ends when their next one in the file starts."""
    following = [*plans[1:], None]
    for plan, after in zip(plans, following, strict=True):
        if after is None or after.email != plan.email:
            continue
        if plan.last_day is None:
            plan.runs_until = after.starts
        elif plan.last_day >= after.starts:
            plan.find(f"runs into the week from {shortdate(after.starts)}", HEADS["last_day"])
    return list(plans)


class _Judging:
    """Judges plans of one organisation that `by` imports; people, services and agreed weeks are read once."""

    def __init__(self, organisation: Organisation, by: User) -> None:
        today = timezone.localdate()
        self.by = by
        self.days = (after_months(today, -12 * YEARS_BACK), after_months(today, 12 * YEARS_AHEAD))
        members = Membership.objects.in_force(today).filter(organisation=organisation, user__is_active=True)
        self.organisation = organisation
        self.people = {each.user.email.lower(): each.user for each in members.select_related("user")}
        self.services = {
            service.name.casefold(): service
            for service in Service.objects.filter(organisation=organisation).select_related("organisation")
        }
        self.agreed: dict[int, list[TimeSplit]] = {}
        splits = TimeSplit.objects.filter(organisation=organisation, status__in=AGREED)
        for split in splits.order_by("period").prefetch_related("lines"):
            self.agreed.setdefault(split.user_id, []).append(split)

    def judge(self, plan: Plan) -> Judged:
        user = self.people.get(plan.email)
        if user is None:
            plan.find(f"Nobody with this email address works for {self.organisation} today", HEADS["email"])
        elif user == self.by:
            plan.find("This is your own week: someone else imports it, or you propose it", HEADS["email"])
        self._within_a_working_life(plan)
        service = self._service(plan, plan.service, plan.rows[0])
        lines = []
        for line, name in plan.lines:
            of_line = self._service(plan, name, plan.rows[0]) if name.casefold() != plan.service.casefold() else service
            lines.append(line if of_line is None or of_line == service else replace(line, service=of_line.pk))
        if plan.last_day is not None and plan.last_day < plan.starts:
            plan.find("is before the first day", HEADS["last_day"])
        if plan.stopped or user is None or service is None:
            return Judged(plan, Fate.LEFT)
        proposal = Proposal(
            service=service,
            starts=plan.starts,
            last_day=plan.last_day,
            total=plan.total,
            lines=tuple(lines),
            reason="Agreed before it was imported.",
            override_reason=plan.reason,
            override_agreed_by=plan.agreed_by,
        )
        return self._beside_what_stands(plan, user, proposal)

    def _within_a_working_life(self, plan: Plan) -> None:
        first, last = self.days
        for column, day in (("starts", plan.starts), ("last_day", plan.last_day)):
            if day is not None and not first <= day <= last:
                plan.find(f"{shortdate(day)} is not between {shortdate(first)} and {shortdate(last)}", HEADS[column])

    def _service(self, plan: Plan, name: str, row: int) -> Service | None:
        found = self.services.get(name.casefold())
        if found is None:
            said = f"“{name[:60]}” is no service of {self.organisation}" if name else "is empty"
            if not any(said == problem.text for problem in plan.problems):
                plan.find(said, HEADS["service"], row=row)
        return found

    def _beside_what_stands(self, plan: Plan, user: User, proposal: Proposal) -> Judged:
        until = proposal.ends or plan.runs_until
        for split in self.agreed.get(user.pk, []):
            if split.starts == plan.starts and lines_of(split) == proposal.lines and split.service == proposal.service:
                return Judged(plan, Fate.SAME, user)
            if (split.period.upper is None or split.period.upper > plan.starts) and (
                until is None or split.starts < until
            ):
                plan.find(
                    f"A time split from {longdate(split.starts)} stands for some of these days: it is changed by a "
                    "new one, or corrected",
                    HEADS["starts"],
                )
                return Judged(plan, Fate.LEFT)
        facts = replace(facts_of(proposal, user), agreed=())
        for finding in rules.findings(facts):
            if finding.level is not rules.Level.INFORMATION:
                plan.find(f"{finding.text} (Rule {finding.rule})", stops=finding.level is rules.Level.ERROR)
        return Judged(plan, Fate.LEFT if plan.stopped else Fate.WRITE, user, proposal)


def _write(judged: Judged) -> None:
    """Agrees one week as a final signature does; Refused where another has just been agreed for these days."""
    assert judged.user is not None  # it is to be written
    assert judged.proposal is not None
    plan, ends = judged.plan, judged.proposal.ends
    User.objects.select_for_update(no_key=True).get(pk=judged.user.pk)
    split = TimeSplit(user=judged.user, version=0, status=TimeSplit.Status.SUBMITTED, submitted_at=timezone.now())
    split.tier, split.waits_for = 1, "service_lead"
    write(split, judged.proposal)
    if ends is None and plan.runs_until is not None:
        split.period = DateRange(split.starts, plan.runs_until)
    agree(split)

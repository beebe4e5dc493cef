"""The approvers' queue: filtered, counted, ordered and paged in SQL on the partial index `split_pending`."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet

from pathways.splits.models import SplitStatus, TimeSplit
from pathways.splits.policies import Turns
from people.models import User

PAGE = 25
ORDERS = {
    "oldest": ("Waiting longest first", ("submitted_at", "id")),
    "newest": ("Sent last first", ("-submitted_at", "-id")),
    "starts": ("Starting soonest first", ("period", "id")),
}
SCOPES = {"mine": "Waiting for me", "all": "All that wait in my area"}
SHOWN = (
    "status",
    "period",
    "submitted_at",
    "total_pas",
    "dcc_pas",
    "anr_pas",
    "apa_pas",
    "user",
    "service",
)


class _Counted(Paginator):
    """Pages whose count is known already."""

    def __init__(self, splits: QuerySet[TimeSplit], count: int) -> None:
        super().__init__(splits, PAGE)
        self.known = count

    @cached_property
    def count(self) -> int:
        return self.known


@dataclass(frozen=True)
class Ask:
    """What the approver asks the queue for; unknown values fall back to the first choice."""

    scope: str = "mine"
    order: str = "oldest"
    services: tuple[int, ...] = ()
    words: str = ""
    page: str = "1"


@dataclass(frozen=True)
class Row:
    """One line of the queue: the split, the name of its service, its age in whole days."""

    split: TimeSplit
    service: str
    days: int


@dataclass(frozen=True)
class Found:
    """A page of the queue and the services one can filter by: (key, name, how many wait)."""

    page: object
    rows: list[Row]
    total: int
    services: list[tuple[str, str, int]] = field(default_factory=list)


def pending(turns: Turns, scope: str = "mine") -> QuerySet[TimeSplit]:
    """What waits for the person, or all that waits in their area."""
    return TimeSplit.objects.pending().filter(turns.seen() if scope == "all" else turns.waiting())


def find(turns: Turns, ask: Ask, today: date) -> Found:
    """The page asked for: three queries, however many wait. Names are read for the page alone."""
    base = pending(turns, ask.scope)
    if ask.words:
        base = base.filter(user__name__icontains=ask.words)
    counts = (
        base.order_by().values_list("service_id", "service__name").annotate(n=Count("pk")).order_by("service__name")
    )
    facets = [(str(pk), name, n) for pk, name, n in counts]
    if ask.services:
        base = base.filter(service__in=ask.services)
    total = sum(n for pk, _, n in facets if not ask.services or int(pk) in ask.services)
    names = Prefetch("user", User.objects.only("name", "email"))
    ordered = base.prefetch_related(names).only(*SHOWN).order_by(*ORDERS[ask.order][1])
    page = _Counted(ordered, total).get_page(ask.page)
    of = {int(key): name for key, name, _ in facets}
    rows = [Row(split, of[split.service_id], _age(split, today)) for split in page]
    return Found(page, rows, total, facets)


def _age(split: TimeSplit, today: date) -> int:
    return (today - split.submitted_at.date()).days if split.submitted_at else 0


def next_waiting(turns: Turns, *, but: int) -> TimeSplit | None:
    """The oldest that waits for the person, but the one just answered."""
    return pending(turns).exclude(pk=but).order_by("submitted_at", "id").only("pk").first()


def others_of(split: TimeSplit) -> QuerySet[TimeSplit]:
    """The same person's other splits with this employer that are agreed or pending, to compare with."""
    beside = Q(status__in=[SplitStatus.SIGNED_OFF, SplitStatus.IN_FORCE])
    return TimeSplit.objects.filter(beside, user=split.user_id, organisation=split.organisation_id).exclude(pk=split.pk)

"""Whose turn it is: what waits for this person in the rooms below, one query for each kind of thing."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from mentoring.sessions.dues import SESSION
from pathways.approvals import queue
from pathways.desk.items import MOST, Item
from pathways.splits.policies import Turns
from pathways.splits.turns import KIND as SIGNING
from people.design.words import plural
from people.memberships.requests import held_by
from people.models import User
from reminders.models import Due
from roles.applications.dues import POST_CLOSING
from roles.applications.models import Application, ApplicationStatus
from roles.interviews.reminding import KIND as INTERVIEW
from roles.posts.models import Criterion, PostStatus
from roles.reviews.dues import WISH
from roles.selection.dues import OFFER_ANSWER
from roles.selection.models import Interest, InterestKind, InterestOutcome, PanelSeat, Score

AHEAD = timedelta(days=60)
"""How far ahead what is due stands on the desk; later things are in the calendar."""
OWN_LINE = (SIGNING, OFFER_ANSWER.key, POST_CLOSING.key)
"""What stands on the desk by itself: the queue to sign, offers to answer, applications begun."""
MEETINGS = (INTERVIEW, SESSION.key)
"""There is nothing to do but to be there."""


def due(user: User, today: date) -> tuple[list[Item], list[Item]]:
    """What is due or comes due soon, the longest overdue first, and meetings to be at (index due_of_person)."""
    soon_or_asked = Q(due_on__lte=today + AHEAD) | Q(kind=WISH.key)  # in the ledger from its day on
    open_dues = Due.objects.filter(soon_or_asked, user=user, state=Due.State.OPEN).theirs(today)
    dues = open_dues.exclude(kind__in=OWN_LINE).order_by("due_on", "pk")
    to_do, to_meet = [], []
    for each in dues[:MOST]:
        if each.kind not in MEETINGS:
            label = "Overdue since" if each.due_on < today else "Due"
            to_do.append(Item(each.title, each.path, each.due_on, label))
        elif each.due_on >= today:
            to_meet.append(Item(each.title, each.path, each.due_on, "On"))
    return to_do, to_meet


def to_sign(user: User) -> Iterator[Item]:
    """The queue of time splits, in one line (index split_waiting)."""
    turns = Turns.of(user, held_by(user))
    if not turns:
        return
    found = queue.pending(turns).order_by().aggregate(n=Count("pk"), oldest=Min("submitted_at"))
    if found["n"]:
        since = timezone.localdate(found["oldest"])
        yield Item(f"{plural(found['n'], 'time split')} to sign", reverse("approvals:queue"), since, "Oldest sent")


def to_score(user: User) -> Iterator[Item]:
    """Closed posts whose applications this panel member has not scored in full."""
    sent = Application.objects.filter(post=OuterRef("post"), status=ApplicationStatus.SUBMITTED)
    declared = Interest.objects.exclude(kind=InterestKind.FOUND).exclude(outcome=InterestOutcome.COUNTS)
    excused = declared.filter(seat=OuterRef("pk"), application__status=ApplicationStatus.SUBMITTED)
    given = Score.objects.filter(seat=OuterRef("pk"), application__status=ApplicationStatus.SUBMITTED).exclude(
        Exists(declared.filter(seat=OuterRef("seat"), application=OuterRef("application")))
    )
    seats = (
        PanelSeat.objects.visible_to(user)
        .filter(post__closes_at__lte=timezone.now(), post__shortlist_locked_at=None, post__status=PostStatus.PUBLISHED)
        .annotate(
            sent=count(sent, "post"),
            given=count(given, "seat"),
            excused=count(excused, "seat"),
            criteria=count(Criterion.objects.filter(post=OuterRef("post")), "post"),
        )
        .filter(sent__gt=0, given__lt=(F("sent") - F("excused")) * F("criteria"))
        .select_related("post")
        .order_by("post__closes_at")
    )
    for seat in seats[:MOST]:
        closed = timezone.localdate(seat.post.closes_at)
        applications = plural(seat.sent, "application")
        yield Item(
            f"Score {applications}: {seat.post.title}", reverse("panel:scoring", args=[seat.post_id]), closed, "Closed"
        )


def count(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many rows, as a subquery; `by` is the field that they have in common."""
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

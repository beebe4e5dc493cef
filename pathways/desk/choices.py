"""The choices that a recruiter runs, on the desk: those that wait for them, and those that wait for others."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from pathways.desk.items import MOST, Item
from people.models import User
from roles.applications.models import Application, ApplicationStatus
from roles.posts.models import Post, PostStatus
from roles.selection.models import Offer, OfferStatus, takes_seat
from roles.selection.places import places_of
from roles.selection.policies import recruits_for
from roles.selection.scores import progress_of_all
from roles.selection.standing import Numbers, standing


def choices(user: User) -> tuple[list[Item], list[Item]]:
    """What the recruiter has to do, and what they wait for: as many queries, however many choices."""
    organisations = recruits_for(user)
    if not organisations:
        return [], []
    now = timezone.now()
    posts = list(_under_way(user, organisations))
    panels = progress_of_all([post.pk for post in posts if post.shortlist_locked_at is None])
    needs_me, waits = _to_publish(user, organisations), []
    for post in posts:
        numbers = _numbers(post)
        if panel := panels.get(post.pk):
            numbers = replace(numbers, short=panel.short, settle=panel.to_settle)
        stands = standing(post, numbers, now)
        on, label = (post.answer_by, "Answer by") if numbers.waiting else (timezone.localdate(post.closes_at), "Closed")
        item = Item(f"{stands.task}: {post.title}", reverse("panel:post", args=[post.pk]), on, label)
        if stands.mine:
            needs_me.append(item)
        elif stands.task:
            turn = "The panel’s turn." if post.shortlist_locked_at is None else "The turn of whoever has the offer."
            waits.append(Item(item.text, item.href, on, label, turn))
    return needs_me, waits


def _to_publish(user: User, organisations: Iterable[int]) -> list[Item]:
    """Posts that a colleague wrote and that wait for a second person."""
    waiting = Post.objects.filter(organisation__in=organisations, status=PostStatus.DRAFT, ready_at__isnull=False)
    return [
        Item(f"Publish, or change: {post.title}", reverse("posts:tasks", args=[post.pk]), post.ready_at.date(), "Sent")
        for post in waiting.exclude(ready_by=user).order_by("ready_at", "pk")[:MOST]
        if post.ready_at
    ]


def _under_way(user: User, organisations: Iterable[int]) -> QuerySet[Any]:
    """Closed posts with applications to lock, to decide on or to be answered (index post_of_organisation)."""
    applied = "applications__status"
    open_ones = [ApplicationStatus.SHORTLISTED, ApplicationStatus.OFFERED]
    lock = Q(shortlist_locked_at=None, status=PostStatus.PUBLISHED, closes_at__lte=timezone.now())
    offers, today = "applications__offer", timezone.localdate()
    waiting = takes_seat(today, offers) & Q(**{f"{offers}__status": OfferStatus.MADE})
    mine = Application.objects.filter(applicant=user).exclude(status=ApplicationStatus.WITHDRAWN)
    return (
        Post.objects.filter(organisation__in=organisations)
        .filter(
            lock & Q(pk__in=_posts_with([ApplicationStatus.SUBMITTED]))
            | Q(shortlist_locked_at__isnull=False) & Q(pk__in=_posts_with(open_ones))
        )
        .exclude(status__in=[PostStatus.DRAFT, PostStatus.WITHDRAWN])
        .exclude(panel__user=user)
        .exclude(pk__in=mine.values("post"))
        .annotate(
            sent=Count("applications", filter=Q(**{applied: ApplicationStatus.SUBMITTED}), distinct=True),
            shortlisted=Count("applications", filter=Q(**{applied: ApplicationStatus.SHORTLISTED}), distinct=True),
            members=Count("panel", filter=Q(panel__removed_at=None), distinct=True),
            waiting=Count(offers, filter=waiting, distinct=True),
            accepted=ArraySubquery(_pas_of(Q(status=OfferStatus.ACCEPTED))),
            taken=ArraySubquery(_pas_of(takes_seat(today))),
            answer_by=Min(f"{offers}__answer_by", filter=waiting),
        )
        .only("pk", "title", "status", "closes_at", "seats", "pas", "job_share", "shortlist_locked_at")
        .order_by("closes_at", "pk")[:MOST]
    )


def _numbers(post: Any) -> Numbers:
    """The post's numbers as its page counts them; places by the PAs a week of each offer that takes one."""
    return Numbers(
        post.sent,
        post.members,
        post.shortlisted,
        post.waiting,
        free=not places_of(post, post.taken).full,
        filled=places_of(post, post.accepted).full,
    )


def _pas_of(which: Q) -> QuerySet[Any, Any]:
    """PAs a week of the post's offers."""
    return Offer.objects.filter(which, application__post=OuterRef("pk")).values("pas")


def _posts_with(statuses: list[ApplicationStatus]) -> QuerySet[Any, Any]:
    return Application.objects.filter(status__in=statuses).values("post")

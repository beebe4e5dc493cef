"""Scoring an application: blind, apart, and changed with a reason once others' points could be read."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from people.design.words import longtime
from people.history import because
from people.models import User
from people.refusals import Refused
from roles.applications.models import Application, ApplicationStatus
from roles.applications.services import locked, locked_post
from roles.posts.models import Post, PostStatus
from roles.selection import policies, rules
from roles.selection.models import Interest, InterestKind, InterestOutcome, PanelSeat, Score
from roles.selection.talks import in_talks, refresh_talks

Scores = dict[int, tuple[int, str]]
"""Points and note by the criterion's key."""


def save_scores(seat: PanelSeat, application: Application, scores: Scores, *, by: User, reason: str = "") -> None:
    """Keeps the member's points and notes for one application.

    `reason` says why points are changed after a talk was asked for. Raises Refused before the post has closed, after
    the lock, after the member was taken off or declared an interest in it, or for points beyond 0 to 5.
    """
    with transaction.atomic(), because(f"Scored again: {reason}" if reason else "Scored", by=by):
        post = locked_post(seat.post_id)
        seat = _seat_of(seat, by)
        _may_be_scored(post)
        application = locked(application)
        criteria = set(post.criteria.written().values_list("pk", flat=True))
        if application.post_id != post.pk or not scores.keys() <= criteria:
            raise PermissionDenied
        if application.status != ApplicationStatus.SUBMITTED:
            raise Refused(f"Application {application.reference} is no longer in the running.")
        _no_interest(seat, application)
        if wrong := rules.points_problem(points for points, _ in scores.values()):
            raise Refused(wrong)
        there = {score.criterion_id: score for score in Score.objects.filter(seat=seat, application=application)}
        changed = {pk for pk, (points, _) in scores.items() if pk in there and there[pk].points != points}
        if changed and not reason.strip() and in_talks(seat, application):
            raise Refused("Say why you change your points: others’ points could be read by then.", field="reason")
        for pk, (points, note) in scores.items():
            because_ = reason.strip() if pk in changed else there[pk].revised_because if pk in there else ""
            Score.objects.update_or_create(
                application=application,
                seat=seat,
                criterion_id=pk,
                defaults={"points": points, "note": note, "revised_because": because_},
            )
        refresh_talks(post)


def _seat_of(seat: PanelSeat, by: User) -> PanelSeat:
    found = PanelSeat.objects.select_for_update(no_key=True).filter(pk=seat.pk).first()
    if seat.user_id == by.pk and (found is None or found.removed_at is not None):
        raise Refused("You were taken off this panel, so these scores were not kept.")
    if found is None or not policies.may_score(by, found):
        raise PermissionDenied
    return found


def _may_be_scored(post: Post) -> None:
    if post.shortlist_locked_at is not None:
        raise Refused("The shortlist was locked while you were scoring, so these scores were not kept.")
    if post.status == PostStatus.WITHDRAWN:
        raise Refused("This post was withdrawn, so these scores were not kept.")
    if post.closes_at > timezone.now():
        raise Refused(f"Scoring starts when applications close, on {longtime(post.closes_at)}.")


def _no_interest(seat: PanelSeat, application: Application) -> None:
    declared = Interest.objects.filter(seat=seat, application=application).exclude(kind=InterestKind.FOUND).first()
    if declared is not None and declared.outcome != InterestOutcome.COUNTS:
        raise Refused("You declared an interest in this application, so you do not score it.")

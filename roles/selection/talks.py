"""Members who are far apart on a criterion talk about it: asked for, held or waived, with a reason, before the lock."""

from collections import defaultdict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from people.design.words import longtime
from people.history import because
from people.models import User
from people.refusals import Refused
from people.settings.reading import setting
from roles.applications.models import Application
from roles.applications.services import locked_post
from roles.posts.models import Post
from roles.selection import policies, rules
from roles.selection.guards import still_open
from roles.selection.messages import tell_of_talk
from roles.selection.models import PanelSeat, Score, Talk, TalkOutcome
from roles.selection.scores import IN_RUNNING, Progress, progress_of
from roles.selection.settings import TALK_BEYOND_POINTS

Place = tuple[int, int]
"""Keys of an application and a criterion."""


def beyond(post: Post) -> int:
    """From how many points apart on members talk, as the post's organisation set it."""
    return setting(post.organisation_id, TALK_BEYOND_POINTS, timezone.localdate())


def counted_scores(post: Post, progress: Progress) -> list[Score]:
    """Scores that count, of members who have scored every criterion of that application."""
    scores = Score.objects.filter(application__post=post, application__status__in=IN_RUNNING, seat__removed_at=None)
    found = scores.select_related("application", "seat__user").order_by("seat__user__name", "pk")
    return [each for each in found if _whole(progress, (each.application.reference, each.seat_id))]


def _whole(progress: Progress, cell: tuple[str, int]) -> bool:
    return progress.given.get(cell, 0) >= progress.criteria and progress.counts(cell)


def refresh_talks(post: Post) -> None:
    """Asks for the talks that the scores call for, and drops those that nobody is far apart on any more.

    One whose points were brought nearer by a revision stays: what was said is recorded. The caller holds the post.
    """
    progress = progress_of(post)
    by_place: dict[Place, list[Score]] = defaultdict(list)
    for score in counted_scores(post, progress):
        by_place[(score.application_id, score.criterion_id)].append(score)
    limit = beyond(post)
    apart = {place for place, those in by_place.items() if rules.far_apart((each.points for each in those), limit)}
    talks = {(talk.application_id, talk.criterion_id): talk for talk in Talk.objects.filter(application__post=post)}
    for place, talk in talks.items():
        revised = any(score.revised_because for score in by_place.get(place, []))
        if not talk.outcome and place not in apart and not revised:
            talk.delete()
    for application, criterion in sorted(apart):
        talk = talks.get((application, criterion)) or Talk.objects.create(
            application_id=application, criterion_id=criterion
        )
        if not talk.outcome:
            for score in by_place[(application, criterion)]:
                tell_of_talk(talk, score.seat, post)


def in_talks(seat: PanelSeat, application: Application) -> bool:
    """Whether the member could read others' points of this application: a talk was asked for, and they take part."""
    if not Talk.objects.filter(application=application).exists():
        return False
    return _whole(progress_of(seat.post), (application.reference, seat.pk))


def talks_of(seat: PanelSeat, progress: Progress) -> list[Talk]:
    """The talks the member takes part in: those on applications they have scored whole, and whose scores count."""
    talks = Talk.objects.filter(application__post=seat.post, application__status__in=IN_RUNNING)
    found = talks.select_related("application", "criterion").order_by("application__reference", "criterion__position")
    return [talk for talk in found if _whole(progress, (talk.application.reference, seat.pk))]


def settle_talk(talk: Talk, *, by: User, outcome: str, reason: str) -> Talk:
    """Records that the talk was held, or (the recruiter alone) that none is needed, with a reason; once."""
    with transaction.atomic(), because("Recorded a talk", by=by):
        post = locked_post(talk.application.post_id)
        runs = policies.runs_choice(by, post)
        if not runs and not _takes_part(by, talk, post):
            raise PermissionDenied
        still_open(post)
        found = Talk.objects.select_for_update(no_key=True).filter(pk=talk.pk).first()
        if found is None:
            raise Refused("The members are no longer far apart on this, so no talk is needed.")
        if found.outcome:
            if (found.outcome, found.reason) == (outcome, reason.strip()):
                return found
            raise Refused(
                f"{found.settled_by} recorded this talk on {longtime(found.settled_at)}. Nothing was changed."
            )
        if outcome not in {TalkOutcome.HELD, TalkOutcome.WAIVED}:
            raise Refused("Say whether the talk was held", field="outcome")
        if outcome == TalkOutcome.WAIVED and not runs:
            raise Refused("Only the recruiter can say that no talk is needed.", field="outcome")
        if not reason.strip():
            raise Refused("Say what came of the talk, or why none is needed", field="reason")
        found.outcome, found.reason, found.settled_at, found.settled_by = outcome, reason.strip(), timezone.now(), by
        found.save()
        return found


def _takes_part(user: User, talk: Talk, post: Post) -> bool:
    seat = PanelSeat.objects.visible_to(user).filter(post=post).first()
    return seat is not None and any(each.pk == talk.pk for each in talks_of(seat, progress_of(post)))

"""A draft is sent, and a second person publishes it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from people.memberships.policies import holders
from people.models import Organisation, Role, User
from people.refusals import Refused
from people.settings.reading import setting
from roles.authoring import rules
from roles.authoring.criteria import criteria_of
from roles.authoring.keeping import locked, write
from roles.authoring.settings import SECOND_PERSON_PUBLISHES
from roles.authoring.telling import tell_of
from roles.posts.models import Post, PostStatus
from roles.selection.messages import tell_member
from roles.selection.models import PanelSeat


@transaction.atomic
def send(post: Post, *, by: User) -> Post:
    """Sends a finished draft to a second recruiter; where the organisation asks for none, publishes it."""
    kept = locked(post, by)
    if kept.status != PostStatus.DRAFT:
        raise Refused("This post is published already")
    if lacking := rules.missing(kept, [line.assessed_by for line in criteria_of(kept)], timezone.localdate()):
        raise Refused(f"{lacking[0].sentence}. Then send it again")
    if not asks_second(kept.organisation):
        return _publish(kept, by)
    if kept.ready_at is not None:
        return kept  # sent already: nobody is written to twice
    colleagues = [each for each in holders(Role.RECRUITER, kept.organisation) if each != by]
    if not colleagues:
        raise Refused("Nobody else recruits here to publish it. Ask your administrator to give someone that role")
    kept.ready_at, kept.ready_by = timezone.now(), by
    write(kept, by, "Sent to a second person")
    for colleague in colleagues:
        tell_of(colleague, kept, "waiting", f"A post waits for you to publish it: {kept.title}", by=str(by))
    return kept


@transaction.atomic
def publish(post: Post, *, by: User, seen: datetime | None) -> Post:
    """A second recruiter publishes what was sent to them; `seen` is the sending whose words they read."""
    kept = locked(post, by)
    if kept.status != PostStatus.DRAFT or kept.ready_at is None:
        raise Refused("This post does not wait to be published: it was changed, or published already")
    if not may_publish(kept, by):
        raise Refused("A second person publishes what you wrote or sent. Ask another recruiter")
    if kept.ready_at != seen:
        raise Refused("It was changed and sent again since you opened this page. Read it below, then publish it")
    if lacking := rules.missing(kept, [line.assessed_by for line in criteria_of(kept)], timezone.localdate()):
        raise Refused(f"{lacking[0].sentence}. Then send it again")
    return _publish(kept, by)


def may_publish(post: Post, by: User) -> bool:
    """Whether a draft waits for this person: they neither began nor sent it."""
    return post.ready_at is not None and by.pk not in (post.created_by_id, post.ready_by_id)


def asks_second(organisation: Organisation) -> bool:
    """Whether a second person publishes here: the organisation's setting, yes where it has none."""
    return setting(organisation, SECOND_PERSON_PUBLISHES, timezone.localdate())


def _publish(kept: Post, by: User) -> Post:
    kept.status, kept.published_at = PostStatus.PUBLISHED, timezone.now()
    write(kept, by, "Published")
    for seat in PanelSeat.objects.sitting().filter(post=kept).select_related("user"):
        tell_member(seat, kept)
    return kept

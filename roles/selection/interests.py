"""Interests in one application: a member declares one, the recruiter settles it, and a link on record too (R11)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from people.history import because
from people.models import User
from people.refusals import Refused
from roles.applications.models import Application, ApplicationStatus
from roles.applications.services import locked_post
from roles.selection import policies
from roles.selection.guards import own, still_open
from roles.selection.models import Interest, InterestKind, InterestOutcome, PanelSeat
from roles.selection.scores import progress_of
from roles.selection.talks import refresh_talks


def declare_interest(seat: PanelSeat, application: Application, kind: str, *, by: User) -> Interest:
    """A member says that something ties them to one application; from then on they do not score it, nor count."""
    with transaction.atomic(), because("Declared an interest in one application", by=by):
        post = locked_post(seat.post_id)
        seat = PanelSeat.objects.get(pk=seat.pk)
        if not policies.may_score(by, seat) or application.post_id != post.pk:
            raise PermissionDenied
        still_open(post)
        if kind not in InterestKind.values or kind == InterestKind.FOUND:
            raise Refused("Say what ties you to this application", field="kind")
        interest, _ = Interest.objects.select_for_update(no_key=True).get_or_create(
            seat=seat, application=application, defaults={"kind": kind}
        )
        if interest.kind != kind:
            interest.kind, interest.outcome, interest.reason = kind, InterestOutcome.OPEN, ""
            interest.settled_at, interest.settled_by = None, None
            interest.save()
        refresh_talks(post)
        return interest


def settle(seat: PanelSeat, application: Application, *, by: User, outcome: str, reason: str) -> Interest:
    """The recruiter says whether the member's scores of the application count, and why; until the lock.

    Raises Refused where there is nothing to settle, or the scores of someone who has not declared would count (R11).
    """
    with transaction.atomic(), because("Settled an interest", by=by):
        post = locked_post(seat.post_id)
        own(post, by)
        still_open(post)
        seat = PanelSeat.objects.select_related("user").get(pk=seat.pk)
        progress, cell = progress_of(post), (application.reference, seat.pk)
        linked = cell in progress.links
        if application.status != ApplicationStatus.SUBMITTED or not (linked or cell in progress.interests):
            raise Refused("There is nothing to settle between this panel member and this application.")
        if outcome not in {InterestOutcome.OUT, InterestOutcome.COUNTS}:
            raise Refused("Say whether their scores count", field="outcome")
        if not reason.strip():
            raise Refused("Say why", field="reason")
        if outcome == InterestOutcome.COUNTS and linked and not policies.has_declared(seat.user, seat):
            raise Refused(
                f"{seat.user} has not declared it yet, so their scores cannot count. Ask them to read their "
                "declaration again, without saying which application it is about.",
                field="outcome",
            )
        interest, _ = Interest.objects.get_or_create(
            seat=seat, application=application, defaults={"kind": InterestKind.FOUND}
        )
        interest.outcome, interest.reason = outcome, reason.strip()
        interest.settled_at, interest.settled_by = timezone.now(), by
        interest.save()
        refresh_talks(post)
        return interest

"""The verbs of the panel: ask to it, take off it, declare, lock the shortlist (scoring.py, talks.py, interests.py)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from people.design.words import longtime
from people.history import because
from people.memberships.policies import holds_role
from people.models import Role, User
from people.refusals import Refused
from roles.applications.models import Application, ApplicationStatus
from roles.applications.services import locked_post, move
from roles.posts.models import Post
from roles.selection import links, policies, rules
from roles.selection.guards import own, stands, still_open
from roles.selection.messages import tell_applicant, tell_member, tell_removed
from roles.selection.models import PanelSeat, Score
from roles.selection.scores import progress_of
from roles.selection.scoring import save_scores
from roles.selection.talks import refresh_talks

__all__ = ["add_member", "declare", "lock_shortlist", "remove_member", "save_scores"]


def add_member(post: Post, email: str, *, by: User) -> PanelSeat:
    """Gives a panel member of the organisation a seat; asked twice it is the same seat.

    One sentence answers for every person who cannot sit, so that it does not tell who has applied. Someone who was
    taken off and is asked again declares again; what they scored before then counts.
    """
    with transaction.atomic(), because("Added to the panel", by=by):
        post = locked_post(post.pk)
        own(post, by)
        still_open(post)
        user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
        if user is not None and user == by:
            raise Refused("You run this choice, so you can't score it too. Ask a colleague.", field="email")
        if (
            user is None
            or not holds_role(user, Role.PANEL_MEMBER, post.organisation_id)
            or policies.has_applied(user, post)
        ):
            raise Refused(
                "Nobody with this email address can sit on this panel. They must be a panel member of "
                f"{post.organisation_name}, and not be taking part in this choice in another way.",
                field="email",
            )
        seat, made = PanelSeat.objects.get_or_create(post=post, user=user)
        if seat.removed_at is not None:
            seat.removed_at, seat.removed_because = None, ""
            seat.declared_at, seat.declared_mentoring = None, False
            seat.save()
            refresh_talks(post)
            tell_member(seat, post, again=f":{timezone.now().isoformat()}")
        if made:
            tell_member(seat, post)
        return seat


def remove_member(seat: PanelSeat, *, by: User, reason: str = "") -> None:
    """Takes someone off the panel; twice is once. Who has given scores leaves them in the record, not counted."""
    with transaction.atomic(), because(f"Taken off the panel: {reason}" if reason else "Taken off the panel", by=by):
        post = locked_post(seat.post_id)
        own(post, by)
        still_open(post)
        found = PanelSeat.objects.select_for_update(no_key=True).filter(pk=seat.pk).first()
        if found is None or found.removed_at is not None:
            return
        if not Score.objects.filter(seat=found).exists():
            tell_removed(found, post)
            found.delete()
            return
        if not reason.strip():
            raise Refused(
                f"{seat.user} has given scores. Say why they leave: their scores stay in the record and count no more.",
                field="reason",
            )
        found.removed_at, found.removed_because = timezone.now(), reason.strip()
        found.save(update_fields=["removed_at", "removed_because"])
        tell_removed(found, post)
        refresh_talks(post)


def declare(seat: PanelSeat, declaration: str, *, by: User, mentoring: bool = False) -> PanelSeat:
    """Records the member's interests, or that there are none; scoring starts after it.

    Whoever mentors, or is mentored, says so (R11): asked of all alike, so that it tells nothing of who applied.
    """
    with transaction.atomic(), because("Declared interests", by=by):
        post = locked_post(seat.post_id)
        found = PanelSeat.objects.select_for_update(no_key=True).filter(pk=seat.pk, removed_at=None).first()
        if found is None or found.user_id != by.pk or not holds_role(by, Role.PANEL_MEMBER, post.organisation_id):
            raise PermissionDenied
        still_open(post)
        if not mentoring and links.has_any(by):
            raise Refused(
                "You are part of a mentorship on this site, or were within the last year, so tick this. "
                "We ask it of everyone, whoever applies.",
                field="mentoring",
            )
        found.declared_at, found.declaration, found.declared_mentoring = timezone.now(), declaration, mentoring
        found.save(update_fields=["declared_at", "declaration", "declared_mentoring"])
        return found


def lock_shortlist(post: Post, *, by: User, places: int, expected: set[str] | None = None) -> Post:
    """Fixes who is shortlisted, tells each applicant once, and lets the panel and recruiters see names.

    `places` counts from the top of the ranking; `expected` are the references that the recruiter saw above the cut.
    Raises Refused when locked already, not closed yet, not scored enough, a link or a talk is not settled, the post
    or its service is gone, or the scores changed meanwhile.
    """
    with transaction.atomic(), because("Locked the shortlist", by=by):
        post = locked_post(post.pk)
        own(post, by)
        still_open(post)
        stands(post)
        if post.closes_at > timezone.now():
            raise Refused(f"Applications are open until {longtime(post.closes_at)}; lock the list after that.")
        applications = list(
            Application.objects.select_for_update(no_key=True, of=("self",))
            .filter(post=post, status=ApplicationStatus.SUBMITTED)
            .select_related("applicant")
            .order_by("pk")
        )
        progress = progress_of(post)
        if progress.problem:
            raise Refused(progress.problem)
        chosen = rules.above_cut(progress.ranking(), places)
        if expected is not None and chosen != expected:
            raise Refused("The scores changed after you looked. Read the list again, then lock it.")
        post.shortlist_locked_at, post.shortlist_locked_by = timezone.now(), by
        post.save(update_fields=["shortlist_locked_at", "shortlist_locked_by"])
        for application in applications:
            on_list = application.reference in chosen
            to = ApplicationStatus.SHORTLISTED if on_list else ApplicationStatus.NOT_SHORTLISTED
            move(application, to)
            tell_applicant(application, post, "shortlisted" if on_list else "not_shortlisted")
        return post

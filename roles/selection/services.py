"""The verbs of choosing: ask to the panel, declare, score, lock the shortlist (offers stand in offers.py)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from people.design.words import longtime
from people.history import because
from people.memberships.policies import holds_role
from people.models import Role, User
from people.refusals import Refused
from roles.applications.models import Application, ApplicationStatus
from roles.applications.services import locked, locked_post, move
from roles.posts.models import Post
from roles.selection import policies, rules
from roles.selection.messages import tell_applicant, tell_member
from roles.selection.models import PanelSeat, Score
from roles.selection.scores import progress_of


def _own(post: Post, by: User) -> None:
    if not policies.runs_choice(by, post):
        raise PermissionDenied


def _not_locked(post: Post) -> None:
    if post.shortlist_locked_at is not None:
        raise Refused(
            f"{post.shortlist_locked_by} locked this shortlist on {longtime(post.shortlist_locked_at)}. "
            "Nothing was changed."
        )


def add_member(post: Post, email: str, *, by: User) -> PanelSeat:
    """Gives a panel member of the organisation a seat; asked twice it is the same seat.

    One sentence answers for every person who cannot sit, so that it does not tell who has applied.
    """
    with transaction.atomic(), because("Added to the panel", by=by):
        post = locked_post(post.pk)
        _own(post, by)
        _not_locked(post)
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
        if made:
            tell_member(seat, post)
        return seat


def remove_member(seat: PanelSeat, *, by: User) -> None:
    """Takes a seat away, as long as its holder has given no score; taken away twice it is gone."""
    with transaction.atomic(), because("Taken off the panel", by=by):
        post = locked_post(seat.post_id)
        _own(post, by)
        _not_locked(post)
        if Score.objects.filter(seat=seat).exists():
            raise Refused(f"{seat.user} has given scores already, so they stay on the panel.")
        PanelSeat.objects.filter(pk=seat.pk).delete()


def declare(seat: PanelSeat, declaration: str, *, by: User) -> PanelSeat:
    """Records the member's interests, or that there are none; scoring starts after it."""
    with transaction.atomic(), because("Declared interests", by=by):
        post = locked_post(seat.post_id)
        seat = PanelSeat.objects.select_for_update(no_key=True).get(pk=seat.pk)
        if seat.user_id != by.pk or not holds_role(by, Role.PANEL_MEMBER, post.organisation_id):
            raise PermissionDenied
        _not_locked(post)
        seat.declared_at, seat.declaration = timezone.now(), declaration
        seat.save(update_fields=["declared_at", "declaration"])
        return seat


def save_scores(seat: PanelSeat, application: Application, scores: dict[int, tuple[int, str]], *, by: User) -> None:
    """Keeps the member's points and notes for one application, by the criterion's key.

    Raises Refused before the post has closed, after the shortlist was locked, or for points beyond 0 to 5.
    """
    with transaction.atomic(), because("Scored", by=by):
        post = locked_post(seat.post_id)
        if not policies.may_score(by, seat):
            raise PermissionDenied
        if post.shortlist_locked_at is not None:
            raise Refused("The shortlist was locked while you were scoring, so these scores were not kept.")
        if post.closes_at > timezone.now():
            raise Refused(f"Scoring starts when applications close, on {longtime(post.closes_at)}.")
        application = locked(application)
        criteria = set(post.criteria.values_list("pk", flat=True))
        if application.post_id != post.pk or not scores.keys() <= criteria:
            raise PermissionDenied
        if application.status != ApplicationStatus.SUBMITTED:
            raise Refused(f"Application {application.reference} is no longer in the running.")
        if wrong := rules.points_problem(points for points, _ in scores.values()):
            raise Refused(wrong)
        for criterion_id, (points, note) in scores.items():
            Score.objects.update_or_create(
                application=application,
                seat=seat,
                criterion_id=criterion_id,
                defaults={"points": points, "note": note},
            )


def lock_shortlist(post: Post, *, by: User, places: int, expected: set[str] | None = None) -> Post:
    """Fixes who is shortlisted, tells each applicant once, and lets the panel and recruiters see names.

    `places` counts from the top of the ranking; `expected` are the references that the recruiter saw above the cut.
    Raises Refused when locked already, not closed yet, not scored enough, or the scores changed meanwhile.
    """
    with transaction.atomic(), because("Locked the shortlist", by=by):
        post = locked_post(post.pk)
        _own(post, by)
        _not_locked(post)
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

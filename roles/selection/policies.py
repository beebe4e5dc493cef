"""Who chooses: recruiters run it, panel members score it, and nobody does who has applied or does both."""

from people.memberships.policies import holds_role, organisations_where
from people.models import Role, User
from roles.applications.models import Application, ApplicationStatus
from roles.posts.models import Post
from roles.selection import links
from roles.selection.models import PanelSeat


def has_applied(user: User, post: Post) -> bool:
    """Whether the user has an application for the post that is not withdrawn."""
    mine = Application.objects.filter(post=post, applicant_id=user.pk)
    return mine.exclude(status=ApplicationStatus.WITHDRAWN).exists()


def runs_choice(user: User, post: Post) -> bool:
    """A recruiter of the organisation who neither sits on the post's panel nor has applied for it."""
    return (
        holds_role(user, Role.RECRUITER, post.organisation_id)
        and not PanelSeat.objects.filter(post=post, user_id=user.pk).exists()
        and not has_applied(user, post)
    )


def sits(user: User, seat: PanelSeat) -> bool:
    """The holder of a seat that was not taken away, who is still a panel member of the organisation."""
    return (
        seat.user_id == user.pk
        and seat.removed_at is None
        and holds_role(user, Role.PANEL_MEMBER, seat.post.organisation_id)
    )


def may_score(user: User, seat: PanelSeat) -> bool:
    """The holder of the seat, who is still a panel member of the organisation and has declared interests (R11)."""
    return sits(user, seat) and has_declared(user, seat)


def has_declared(user: User, seat: PanelSeat) -> bool:
    """Whether interests are declared, with the mentorships that came about since."""
    return seat.declared_at is not None and (seat.declared_mentoring or not links.has_any(user))


def recruits_for(user: User) -> list[int]:
    """Keys of the organisations whose choices the user runs."""
    return organisations_where(user, Role.RECRUITER)

"""Who is told what of a post, each event once."""

from django.urls import reverse
from django.utils import timezone

from people.models import User
from reminders.services import tell
from roles.applications.models import Application, ApplicationStatus
from roles.posts.models import Post, PostChange


def list_change(post: Post, why: str, lines: list[list[str]], by: User) -> None:
    """Lists a change of substance on the post, and tells whoever applied or began to."""
    listed = PostChange.objects.create(post=post, at=timezone.now(), why=why, lines=lines, by=by)
    for applicant in applicants(post):
        subject = f"A post you applied for has changed: {post.title}"
        tell_of(applicant, post, "changed", subject, key=str(listed.pk), why=why, lines=lines)


def applicants(post: Post) -> list[User]:
    """Whoever applied, or began to, and has not withdrawn."""
    lively = Application.objects.filter(post=post).exclude(status=ApplicationStatus.WITHDRAWN)
    return list(User.objects.filter(pk__in=lively.values("applicant"), is_active=True).order_by("pk"))


def tell_of(user: User, post: Post, event: str, subject: str, *, key: str = "", **facts: object) -> None:
    at = post.ready_at.isoformat() if event == "waiting" and post.ready_at else key
    path = reverse("posts:tasks", args=[post.pk]) if event == "waiting" else post.get_absolute_url()
    tell(
        user,
        kind="post",
        key=f"post:{post.pk}:{event}:{at}:{user.pk}",
        subject=subject,
        template=f"roles/mail/post_{event}",
        context={"title": post.title, "organisation": post.organisation_name, **facts},
        path=path,
    )

"""What the applications room tells people of: a post closes for which they have a draft."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from reminders.kinds import ON_THE_DAY, Found, Kind, before
from reminders.services import finish
from roles.applications.models import Application, ApplicationStatus
from roles.posts.models import PostStatus


def drafts(on: date) -> Iterator[Found]:
    """Drafts of posts that are still open, each with the last day to send it."""
    found = Application.objects.filter(
        status=ApplicationStatus.DRAFT,
        post__status=PostStatus.PUBLISHED,
        post__closes_at__gt=timezone.now(),
        post__closes_at__date__gte=on,
    ).values_list("pk", "applicant_id", "reference", "post__closes_at", "post__title", "post__organisation_id")
    for pk, applicant, reference, closes_at, title, organisation in found:
        yield Found(
            subject=f"application:{pk}",
            user_id=applicant,
            due_on=timezone.localdate(closes_at),
            title=f"Applications close: {title}",
            path=reverse("applications:detail", args=[reference]),
            organisation_id=organisation,
        )


POST_CLOSING = Kind(
    key="post_closing",
    room="Applying and choosing",
    words="Posts that close, with a draft of yours",
    says="You have begun an application and not sent it, and the post closes soon.",
    stages=(before(3), ON_THE_DAY),
    found=drafts,
)


def sent_or_gone(application: Application, former: ApplicationStatus) -> None:
    """A draft that was sent, or withdrawn, is not due any more."""
    if former == ApplicationStatus.DRAFT:
        finish(kind=POST_CLOSING.key, subject=f"application:{application.pk}")

"""An application's row, held: its next status, and what may still be changed."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from people.design.words import longtime
from people.models import User
from people.refusals import Refused
from roles.applications import policies
from roles.applications.models import TRANSITIONS, Application, ApplicationStatus
from roles.applications.moves import moved
from roles.applications.pseudonym import pseudonyms
from roles.equality.models import Stage
from roles.equality.services import follow
from roles.posts.models import Post, PostStatus

# How far an equality record knows its application to have come; other steps change nothing there.
STAGES = {
    ApplicationStatus.DRAFT: Stage.DRAFT,
    ApplicationStatus.SUBMITTED: Stage.SENT,
    ApplicationStatus.WITHDRAWN: Stage.WITHDRAWN,
    ApplicationStatus.SHORTLISTED: Stage.SHORTLISTED,
    ApplicationStatus.OFFERED: Stage.OFFERED,
    ApplicationStatus.ACCEPTED: Stage.APPOINTED,
}


def locked_post(post_id: int) -> Post:
    """The post, its row held until the transaction ends: what decides about a post happens one at a time."""
    return Post.objects.select_for_update(no_key=True).get(pk=post_id)


def locked(application: Application) -> Application:
    """The application as it is now, its row held until the transaction ends."""
    return (
        Application.objects.select_for_update(no_key=True, of=("self",))
        .select_related("post", "applicant")
        .get(pk=application.pk)
    )


def move(application: Application, to: ApplicationStatus, **changes: Any) -> None:
    """Gives the application its next status, if its life allows that; the row is held by the caller.

    Raises Refused where the step is not in TRANSITIONS.
    """
    if to not in TRANSITIONS[application.status]:
        raise Refused(
            f"Application {application.reference} is already “{application.get_status_display().lower()}”. "
            "Nothing was changed."
        )
    before, application.status = ApplicationStatus(application.status), to
    for name, value in changes.items():
        setattr(application, name, value)
    touch(application, "status", *changes)
    stage = STAGES.get(to)
    if stage and not (to == ApplicationStatus.WITHDRAWN and before != ApplicationStatus.SUBMITTED):
        follow(pseudonyms(application), application.post, stage)
    moved(application, before)


def closed_sentence(post: Post, at: datetime) -> str:
    """Why nobody can apply for the post any more; empty while it is open."""
    if post.status == PostStatus.PUBLISHED and post.closes_at > at:
        return ""
    if post.status == PostStatus.WITHDRAWN:
        return "This post was withdrawn, so applications can't be sent."
    return f"Applications closed on {longtime(post.closes_at)}."


def touch(application: Application, *fields: str) -> None:
    """Writes the fields, and that the application has changed; the row is held by the caller."""
    application.changed_at = timezone.now()
    application.save(update_fields=["changed_at", *fields])


def own_draft(application: Application, by: User) -> Application:
    """The applicant's own draft, its row held; refuses what was sent or withdrawn."""
    application = locked(application)
    if not policies.is_applicant(by, application):
        raise PermissionDenied
    if application.status == ApplicationStatus.DRAFT:
        return application
    if application.status == ApplicationStatus.WITHDRAWN:
        raise Refused("You withdrew this application, so it can't be changed.")
    raise Refused(
        f"You sent this application on {longtime(application.submitted_at)}, so it can't be changed. "
        "What you typed on this page is not part of it."
    )

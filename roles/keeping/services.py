"""The verbs of keeping: place a hold, lift it (erasing stands in erasing.py)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from people.history import because
from people.models import Organisation, User
from people.refusals import Refused
from roles.applications.held import locked_post
from roles.applications.models import Application
from roles.keeping.models import LegalHold
from roles.keeping.policies import holds_kept_by
from roles.posts.models import Post


def place(organisation: Organisation, what: str, why: str, *, by: User) -> LegalHold:
    """Holds one application, named by its reference, or all for a post, named by its number; placed twice it is one.

    Raises Refused when nothing of the organisation has that reference or number.
    """
    if not holds_kept_by(by).filter(pk=organisation.pk).exists():
        raise PermissionDenied
    with transaction.atomic(), because("Placed a legal hold", by=by):
        post, application = _named(organisation, what.strip())
        # Erasing holds the post's row too: what it has begun is over before this, or has not begun.
        locked_post(post.pk)
        if application is not None and not Application.objects.filter(pk=application.pk).exists():
            raise Refused("This application has just been erased, so it can’t be held.", field="what")
        hold, _ = LegalHold.objects.get_or_create(
            post=post, application=application, lifted_at=None, defaults={"why": why, "placed_by": by}
        )
        return hold


def _named(organisation: Organisation, what: str) -> tuple[Post, Application | None]:
    application = (
        Application.objects.filter(reference=what.upper(), post__organisation=organisation)
        .select_related("post")
        .first()
    )
    if application is not None:
        return application.post, application
    number = what.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) < 18:
        post = Post.objects.filter(pk=int(number), organisation=organisation).first()
        if post is not None:
            return post, None
    raise Refused(
        f"{organisation} has no application with this reference and no post with this number. A reference has 8 "
        "letters and figures; a post’s number stands in its address.",
        field="what",
    )


def lift(hold: LegalHold, *, by: User) -> LegalHold:
    """Ends a hold; lifted twice it stays lifted. What is past its time goes at the next daily erasing."""
    with transaction.atomic(), because("Lifted the legal hold", by=by):
        hold = LegalHold.objects.select_for_update(of=("self",)).select_related("post").get(pk=hold.pk)
        if not holds_kept_by(by).filter(pk=hold.post.organisation_id).exists():
            raise PermissionDenied
        if hold.lifted_at is None:
            hold.lifted_at, hold.lifted_by = timezone.now(), by
            hold.save(update_fields=["lifted_at", "lifted_by"])
        return hold

"""A post's words: begun, copied, changed step by step, thrown away."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import model_to_dict
from django.utils import timezone

from people.forms.seen import STALE
from people.history import because
from people.memberships.policies import holds_role
from people.models import Organisation, Role, User
from people.refusals import Refused
from roles.authoring import rules
from roles.authoring.documents import forget_files
from roles.authoring.keeping import locked, write
from roles.authoring.telling import list_change
from roles.catalogue.models import Archetype
from roles.posts.models import Criterion, PaidBy, Post, PostStatus

COPIED = [
    *rules.SUBSTANCE,
    "specialty",
    "specialty_name",
    "summary",
    "description",
    "contact_name",
    "contact_email",
    "contact_phone",
    "how_chosen",
]
PAID = {"time_only": PaidBy.TIME_ONLY, "whole_salary": PaidBy.SALARY, "salary_band_or_vsm": PaidBy.SALARY}


@transaction.atomic
def draft(organisation: Organisation, archetype: Archetype, *, by: User) -> Post:
    """A new draft, filled with what is usual for the kind of role."""
    _recruiter(organisation, by)
    if organisation.closed_on and organisation.closed_on <= timezone.localdate():
        raise Refused("This organisation has closed: it can’t advertise", field="organisation")
    post = Post(
        organisation=organisation,
        archetype=archetype,
        title=archetype.title.split(" / ")[0],
        professions=archetype.professions,
        pas=archetype.pas_low or 1,
        paid_by=PAID.get(archetype.payment_basis, PaidBy.ALLOWANCE),
        fit_and_proper=archetype.level == rules.BOARD,
        term_months=archetype.term_years and archetype.term_years * 12,
        closes_at=_evening_in(28),
        created_by=by,
    )
    return write(post, by, "Draft begun")


@transaction.atomic
def copy(earlier: Post, *, by: User) -> Post:
    """A draft of the same words and terms, to advertise again; its dates begin anew."""
    earlier = locked(earlier, by)
    begun = Post.objects.filter(advertised_before=earlier, status=PostStatus.DRAFT, created_by=by).first()
    if begun:
        return begun  # asked twice: one draft
    post = Post(organisation=earlier.organisation, archetype=earlier.archetype, created_by=by)
    for name in COPIED:
        setattr(post, name, getattr(earlier, name))
    post.starts_on = post.shortlist_on = post.interviews_on = None
    post.closes_at, post.advertised_before = _evening_in(28), earlier
    write(post, by, f"Copied from post {earlier.pk}")
    Criterion.objects.bulk_create(
        Criterion(post=post, **model_to_dict(each, exclude=["id", "post"])) for each in earlier.criteria.all()
    )
    return post


@transaction.atomic
def save_step(post: Post, values: dict[str, Any], *, by: User, seen: dict[str, Any], why: str = "") -> Post:
    """Writes one step. Of a published post, changes of substance need a reason, are listed, and applicants are told.

    `seen` is what the writer was shown: where it is no longer so, nothing is written.
    """
    kept = locked(post, by)
    before = {name: getattr(kept, name) for name in values}
    if values == before:
        return kept  # sent twice, or nothing changed
    if seen != before:
        raise Refused(STALE)
    if kept.status not in (PostStatus.DRAFT, PostStatus.PUBLISHED):
        raise Refused("This post has ended. Advertise it again instead")
    lines, lacked = [], rules.unsaid(kept)
    if kept.status == PostStatus.PUBLISHED:
        if refused := rules.why_not_change(kept, values, timezone.now()):
            raise Refused(refused[1], field=refused[0] or None)
        lines = rules.changed(before, values)
        if lines and not why:
            raise Refused("Say why: applicants read it beside the change", field="why")
    for name, value in values.items():
        setattr(kept, name, value)
    if kept.status == PostStatus.PUBLISHED and (lacking := [x for x in rules.unsaid(kept) if x not in lacked]):
        raise Refused(f"{lacking[0].sentence}: the post is published, and says so to everyone")
    kept.ready_at = kept.ready_by = None
    write(kept, by, why or "Words of the post")
    if lines:
        list_change(kept, why, lines, by)
    return kept


@transaction.atomic
def discard(post: Post, *, by: User) -> None:
    """Throws a draft away."""
    kept = locked(post, by)
    if kept.status != PostStatus.DRAFT:
        raise Refused("Only a draft can be thrown away. Withdraw a published post")
    with because("Draft thrown away", by=by):
        forget_files(list(kept.documents.all()))
        kept.delete()


def _recruiter(organisation: Organisation, by: User) -> None:
    if not holds_role(by, Role.RECRUITER, organisation):
        raise PermissionDenied


def _evening_in(days: int) -> datetime:
    """Five in the afternoon, so many days from today."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=17, minute=0, second=0, microsecond=0)

"""Writing a post, having a second person publish it, changing it openly, and ending it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import model_to_dict
from django.urls import reverse
from django.utils import timezone

from people.forms.seen import STALE
from people.history import because
from people.memberships.policies import holders, holds_role
from people.models import Organisation, OrganisationSettings, Role, User
from people.refusals import Refused
from reminders.services import tell
from roles.applications.models import Application, ApplicationStatus
from roles.authoring import rules
from roles.catalogue.models import Archetype
from roles.posts.models import Criterion, PaidBy, Post, PostChange, PostStatus
from roles.posts.words import note_words
from roles.selection.models import Offer, takes_seat
from roles.selection.policies import runs_choice

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


class Line(NamedTuple):
    """A line of the person specification."""

    text: str
    essential: bool
    weight: int
    assessed_by: str


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
        term_months=archetype.term_years and archetype.term_years * 12,
        closes_at=_evening_in(28),
        created_by=by,
    )
    return _write(post, by, "Draft begun")


@transaction.atomic
def copy(earlier: Post, *, by: User) -> Post:
    """A draft of the same words and terms, to advertise again; its dates begin anew."""
    earlier = _locked(earlier, by)
    begun = Post.objects.filter(advertised_before=earlier, status=PostStatus.DRAFT, created_by=by).first()
    if begun:
        return begun  # asked twice: one draft
    post = Post(organisation=earlier.organisation, archetype=earlier.archetype, created_by=by)
    for name in COPIED:
        setattr(post, name, getattr(earlier, name))
    post.starts_on = post.shortlist_on = post.interviews_on = None
    post.closes_at, post.advertised_before = _evening_in(28), earlier
    _write(post, by, f"Copied from post {earlier.pk}")
    Criterion.objects.bulk_create(
        Criterion(post=post, **model_to_dict(each, exclude=["id", "post"])) for each in earlier.criteria.all()
    )
    return post


@transaction.atomic
def save_step(post: Post, values: dict[str, Any], *, by: User, seen: dict[str, Any], why: str = "") -> Post:
    """Writes one step. Of a published post, changes of substance need a reason, are listed, and applicants are told.

    `seen` is what the writer was shown: where it is no longer so, nothing is written.
    """
    kept = _locked(post, by)
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
    _write(kept, by, why or "Words of the post")
    if lines:
        _list(kept, why, lines, by)
    return kept


@transaction.atomic
def save_criteria(post: Post, lines: Sequence[Line], *, by: User, seen: list[Line]) -> None:
    """Writes the person specification of a draft; after that it stands (domain.md 9)."""
    kept = _locked(post, by)
    if list(lines) == criteria_of(kept):
        return
    if kept.status != PostStatus.DRAFT:
        raise Refused("Criteria can’t change once a post is published: applicants have written against them")
    if seen != criteria_of(kept):
        raise Refused(STALE)
    kept.criteria.all().delete()
    Criterion.objects.bulk_create(
        Criterion(post=kept, position=n, **line._asdict()) for n, line in enumerate(lines, start=1)
    )
    kept.ready_at = kept.ready_by = None
    _write(kept, by, "Person specification")


def criteria_of(post: Post) -> list[Line]:
    """The person specification as it stands."""
    return [Line(*row) for row in post.criteria.values_list(*Line._fields)]


@transaction.atomic
def send(post: Post, *, by: User) -> Post:
    """Sends a finished draft to a second recruiter; where the organisation asks for none, publishes it."""
    kept = _locked(post, by)
    if kept.status != PostStatus.DRAFT:
        raise Refused("This post is published already")
    if lacking := rules.missing(kept, [line.text for line in criteria_of(kept)], timezone.localdate()):
        raise Refused(f"{lacking[0].sentence}. Then send it again")
    if not asks_second(kept.organisation):
        return _publish(kept, by)
    if kept.ready_at is not None:
        return kept  # sent already: nobody is written to twice
    colleagues = [each for each in holders(Role.RECRUITER, kept.organisation) if each != by]
    if not colleagues:
        raise Refused("Nobody else recruits here to publish it. Ask your administrator to give someone that role")
    kept.ready_at, kept.ready_by = timezone.now(), by
    _write(kept, by, "Sent to a second person")
    for colleague in colleagues:
        _tell(colleague, kept, "waiting", f"A post waits for you to publish it: {kept.title}", by=str(by))
    return kept


@transaction.atomic
def publish(post: Post, *, by: User, seen: datetime | None) -> Post:
    """A second recruiter publishes what was sent to them; `seen` is the sending whose words they read."""
    kept = _locked(post, by)
    if kept.status != PostStatus.DRAFT or kept.ready_at is None:
        raise Refused("This post does not wait to be published: it was changed, or published already")
    if not may_publish(kept, by):
        raise Refused("A second person publishes what you wrote or sent. Ask another recruiter")
    if kept.ready_at != seen:
        raise Refused("It was changed and sent again since you opened this page. Read it below, then publish it")
    if lacking := rules.missing(kept, [line.text for line in criteria_of(kept)], timezone.localdate()):
        raise Refused(f"{lacking[0].sentence}. Then send it again")
    return _publish(kept, by)


def may_publish(post: Post, by: User) -> bool:
    """Whether a draft waits for this person: they neither began nor sent it."""
    return post.ready_at is not None and by.pk not in (post.created_by_id, post.ready_by_id)


@transaction.atomic
def discard(post: Post, *, by: User) -> None:
    """Throws a draft away."""
    kept = _locked(post, by)
    if kept.status != PostStatus.DRAFT:
        raise Refused("Only a draft can be thrown away. Withdraw a published post")
    with because("Draft thrown away", by=by):
        kept.delete()


def asks_second(organisation: Organisation) -> bool:
    """Whether a second person publishes here: the organisation's setting, yes where it has none."""
    today = timezone.localdate()
    held = OrganisationSettings.objects.filter(organisation=organisation, period__contains=today).first()
    return held is None or held.second_person_publishes


@transaction.atomic
def close_early(post: Post, why: str, *, by: User) -> Post:
    """Closes an open post now, with a reason that stands on it."""
    kept, now = _locked(post, by), timezone.now()
    if kept.status != PostStatus.PUBLISHED or kept.closes_at <= now:
        raise Refused("This post is not open")
    lines = rules.changed({"closes_at": kept.closes_at}, {"closes_at": now})
    kept.closes_at, kept.ended_reason = now, why
    _write(kept, by, why)
    _list(kept, why, lines, by)
    return kept


@transaction.atomic
def withdraw(post: Post, why: str, *, by: User) -> Post:
    """Takes a published post back; whoever applied or began to is told once."""
    kept = _locked(post, by)
    if kept.status != PostStatus.PUBLISHED:
        raise Refused("This post is not published, or has ended already")
    if Offer.objects.filter(takes_seat(timezone.localdate()), application__post=kept).exists():
        raise Refused("An offer of this post is open or accepted, so it can’t be withdrawn")
    kept.status, kept.ended_reason = PostStatus.WITHDRAWN, why
    _write(kept, by, why)
    for applicant in _applicants(kept):
        _tell(applicant, kept, "withdrawn", f"A post you applied for is withdrawn: {kept.title}", why=why)
    return kept


def _publish(kept: Post, by: User) -> Post:
    kept.status, kept.published_at = PostStatus.PUBLISHED, timezone.now()
    return _write(kept, by, "Published")


def _list(post: Post, why: str, lines: list[list[str]], by: User) -> None:
    listed = PostChange.objects.create(post=post, at=timezone.now(), why=why, lines=lines, by=by)
    for applicant in _applicants(post):
        subject = f"A post you applied for has changed: {post.title}"
        _tell(applicant, post, "changed", subject, key=str(listed.pk), why=why, lines=lines)


def _applicants(post: Post) -> list[User]:
    """Whoever applied, or began to, and has not withdrawn."""
    lively = Application.objects.filter(post=post).exclude(status=ApplicationStatus.WITHDRAWN)
    return list(User.objects.filter(pk__in=lively.values("applicant"), is_active=True).order_by("pk"))


def _tell(user: User, post: Post, event: str, subject: str, *, key: str = "", **facts: object) -> None:
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


def _write(post: Post, by: User, why: str) -> Post:
    """Saves the post, with what it holds for search."""
    post.hold()
    if post.service is None or not post.specialty_name:
        post.specialty_name = post.specialty.name if post.specialty else ""
    with because(why, by=by):
        post.save()
    if post.status == PostStatus.PUBLISHED:
        note_words(post)
    return post


def _locked(post: Post, by: User) -> Post:
    related = ("organisation", "archetype", "service", "return_service", "specialty")
    kept = Post.objects.select_for_update(of=("self",)).select_related(*related).get(pk=post.pk)
    if not runs_choice(by, kept):
        raise PermissionDenied
    return kept


def _recruiter(organisation: Organisation, by: User) -> None:
    if not holds_role(by, Role.RECRUITER, organisation):
        raise PermissionDenied


def _evening_in(days: int) -> datetime:
    """Five in the afternoon, so many days from today."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=17, minute=0, second=0, microsecond=0)

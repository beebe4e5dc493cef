"""What stands on a person's desk, gathered from the rooms below: one query for each kind of thing, however many."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from pathways.desk import mentorships as mentoring
from pathways.desk.choices import choices
from pathways.desk.items import MOST, Item
from pathways.desk.meeting import to_answer, to_pick, to_score_answers
from pathways.desk.returning import open_plans, to_agree, to_plan
from pathways.desk.turns import due, to_score, to_sign
from pathways.returns.models import ReturnPlan
from pathways.splits.models import PENDING, SplitStatus, TimeSplit
from pathways.splits.words import standing
from people.design.words import shortdate
from people.models import User
from roles.applications.models import Application, ApplicationStatus
from roles.models import Appointment, TermOffer
from roles.terms.models import TermStatus

CHANGEABLE = (SplitStatus.DRAFT, SplitStatus.RETURNED)


@dataclass(frozen=True)
class Desk:
    """What needs me, what I wait for, what I hold."""

    needs_me: list[Item]
    waits: list[Item]
    holds: list[Item]


def desk_of(user: User, today: date) -> Desk:
    """The person's desk on the day; the most pressing first."""
    applications = list(_applications(user))
    splits = list(_splits(user))
    mentorships = list(mentoring.mentorships_of(user))
    plans = open_plans(user)
    to_choose, chosen_by_others = choices(user)
    to_do, to_meet = due(user, today)
    needs_me = [
        *to_do,
        *to_sign(user),
        *to_score(user),
        *to_pick(user),
        *to_score_answers(user, today),
        *to_answer(user, today),
        *to_choose,
        *_own_turn(applications, splits, today),
        *mentoring.to_answer(mentorships, user),
        *_to_propose(user, today),
        *to_agree(plans, user),
        *to_plan(splits, plans, user, today),
        *_terms_to_answer(user),
    ]
    return Desk(
        needs_me=sorted(needs_me, key=lambda item: (item.on is None, item.on or today, item.text)),
        waits=[*_sent(applications), *chosen_by_others, *_asked(splits, today), *mentoring.asked(mentorships, user)],
        holds=[
            *to_meet,
            *_held(splits, today),
            *mentoring.held(mentorships, user),
            *_roles(user, today),
            *_returns(plans, user),
        ],
    )


def _terms_to_answer(user: User) -> Iterator[Item]:
    """More time in a role, or a role for a time, that this person is offered."""
    for offer in TermOffer.objects.filter(user=user, status=TermStatus.MADE).order_by("starts")[:MOST]:
        yield Item(f"Answer: {offer}", reverse("terms:answer", args=[offer.pk]), offer.starts, "From")


def _own_turn(applications: list[Application], splits: list[TimeSplit], today: date) -> Iterator[Item]:
    """What this person began and has to go on with."""
    for application in applications:
        title, reference = application.post.title, application.reference
        if application.status == ApplicationStatus.DRAFT and application.post.closes_at > timezone.now():
            closes = timezone.localdate(application.post.closes_at)
            yield Item(
                f"Send your application: {title}", reverse("applications:detail", args=[reference]), closes, "Closes"
            )
        elif application.status == ApplicationStatus.OFFERED and application.offer.is_open(today):
            address = reverse("applications:offer", args=[reference])
            yield Item(f"Answer the offer: {title}", address, application.offer.answer_by, "Answer by")
    for split in splits:
        if split.status in CHANGEABLE:
            words = "Change and send again" if split.status == SplitStatus.RETURNED else "Finish and send"
            address = reverse("splits:detail", args=[split.pk])
            yield Item(f"{words}: time split from {shortdate(split.starts)}", address, split.starts, "Starts")


def _to_propose(user: User, today: date) -> Iterator[Item]:
    """Roles whose time nobody has agreed yet, nor asked for."""
    going_on = Appointment.objects.filter(Q(term__endswith__gt=today) | Q(term__upper_inf=True), user=user, pas__gt=0)
    spoken_for = [*CHANGEABLE, *PENDING, SplitStatus.SIGNED_OFF, SplitStatus.IN_FORCE]
    for role in going_on.exclude(splits__status__in=spoken_for).order_by("term")[:MOST]:
        address = f"{reverse('splits:new')}?appointment={role.pk}"
        yield Item(f"Propose the time split for your role: {role.title}", address, role.starts, "Starts")


def _sent(applications: list[Application]) -> Iterator[Item]:
    for application in applications:
        if application.status in (ApplicationStatus.SUBMITTED, ApplicationStatus.SHORTLISTED):
            post = application.post
            sent = timezone.localdate(application.submitted_at) if application.submitted_at else None
            yield Item(
                f"Application: {post.title}",
                reverse("applications:detail", args=[application.reference]),
                sent,
                "Sent",
                f"{application.get_status_display()}. The turn of {post.organisation_name}.",
            )


def _asked(splits: list[TimeSplit], today: date) -> Iterator[Item]:
    for split in splits:
        if split.status in PENDING:
            sent = timezone.localdate(split.submitted_at) if split.submitted_at else None
            address = reverse("splits:detail", args=[split.pk])
            detail = standing(split, today).next_step
            yield Item(f"Time split from {shortdate(split.starts)}", address, sent, "Sent", detail)


def _held(splits: list[TimeSplit], today: date) -> Iterator[Item]:
    for split in splits:
        if split.status in (SplitStatus.IN_FORCE, SplitStatus.SIGNED_OFF):
            label = "Since" if split.starts <= today else "From"
            address = reverse("splits:detail", args=[split.pk])
            yield Item(f"Time split: {split.service}", address, split.starts, label)


def _roles(user: User, today: date) -> Iterator[Item]:
    held = Appointment.objects.filter(Q(term__endswith__gt=today) | Q(term__upper_inf=True), user=user)
    for role in held.select_related("organisation").order_by("term")[:MOST]:
        address = reverse("appointments:detail", args=[role.pk])
        label = "Since" if role.starts <= today else "From"
        yield Item(f"Appointment: {role.title}", address, role.starts, label, str(role.organisation))


def _returns(plans: Iterable[ReturnPlan], user: User) -> Iterator[Item]:
    for plan in plans:
        whose = "Return plan" if plan.user_id == user.pk else f"Return plan of {plan.user}"
        address = reverse("returns:detail", args=[plan.pk])
        yield Item(whose, address, plan.returns_on, "Return on", plan.get_status_display())


def _applications(user: User) -> QuerySet[Application]:
    """Applications that are under way (index application_of_person)."""
    open_ones = (
        ApplicationStatus.DRAFT,
        ApplicationStatus.SUBMITTED,
        ApplicationStatus.SHORTLISTED,
        ApplicationStatus.OFFERED,
    )
    mine = Application.objects.visible_to(user).filter(status__in=open_ones).select_related("post", "offer")
    return mine.defer("post__search", "post__description", "post__how_chosen").order_by("-started_at")[:MOST]


def _splits(user: User) -> QuerySet[TimeSplit]:
    """The person's own splits that are being agreed, are agreed or hold."""
    shown = (*CHANGEABLE, *PENDING, SplitStatus.SIGNED_OFF, SplitStatus.IN_FORCE)
    return TimeSplit.objects.filter(user=user, status__in=shown).select_related("service").order_by("-period")[:MOST]

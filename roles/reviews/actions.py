"""What holder and reviewer agree to do: added by either until both have signed, done by its owner."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.history import because
from people.models import User
from people.refusals import Refused
from reminders.rules import ANY_ROLE
from reminders.services import cancel, finish, set_due
from roles.appointments.models import RoleReview
from roles.reviews import rules
from roles.reviews.locking import locked
from roles.reviews.models import Action

KIND = "review_action"
MOST = 20


def add(review: RoleReview, *, what: str, owner: int, due_on: date, by: User) -> Action:
    """Adds an action of one of the two, due on a day; added twice alike it is one."""
    with transaction.atomic(), because("Added an action", by=by):
        review = locked(review, by)
        if is_signed(review):
            raise Refused("You have both signed this review, so its actions stay as they are.")
        two = {user.pk: user for user in (review.appointment.user, review.reviewer) if user}
        if owner not in two:
            raise Refused("Say which of the two does it", field="owner")
        if wrong := rules.action_problem(due_on, timezone.localdate()):
            raise Refused(wrong, field="due_on")
        there = review.actions.filter(what=what, owner=owner, due_on=due_on).first()
        if there is not None:
            return there
        if review.actions.count() >= MOST:
            raise Refused(f"There are {MOST} actions, and that is the most. Fewer get done.", field="what")
        made = Action.objects.create(review=review, what=what, owner=two[owner], due_on=due_on, added_by=by)
        _remind(made, review)
        return made


def pass_on(review: RoleReview, former: User, to: User) -> None:
    """Gives what a former reviewer had to do to whoever reviews the role now. The caller holds the review."""
    for action in review.actions.filter(owner=former, done_on=None):
        if not review.actions.filter(owner=to, what=action.what, due_on=action.due_on).exists():
            action.owner = to
            action.save(update_fields=["owner"])
            cancel(kind=KIND, subject=f"action:{action.pk}")
            _remind(action, review)


def _remind(action: Action, review: RoleReview) -> None:
    set_due(
        kind=KIND,
        subject=f"action:{action.pk}",
        user=action.owner,
        due_on=action.due_on,
        title=_title(review, action),
        path=reverse("reviews:detail", args=[review.pk]),
        organisation=review.appointment.organisation_id,
        only_as="" if action.owner_id == review.appointment.user_id else ANY_ROLE,
    )


def _title(review: RoleReview, action: Action) -> str:
    holder = review.appointment.user
    whose = "your role review" if action.owner_id == holder.pk else f"the role review of {holder}"
    return f"Agreed in {whose}: {action.what}"[:200]


def do(action: Action, *, by: User) -> Action:
    """Says that it is done, its owner alone; twice is once."""
    with transaction.atomic(), because("Did what was agreed", by=by):
        action = Action.objects.select_for_update(no_key=True).get(pk=action.pk)
        if action.owner_id != by.pk:
            raise PermissionDenied
        if action.done_on is None:
            action.done_on = timezone.localdate()
            action.save(update_fields=["done_on"])
            finish(kind=KIND, subject=f"action:{action.pk}")
        return action


def is_signed(review: RoleReview) -> bool:
    """Whether both have signed: the reviewer by recording it, the holder by their answer."""
    answer = getattr(review, "holder_answer", None)
    return answer is not None and answer.signed_at is not None

"""Refusing an address, clearing it, and following the people who have a new one."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from people.administration.policies import memberships_kept_by
from people.models import Membership, Role, User
from people.refusals import Refused
from reminders import claims
from reminders.addresses.models import RefusedAddress
from reminders.models import Message
from reminders.services import tell
from reminders.trouble import Why

KEPT_BACK = timedelta(days=30)
TOO_OLD = "Not sent: its address was refused for more than 30 days. It stands among the person’s messages here."


def refuse(message: Message, words: str) -> None:
    """Marks the message's address, holds back what waits for it, and tells the person's administrators, once."""
    with transaction.atomic():
        claims.move(message, Message.State.HELD, trouble=words, why=Why.ADDRESS)
        refused, new = RefusedAddress.objects.get_or_create(
            address=message.to.lower(),
            cleared_at=None,
            defaults={"user_id": message.user_id, "words": words, "refused_at": timezone.now()},
        )
        if new:
            for administrator in administrators_of(refused.user):
                tell(
                    administrator,
                    kind="address",
                    key=f"refused:{refused.pk}:{administrator.pk}",
                    subject=f"Email to {refused.user} is refused",
                    template="reminders/mail/refused",
                    context={"refused": refused},
                    path=reverse("queue:addresses"),
                )


def administrators_of(user: User) -> list[User]:
    """Who administers an organisation of which the person is a member today, but for the person."""
    today = timezone.localdate()
    theirs = Membership.objects.in_force(today).filter(user=user).values("organisation_id")
    keep = Membership.objects.in_force(today).filter(organisation__in=theirs, role=Role.ORGANISATION_ADMIN)
    return list(User.objects.filter(pk__in=keep.values("user_id"), is_active=True).exclude(pk=user.pk).order_by("pk"))


def refusals_kept_by(user: User) -> QuerySet[RefusedAddress]:
    """Every refusal, also those cleared, that this person may see: of their members; all for the site's staff."""
    if user.is_superuser or user.is_staff:
        return RefusedAddress.objects.all()
    members = memberships_kept_by(user).filter(period__contains=timezone.localdate())
    return RefusedAddress.objects.filter(user__in=members.values("user_id"))


def clear(refused: RefusedAddress, *, by: User) -> None:
    """Says that the address is good again: what was held back goes out now. Refused where it no longer stands."""
    if not refusals_kept_by(by).filter(pk=refused.pk).exists():
        raise PermissionDenied
    with transaction.atomic():
        standing = RefusedAddress.objects.filter(pk=refused.pk, cleared_at=None)
        if not standing.update(cleared_at=timezone.now(), cleared_by=by):
            raise Refused("This address is no longer refused: someone has cleared it, or its person has changed it.")
        _let_go(Message.objects.filter(to__iexact=refused.address))


def follow_changes() -> None:
    """What was held back for someone whose address has changed since goes to the new one."""
    moved = Message.objects.filter(state=Message.State.HELD).exclude(to=F("user__email"))
    if not moved.exists():
        return
    with transaction.atomic():
        gone = RefusedAddress.objects.filter(cleared_at=None).exclude(address__iexact=F("user__email"))
        gone.update(cleared_at=timezone.now())
        own = User.objects.filter(pk=OuterRef("user_id")).values("email")
        keys = list(moved.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)[:1000])
        held = Message.objects.filter(pk__in=keys, state=Message.State.HELD)
        held.update(to=Subquery(own))
        _let_go(held)


def _let_go(held: QuerySet[Message]) -> None:
    now = timezone.now()
    held = held.filter(state=Message.State.HELD)
    held.filter(created_at__lt=now - KEPT_BACK).update(state=Message.State.FAILED, trouble=TOO_OLD)
    held.update(state=Message.State.WAITING, not_before=now, attempts=0, trouble="", why="", claimed_at=None)

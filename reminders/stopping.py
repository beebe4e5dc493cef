"""Stopping a kind of letter from the letter itself: a signed address that needs no sign-in (RFC 8058)."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core import signing
from django.urls import reverse

from people.models import User
from reminders.inbox.models import Notice
from reminders.kinds import Kind, kind_of
from reminders.models import Message

DIGEST = "digest"
"""The kind of a letter that lists several things."""
SIGNER = signing.Signer(salt="reminders.stopping")


@dataclass(frozen=True)
class Stop:
    """Whose letters, and of which kinds."""

    user: User
    kinds: list[Kind]

    @property
    def stopping(self) -> list[Kind]:
        """Those that may be turned off."""
        return [kind for kind in self.kinds if kind.may_stop]

    @property
    def staying(self) -> list[Kind]:
        """Those that must stay on."""
        return [kind for kind in self.kinds if not kind.may_stop]


def address(user_id: int, kind: str, key: str) -> str:
    """The address that stops letters like the one with this kind and key."""
    named = [user_id, kind, key] if kind == DIGEST else [user_id, kind]
    return f"{settings.SITE_URL}{_route().replace('TOKEN', SIGNER.sign_object(named))}"


@cache
def _route() -> str:
    """Worked out once: a sweep writes ten thousand such addresses."""
    return reverse("reminders:stop", args=["TOKEN"])


def headers(message: Message) -> dict[str, str]:
    """What mail programs make a button of. One that must stay on has an address that says why, and no button."""
    assert message.user_id is not None
    found = {"List-Unsubscribe": f"<{address(message.user_id, message.kind, message.key)}>"}
    if message.kind == DIGEST or kind_of(message.kind).may_stop:
        found["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return found


def read(token: str) -> Stop | None:
    """What the address is about; None for one that was not ours, or whose person is gone."""
    try:
        user_id, kind, *key = SIGNER.unsign_object(token)
    except (signing.BadSignature, ValueError):
        return None
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        return None
    if kind != DIGEST:
        return Stop(user, [kind_of(kind)])
    told = Notice.objects.filter(user=user, letter=key[0]).order_by("kind")
    return Stop(user, [kind_of(each) for each in told.values_list("kind", flat=True).distinct()])

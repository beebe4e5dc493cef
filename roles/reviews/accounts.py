"""What holder and reviewer write before they meet: kept as a draft while it is typed, sent, then read by the other."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from people.history import because
from people.models import User
from people.refusals import Refused
from roles.appointments.models import RoleReview
from roles.reviews import policies
from roles.reviews.locking import locked
from roles.reviews.models import Account

TEXTS = ("done", "time_used", "support", "learning", "skills", "effect", "ahead")
NEEDED = {"done": "Write what was done", "ahead": "Write what should come next"}


def own(review: RoleReview, user: User) -> Account | None:
    """What this author has written so far."""
    return review.accounts.filter(author=user).first()


def version(account: Account | None) -> str:
    """Names one saved state of an account, so that a stale page is noticed."""
    return account.saved_at.isoformat() if account else ""


def keep(review: RoleReview, said: dict[str, Any], *, by: User, seen: str | None = None) -> Account:
    """Keeps a draft as typed, however unfinished; what `said` does not name stays as it was.

    `seen` is the `version` that the page showed; without it the draft is kept regardless. Raises Refused when it was
    changed elsewhere since, and once it is sent: what the other may read any moment is not changed word by word.
    """
    with transaction.atomic():
        account = _own_to_change(review, said, by=by, seen=seen)
        if account.sent_at is not None:
            raise Refused(
                "You have sent this, so what you type is not saved by itself. Send it again to change what you sent."
            )
        return _written(account, said) if account.pk is None or _differs(account, said) else account


def send(review: RoleReview, said: dict[str, Any], *, by: User, seen: str | None = None) -> Account:
    """Sends it, or changes what was sent until the other can read it.

    Raises Refused without what was done and what is to come next, and as `keep` does for a stale page.
    """
    with transaction.atomic(), because("Sent what was written", by=by):
        account = _own_to_change(review, said, by=by, seen=seen)
        for name, words in NEEDED.items():
            if not said[name]:
                raise Refused(words, field=name)
        account.sent_at = account.sent_at or timezone.now()
        return _written(account, said)


def _own_to_change(review: RoleReview, said: dict[str, Any], *, by: User, seen: str | None) -> Account:
    review = locked(review, by, held=False)
    account = own(review, by)
    if account is None:
        return Account(review=review, author=by)
    if policies.is_read(account, review):
        raise Refused("The other one can read what you sent, so it stays as it is. Say the rest when you meet.")
    if seen is not None and version(account) != seen and _differs(account, said):
        raise Refused(
            "This was changed in another window since you opened this page. Below is what you typed here; save again "
            "to keep it instead of the other."
        )
    return account


def _differs(account: Account, said: dict[str, Any]) -> bool:
    return any(getattr(account, name) != value for name, value in said.items())


def _written(account: Account, said: dict[str, Any]) -> Account:
    for name, value in said.items():
        setattr(account, name, value)
    account.save()
    return account

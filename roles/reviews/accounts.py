"""What holder and reviewer write before they meet: kept as a draft, sent, and then read by the other."""

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


def keep(review: RoleReview, said: dict[str, Any], *, by: User, send: bool) -> Account:
    """Keeps what was typed, and sends it where asked. What was sent can be changed until the other can read it.

    Raises Refused without what was done and what is to come next when it is sent, and for what the other reads already.
    """
    with transaction.atomic(), because("Sent what was written" if send else "Saved a draft", by=by):
        review = locked(review, by, held=False)
        account = own(review, by) or Account(review=review, author=by)
        if account.pk and policies.is_read(account, review):
            raise Refused("The other one can read what you sent, so it stays as it is. Say the rest when you meet.")
        if send:
            for name, words in NEEDED.items():
                if not said[name]:
                    raise Refused(words, field=name)
        for name in (*TEXTS, "pas_used"):
            setattr(account, name, said[name])
        if send and account.sent_at is None:
            account.sent_at = timezone.now()
        account.save()
        return account

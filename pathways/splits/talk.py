"""The talk beside a split: what its owner and those who sign it say to each other, dated and kept."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from pathways.splits import policies, turns
from pathways.splits.models import Remark, TimeSplit
from pathways.splits.moving import locked
from people.models import User
from people.refusals import Refused
from reminders.services import tell

MOST = 2000
"""Characters of one message."""


def say(split: TimeSplit, text: str, *, by: User) -> Remark:
    """Adds a message and tells the others once; sent twice in a row, it stands once.

    Raises Refused for an empty message, a longer one than 2,000 characters, and once the split is over.
    """
    text = text.strip()
    with transaction.atomic():
        split = locked(split)
        if split.status in policies.OVER:
            raise Refused("This time split is over: its talk is kept, and closed.")
        if not policies.may_speak(by, split):
            raise PermissionDenied
        if not text:
            raise Refused("Write your message", field="text")
        if len(text) > MOST:
            raise Refused(f"Your message has {len(text):,} characters. Make it {MOST:,} or fewer", field="text")
        remarks = split.remarks.select_related("by")
        last = remarks.last()
        if last is not None and last.by_id == by.pk and last.text == text:
            return last
        others = _concerned(split) - {by}
        remark = Remark.objects.create(split=split, by=by, text=text)
        for user in others:
            _tell(remark, split, user)
        return remark


def _concerned(split: TimeSplit) -> set[User]:
    """The owner, whoever's turn it is, and who has signed or spoken and may still read it."""
    before = {each.by for each in split.sign_offs.select_related("by")}
    before |= {each.by for each in split.remarks.select_related("by")}
    today, this = timezone.localdate(), TimeSplit.objects.filter(pk=split.pk)
    reading = {user for user in before if this.visible_to(user, today).exists()}
    return {split.user} | reading | turns.signatories(split)


def _tell(remark: Remark, split: TimeSplit, user: User) -> None:
    owner = user.pk == split.user_id
    tell(
        user,
        kind="split",
        key=f"split:{split.pk}:said:{remark.pk}:{user.pk}",
        subject=f"{remark.by} writes about {'your time split' if owner else f'the time split of {split.user}'}",
        template="pathways/mail/remark",
        context={"remark": remark, "split": split, "owner": owner},
        path=reverse("splits:talk", args=[split.pk]),
    )

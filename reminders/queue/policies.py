"""Who sees which letters in the queue: an organisation's administrators those to its members, the site's staff all."""

from django.db.models import QuerySet
from django.utils import timezone

from people.administration.policies import memberships_kept_by, organisations_kept_by
from people.models import User
from reminders.models import Message

OF_THE_ORGANISATION = frozenset(
    {"address", "appointment", "panel", "progress_review", "role_review", "split", "split-to-sign", "split_ending"}
)
"""Kinds whose subject line an organisation's administrator may read. Of any other (applications, also elsewhere,
mentoring, the way back) they learn that there is a letter, and nothing of what it is about."""


def sees_all(user: User) -> bool:
    """The site's own staff."""
    return user.is_superuser or user.is_staff


def may_open(user: User) -> bool:
    return sees_all(user) or organisations_kept_by(user).exists()


def messages_kept_by(user: User) -> QuerySet[Message]:
    """To people who are members today of an organisation that this person administers; all for the site's staff."""
    if sees_all(user):
        return Message.objects.all()
    members = memberships_kept_by(user).filter(period__contains=timezone.localdate())
    return Message.objects.filter(user__in=members.values("user_id"))


def subject_for(message: Message, user: User) -> str:
    """The subject line, or that it is private to its reader."""
    shown = sees_all(user) or message.kind in OF_THE_ORGANISATION
    return message.subject if shown else "Private to its reader"

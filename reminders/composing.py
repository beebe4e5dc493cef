"""A message out of a template: its words, its HTML, its Message-ID."""

import re
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from markupsafe import escape

from people.models import User
from reminders import stopping
from reminders.kinds import kind_of
from reminders.models import Message

SUBJECT_LENGTH = 250
PAGE = """<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
{paragraphs}
</body>
</html>
"""
ADDRESS = re.compile(r"https?://[^\s<]*[^\s<.,;:!?)]")  # in escaped text, where no quote or angle bracket is left


def compose(
    user: User,
    *,
    kind: str,
    key: str,
    subject: str,
    template: str,
    context: dict[str, object],
    path: str,
    language: str = "",
    not_before: datetime | None = None,
    calendar: str = "",
) -> Message:
    """One unsaved message; its text is `templates/<template>.txt.jinja` and an ending that says why it came.

    It is written in the person's language, as far as there are translations, and may go from `not_before` on.
    `calendar` is an invitation, or its end, that calendars take from the letter.
    """
    subject = one_line(subject)
    with translation.override(language or settings.LANGUAGE_CODE):
        facts = {**context, "user": user, "url": settings.SITE_URL + path, "subject": subject}
        words = render_to_string(f"{template}.txt.jinja", facts).strip()
        text = f"{words}\n\n{render_to_string('reminders/mail/ending.txt.jinja', _ending(words, user, kind, key))}"
        text = f"{text.strip()}\n"
    return Message(
        key=key,
        kind=kind,
        user=user,
        to=user.email,
        subject=subject,
        text=text,
        html=_page(subject, text),
        path=path,
        calendar=calendar,
        message_id=message_id(key),
        not_before=not_before or timezone.now(),
    )


def one_line(subject: str) -> str:
    """A subject as a header can hold it."""
    return " ".join(subject.split())[:SUBJECT_LENGTH]


def _ending(words: str, user: User, kind: str, key: str) -> dict[str, object]:
    several = kind == stopping.DIGEST
    return {
        "text": words,
        "user": user,
        "site": settings.SITE_URL,
        "kind": None if several else kind_of(kind),
        "stop": stopping.address(user.pk, kind, key) if several or kind_of(kind).may_stop else "",
    }


def _page(subject: str, text: str) -> str:
    """Every letter's HTML: the same words as its plain text, one paragraph a blank line, addresses as links.

    Not Jinja's: its urlize looks for more, and a template of this took a fifth of a letter's time.
    """
    linked = ADDRESS.sub(r'<a href="\g<0>">\g<0></a>', str(escape(text.strip())))
    paragraphs = "\n".join(f"<p>{part}</p>" for part in linked.replace("\n\n", "\0").replace("\n", "<br>").split("\0"))
    return PAGE.format(title=escape(subject), paragraphs=paragraphs)


def message_id(key: str) -> str:
    """The Message-ID header of the message with this key: the same however often it is tried, and no other's."""
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{urlsplit(settings.SITE_URL).hostname}>"

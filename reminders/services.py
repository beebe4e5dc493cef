"""What upper apps may ask: tell someone once, and keep what is due. Nothing is mailed here: rows are written."""

from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from people.models import User
from reminders.models import Due, Message


def tell(
    user: User, *, kind: str, key: str, subject: str, template: str, context: dict[str, object], path: str
) -> None:
    """Queues one e-mail in the caller's transaction; the same `key` never makes a second one.

    `template` names the pair `templates/<template>.txt.jinja` and, where it stands, the shared HTML around it. `path`
    is the thing itself, within the site. Delivery is reminders.delivery's business.
    """
    facts = {**context, "user": user, "url": settings.SITE_URL + path, "subject": subject}
    text = render_to_string(f"{template}.txt.jinja", facts)
    Message.objects.bulk_create(
        [
            Message(
                key=key,
                kind=kind,
                user=user,
                to=user.email,
                subject=subject,
                text=text,
                html=render_to_string("reminders/mail/page.html.jinja", {**facts, "text": text}),
                path=path,
                message_id=message_id(key),
                not_before=timezone.now(),
            )
        ],
        ignore_conflicts=True,
    )


def message_id(key: str) -> str:
    """The Message-ID header of the message with this key: the same however often it is tried."""
    host = settings.SITE_URL.split("//")[-1].split(":")[0]
    return f"<{key.replace(':', '.').replace(' ', '-')}@{host}>"


def set_due(
    *,
    kind: str,
    subject: str,
    user: User,
    due_on: date,
    title: str,
    path: str,
    remind_on: date | None = None,
) -> Due:
    """Writes or moves what is due for a person; `remind_on` is the due day itself unless given.

    Moving it to another day, or opening it again, lets its reminder go out once more.
    """
    due, made = Due.objects.select_for_update().get_or_create(
        kind=kind,
        subject=subject,
        user=user,
        defaults={"due_on": due_on, "remind_on": remind_on or due_on, "title": title, "path": path},
    )
    if made:
        return due
    moved = (due.due_on, due.state) != (due_on, Due.State.OPEN)
    due.due_on, due.remind_on, due.title, due.path = due_on, remind_on or due_on, title, path
    due.state = Due.State.OPEN
    if moved:
        due.sequence += 1
        due.reminded_at = None
    due.save()
    return due


def finish(*, kind: str, subject: str) -> None:
    """What was due is done, for everyone it was due to: no reminder goes out any more."""
    _close(kind, subject, Due.State.DONE)


def cancel(*, kind: str, subject: str) -> None:
    """What was due will not be: no reminder goes out, and calendars show it as cancelled."""
    _close(kind, subject, Due.State.CANCELLED)


def _close(kind: str, subject: str, state: Due.State) -> None:
    for due in Due.objects.select_for_update().filter(kind=kind, subject=subject, state=Due.State.OPEN):
        due.state = state
        due.sequence += 1
        due.save()

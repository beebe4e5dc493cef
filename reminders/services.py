"""What upper apps may ask: tell someone once, and keep what is due. Nothing is mailed here: rows are written."""

from datetime import date

from people.models import User
from reminders.composing import compose
from reminders.models import Due, Message


def tell(
    user: User, *, kind: str, key: str, subject: str, template: str, context: dict[str, object], path: str
) -> None:
    """Queues one email in the caller's transaction; the same `key` never makes a second one.

    `template` names `templates/<template>.txt.jinja`; the HTML is made from its words. `path` is the thing itself,
    within the site. Sending it is reminders.delivering's business.
    """
    message = compose(user, kind=kind, key=key, subject=subject, template=template, context=context, path=path)
    Message.objects.bulk_create([message], ignore_conflicts=True)


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

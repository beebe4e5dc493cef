"""What upper apps may ask: tell someone once, and keep what is due. Nothing is mailed here: rows are written.

**Declare a kind** once, in the room's `dues.py`, which `<app>/dues.py` gathers (reminders.kinds says what each field
means; docs/what-we-send.md is written from it):

    ROLE_REVIEW = Kind(
        key="role_review",
        room="Roles",
        words="Role reviews",
        says="A review of a role that you hold, or hold with someone.",
        stages=(before(BEFORE_REVIEW), ON_THE_DAY, after(7), escalation(21)),  # days, or a `days_setting`
        escalates_to=directors_of,  # from the subject, "review:12", to users, at the time
        escalates_words="the medical directors",
    )

**Keep what is due** with `set_due(kind=…, subject="review:12", user=…, due_on=…, title=…, path=…)`; writing it again
with another day moves it, `finish` silences it, `cancel` ends it and says so in calendars. With `organisation` the
stages go by its settings; what is about someone else goes with a role there (`only_as`), and leaves with it. What
follows from data alone (a split's last day) needs no writing: give the kind a `found`.

**Tell of an event** with `tell(user, kind=…, key=…, …)`: one key, one message. Declare its kind too, without stages.

Each stage of a due, and each event, is one row of the ledger a person (`Notice`), which is their inbox. Whether a
letter goes with it, and when, is the person's choice (reminders.preferences).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from people.models import Organisation, User
from reminders.composing import compose, one_line
from reminders.inbox.models import Notice
from reminders.inbox.writing import Entry, write
from reminders.kinds import kind_of
from reminders.models import Due, Message
from reminders.preferences.reading import wishes_of
from reminders.rules import Step, begun_on, first_step, steps
from reminders.stage_days import offsets_of


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One event to tell one person of. Its text is `templates/<template>.txt.jinja`, its HTML is made of it; `path`
    is the thing itself, within the site. With a `calendar` (an invitation that updates or ends an earlier one) it
    always goes at once and by itself: in a digest no calendar would find it."""

    user: User
    kind: str
    key: str
    subject: str
    template: str
    context: dict[str, object]
    path: str
    calendar: str = ""


def tell(
    user: User,
    *,
    kind: str,
    key: str,
    subject: str,
    template: str,
    context: dict[str, object],
    path: str,
    calendar: str = "",
) -> None:
    """Tells one person of one event in the caller's transaction; the same `key` never makes a second message.

    It stands in their inbox at once; by email it goes at once, in a digest, or not, as they have chosen. Sending it
    is reminders.delivering's business.
    """
    tell_all(
        [
            Letter(
                user=user,
                kind=kind,
                key=key,
                subject=subject,
                template=template,
                context=context,
                path=path,
                calendar=calendar,
            )
        ]
    )


def tell_all(letters: Sequence[Letter]) -> None:
    """Tells of many events, in three queries."""
    now = timezone.now()
    wishes = wishes_of(letter.user.pk for letter in letters)
    notices = []
    for letter in letters:
        kind, wish = kind_of(letter.kind), wishes[letter.user.pk]
        own = bool(letter.calendar) or wish.own_letter(kind)
        notices.append(
            Entry(
                key=letter.key,
                user_id=letter.user.pk,
                kind=letter.kind,
                title=one_line(letter.subject),
                path=letter.path,
                made_at=now,
                letter_at=wish.letter_at(kind, now, urgent=bool(letter.calendar)),
                told_at=now if own else None,
                letter=letter.key if own else "",
            )
        )
    new = write(notices)
    going = [(notice, each) for notice, each in zip(notices, letters, strict=True) if notice.told_at]
    messages = [
        compose(
            letter.user,
            kind=letter.kind,
            key=letter.key,
            subject=letter.subject,
            template=letter.template,
            context=letter.context,
            path=letter.path,
            language=wishes[letter.user.pk].language,
            not_before=notice.letter_at,
            calendar=letter.calendar,
        )
        for notice, letter in going
        if letter.key in new
    ]
    if messages:
        Message.objects.bulk_create(messages, ignore_conflicts=True)


def set_due(
    *,
    kind: str,
    subject: str,
    user: User,
    due_on: date,
    title: str,
    path: str,
    remind_on: date | None = None,
    organisation: Organisation | int | None = None,
    only_as: str = "",
) -> Due:
    """Writes or moves what is due for a person; it begins at the kind's first stage ahead, or, with `remind_on`, on
    that day before the due day.

    Moving it to another day, or opening it again, begins its stages anew. The stages' days are those that its
    organisation has set. With `only_as` (a role, or ANY_ROLE) it is told to the person, and shown, only while they
    hold that role in the organisation.
    """
    place = organisation.pk if isinstance(organisation, Organisation) else organisation
    step = _first_step(kind, due_on, place)
    if remind_on is not None:
        step = begun_on(remind_on, due_on, step)
    due, made = Due.objects.select_for_update().get_or_create(
        kind=kind,
        subject=subject,
        user=user,
        defaults={
            "due_on": due_on,
            "remind_on": step.day,
            "stage": step.stage,
            "organisation_id": place,
            "only_as": only_as,
            "title": title,
            "path": path,
        },
    )
    if made:
        return due
    moved = (due.due_on, due.state) != (due_on, Due.State.OPEN)
    due.due_on, due.title, due.path, due.state = due_on, title, path, Due.State.OPEN
    due.organisation_id, due.only_as = place, only_as
    if moved:
        due.sequence += 1
        due.stage, due.remind_on, due.reminded_at = step.stage, step.day, None
    due.save()
    if moved:
        _silence([due.pk])
    return due


def _first_step(kind: str, due_on: date, organisation_id: int | None) -> Step:
    today = timezone.localdate()
    return first_step(steps(due_on, offsets_of(kind_of(kind), organisation_id, today)), due_on, today)


def finish(*, kind: str, subject: str, user: User | None = None) -> None:
    """What was due is done, for everyone it was due to, or for one of them: no reminder goes out any more."""
    _close(kind, subject, user, Due.State.DONE)


def cancel(*, kind: str, subject: str, user: User | None = None) -> None:
    """What was due will not be, for all or for one: no reminder goes out, and calendars show it as cancelled."""
    _close(kind, subject, user, Due.State.CANCELLED)


def _close(kind: str, subject: str, user: User | None, state: Due.State) -> None:
    dues = Due.objects.filter(kind=kind, subject=subject, state=Due.State.OPEN)
    close(dues.filter(user=user) if user else dues, state)


def close(dues: QuerySet[Due], state: Due.State) -> int:
    """Ends all of these dues at once; returns how many."""
    closed = list(dues.select_for_update().values_list("pk", flat=True))
    if closed:
        Due.objects.filter(pk__in=closed).update(state=state, sequence=F("sequence") + 1, updated_at=timezone.now())
        _silence(closed)
    return len(closed)


def _silence(dues: Sequence[int]) -> None:
    """What was told of them is old: no letter that waits says it, and nobody needs to read it."""
    told = Notice.objects.filter(due__in=dues)
    told.update(letter_at=None, read_at=Coalesce("read_at", timezone.now()))

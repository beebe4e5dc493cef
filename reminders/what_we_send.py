"""docs/what-we-send.md, written from the kinds that are declared: it cannot say less or more than what is sent."""

from pathlib import Path

from django.conf import settings

from people.settings.declared import Whole
from reminders.kinds import At, Kind
from reminders.lettering import SHOWN
from reminders.preferences.forms import by_room
from reminders.rules import MORNING, Every, Stage

PAGE = Path(settings.BASE_DIR) / "docs" / "what-we-send.md"
HEAD = """# What we send, when, and how to stop it

For whoever gets our emails, and for administrators. Written from the kinds that the service declares (`python
manage.py what_we_send`); a test fails when it is out of date.

## In short

* **Once.** Each reminder and each event is told once to each person. What moves to another day is told of again
  for that day; what is done or called off is told of no more. What exactly is promised stands in [ADR
  25](adr/0025-one-ledger-of-dues.md) and, from our door to the mail server, in [ADR 6](adr/0006-told-once.md).
* **One email at a time.** Several things to tell one person at the same time come as one email, with up to
  {shown} of them named and a link to the rest. So it is too when the service was down over a weekend.
* **Not after you have left.** What is due from you about someone else, such as a check-in of theirs or their
  time split to sign, is told and shown to you only while you hold the role there that it goes with. What is your
  own stays yours.
* **In your inbox** (Your account → Your inbox) everything stands at once, whatever is emailed.
* **In your calendar.** A secret address (Your account → Your calendar feed) shows what is due from you. An
  event that moves moves there too, and one that is called off is marked so. You can make a new address, which
  ends the old one.

## How to stop it

* **Your account → What we email you, and when**: for each kind {everies}. Digests come at {morning}.
* **The link at the end of an email**, or your mail program’s own “unsubscribe”, stops that kind with one click
  and without signing in. It stops nothing else.
* **Quiet hours**: no email comes in them; it comes at their end.
* **Days away**: emails wait until the morning after your last day. You may name a colleague who stands in: they
  are told of what is due from you where they may act on it themselves, and of nothing else.
* Some kinds can’t be turned off: you would miss something that can’t wait. The list says why. They come while
  you are away too, and you may have them once a day or once a week.
* What is late for long goes to someone else, as the list says: that email always comes at once, on a later day
  than yours.

## What there is """


def page() -> str:
    """The whole page."""
    everies = [label[:1].lower() + label[1:] for label in Every.labels]
    text = HEAD.format(
        shown=SHOWN,
        morning=f"{MORNING:%H:%M}",
        everies=f"{', '.join(everies[:-1])}, or {everies[-1]}".replace("  ", " "),
    )
    room = ""
    for kind in by_room():
        if kind.room != room:
            room = kind.room
            text += f"\n### {room}\n"
        text += f"\n{_entry(kind)}\n"
    return text


def _entry(kind: Kind) -> str:
    lines = [f"**{kind.words}.** {kind.says}"]
    lines += [f"* {_when(at, kind)}" for at in kind.stages] or ["* When it happens"]
    if kind.stays:
        lines.append(f"* Can’t be turned off. {kind.stays}")
    if kind.may_act:
        lines.append("* Goes to who stands in for you too, where they may act on it")
    return "\n".join([lines[0], "", *lines[1:]])


def _when(at: At, kind: Kind) -> str:
    days = "1 day" if at.days == 1 else f"{at.days} days"
    set_by = " (your organisation may set another number)" if isinstance(at.setting, Whole) else ""
    return {
        Stage.BEFORE: f"{days} before{set_by}",
        Stage.ON_THE_DAY: "On the day",
        Stage.AFTER: f"{days} after, if it is not done{set_by}",
        Stage.ESCALATION: f"{days} after, if it is still not done, to {kind.escalates_words}{set_by}",
    }[at.stage]

"""What people are told of: rooms declare each kind once, in their `dues.py`, in plain values.

`<app>/dues.py` gathers its rooms' declarations and RemindersConfig reads each app's at the start, as for settings
(ADR 17). docs/what-we-send.md is written from what is declared here, and so is the page of one's preferences.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from people.models import User
from people.settings.declared import Mark, Whole
from reminders.rules import Every, Stage

DECLARED: dict[str, "Kind"] = {}
"""Every kind by its key, in the order of declaration."""


@dataclass(frozen=True)
class At:
    """One stage of a kind: so many days from the due day (negative before it), or as the organisation has set."""

    stage: Stage
    days: int = 0
    setting: Whole | None = None

    def offset(self, held: int) -> int:
        """Days from the due day, for the number of days that is set."""
        return -held if self.stage == Stage.BEFORE else held


ON_THE_DAY = At(Stage.ON_THE_DAY)


def before(days: int | Whole) -> At:
    """So many days before the day."""
    return _at(Stage.BEFORE, days)


def after(days: int | Whole) -> At:
    """So many days after it, if it is not done."""
    return _at(Stage.AFTER, days)


def escalation(days: int | Whole) -> At:
    """So many days after it to whoever `Kind.escalates_to` names, if it is still not done."""
    return _at(Stage.ESCALATION, days)


def _at(stage: Stage, days: int | Whole) -> At:
    return At(stage, days.default, days) if isinstance(days, Whole) else At(stage, days)


def days_setting(key: str, room: str, words: str, default: int, *, hint: str = "", most: int = 180) -> Whole:
    """A stage's days as a setting of the organisation, with this service's own default."""
    return Whole(
        key=key,
        room=room,
        words=words,
        hint=hint,
        unit="day",
        default=default,
        least=1,
        most=most,
        source="No source: a default to start from.",
        mark=Mark.OURS,
    )


@dataclass(frozen=True)
class Found:
    """Something that is due because the data say so, not because someone wrote it down (reminders.following).

    `remind_on` is the day of its first reminder where it is told of at once though that day is over.
    """

    subject: str
    user_id: int
    due_on: date
    title: str
    path: str
    organisation_id: int | None = None
    remind_on: date | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Kind:
    """One kind of thing that people are told of.

    `words` heads it for users, `says` is a sentence on what is told, and to whom. Without `stages` it is of events
    alone (`tell`). `stays` says why it may not be turned off; empty where it may. `escalates_to` answers at the time
    who is told in the end, from the subject ("review:12"), and `escalates_words` names them; `escalation_opens` is
    False where they may not open the thing itself. `may_act` answers whether this person, named as the delegate of
    someone away, may act on the subject: without it nothing of this kind goes to a delegate. `found` looks up what is
    due by the day given, for kinds that follow from data alone.
    """

    key: str
    room: str
    words: str
    says: str
    stages: tuple[At, ...] = ()
    stays: str = ""
    first: Every = Every.AT_ONCE
    escalates_to: Callable[[str], Iterable[User]] | None = None
    escalates_words: str = ""
    escalation_opens: bool = True
    may_act: Callable[[User, str], bool] | None = None
    found: Callable[[date], Iterable[Found]] | None = None

    def __post_init__(self) -> None:
        if self.key in DECLARED:
            raise ValueError(f"{self.key} is declared twice")
        if len({at.stage for at in self.stages}) < len(self.stages):
            raise ValueError(f"{self.key} has a stage twice")
        if any(at.stage == Stage.ESCALATION for at in self.stages) != bool(self.escalates_to and self.escalates_words):
            raise ValueError(f"{self.key} must say who its escalation goes to, and have one")
        if self.stays and self.first == Every.OFF:
            raise ValueError(f"{self.key} must stay on and is off from the start")
        DECLARED[self.key] = self

    @property
    def may_stop(self) -> bool:
        """Whether a person may turn it off."""
        return not self.stays

    @property
    def steps(self) -> tuple[At, ...]:
        """Its stages; what is due of a kind without any is told on its day."""
        return self.stages or (ON_THE_DAY,)

    def every(self, chosen: str | None) -> str:
        """How often it is told to someone who has chosen so, or nothing: what must stay on is never off."""
        return self.first if chosen is None or (chosen == Every.OFF and self.stays) else chosen


class _Unknown(Kind):
    """A kind that nobody declared: told on its day, and may be turned off with all others of the sort."""

    def __post_init__(self) -> None:
        """It is not declared."""


def kind_of(key: str) -> Kind:
    """The kind declared under the key; one that nobody declared is told on its day."""
    return DECLARED.get(key) or _Unknown(key=key, room="Other", words="Other messages", says="Anything else.")

"""What is asked of the queue, in its address, and the letters that answer it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from people.models import User
from reminders.models import Message
from reminders.queue.policies import messages_kept_by, subject_for
from reminders.trouble import Why

State = Message.State
UNDER_WAY = [State.WAITING, State.CLAIMED, State.HANDING]
SHOWN: dict[str, tuple[str, list[Message.State]]] = {
    "unsent": ("All that is not sent", [*UNDER_WAY, State.FAILED, State.HELD, State.DOUBT]),
    "waiting": ("Waiting", UNDER_WAY),
    "failed": ("Failed", [State.FAILED]),
    "held": ("Held back: address refused", [State.HELD]),
    "doubt": ("In doubt", [State.DOUBT]),
    "sent": ("Sent", [State.SENT]),
}
ORDERS = {"oldest": "Oldest first", "newest": "Newest first"}
COLOURS = {State.SENT: "green", State.FAILED: "red", State.HELD: "red", State.DOUBT: "orange"}
STATES = {
    State.WAITING: "Waiting",
    State.CLAIMED: "Being sent",
    State.HANDING: "Being sent",
    State.SENT: "Sent",
    State.FAILED: "Failed",
    State.HELD: "Held back",
    State.DOUBT: "In doubt",
}


@dataclass(frozen=True)
class Ask:
    """What the address asks for; what it can't be is taken for the usual."""

    show: str = "unsent"
    why: str = ""
    words: str = ""
    order: str = "oldest"

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Ask":
        show, why, order = query.get("show", ""), query.get("why", ""), query.get("order", "")
        return cls(
            show=show if show in SHOWN else "unsent",
            why=why if why in Why.values else "",
            words=query.get("q", "").replace("\0", "").strip()[:100],
            order=order if order in ORDERS else "newest" if show == "sent" else "oldest",
        )


@dataclass(frozen=True)
class Row:
    """One letter as its line shows it."""

    message: Message
    subject: str
    state: str
    colour: str
    reason: str
    next_try: datetime | None
    can_retry: bool


def letters(ask: Ask, user: User) -> QuerySet[Message]:
    """The letters asked for, that this person may see, in order; without their content."""
    messages = messages_kept_by(user).filter(state__in=SHOWN[ask.show][1])
    if ask.why:
        messages = messages.filter(why=ask.why)
    if ask.words:
        messages = messages.filter(Q(user__name__icontains=ask.words) | Q(to__icontains=ask.words))
    order = ("created_at", "pk") if ask.order == "oldest" else ("-created_at", "-pk")
    return messages.select_related("user").defer("text", "html").order_by(*order)


def counts(user: User) -> dict[str, int]:
    """How many letters each choice of `show` holds, without other filters: one query."""
    rows = messages_kept_by(user).order_by().values_list("state").annotate(Count("pk"))
    by_state = dict(rows)
    return {key: sum(by_state.get(state, 0) for state in states) for key, (_, states) in SHOWN.items()}


def row(message: Message, user: User) -> Row:
    state = State(message.state)
    waits = state == State.WAITING
    return Row(
        message=message,
        subject=subject_for(message, user),
        state=STATES[state],
        colour=COLOURS.get(state, "blue"),
        reason=message.trouble,
        next_try=message.not_before if waits else None,
        can_retry=state in {State.WAITING, State.FAILED, State.DOUBT},
    )

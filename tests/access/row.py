"""One row of the access table: a route and what each persona gets from it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PERSONAS = (
    "anonymous",
    "clinician",
    "service_lead",
    "md",
    "recruiter",
    "panel1",
    "panel2",
    "hr",
    "mentor",
    "admin",
    "analyst",
    "outsider",
)


@dataclass(frozen=True, init=False)
class Row:
    """A route's name, how to fill its arguments from the world, and the status each persona gets."""

    route: str
    method: str
    args: Callable[[Any], list[Any]] | None
    query: str
    answers: dict[str, int] = field(default_factory=dict)

    def __init__(
        self,
        route: str,
        *,
        method: str = "get",
        args: Callable[[Any], list[Any]] | None = None,
        query: str = "",
        everyone: int | None = None,
        **answers: int,
    ) -> None:
        unknown = set(answers) - set(PERSONAS)
        assert not unknown, f"{route}: no such persona as {sorted(unknown)}"
        full = {persona: answers.get(persona, everyone) for persona in PERSONAS}
        missing = [persona for persona, answer in full.items() if answer is None]
        assert not missing, f"{route}: no answer for {missing}"
        for name, value in (
            ("route", route),
            ("method", method),
            ("args", args),
            ("query", query),
            ("answers", full),
        ):
            object.__setattr__(self, name, value)

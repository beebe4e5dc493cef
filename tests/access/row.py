"""One row of the access table: a route and what each persona gets from it."""

from collections.abc import Callable
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


class Row:
    """A route's name, how to fill its arguments from the world, and the status each persona gets.

    `args` makes the list of arguments from the world. `method`, `query` and `path` are texts; they are typed loosely,
    since rows share their answers as `**dicts`, in which a type checker cannot see the names. `path` stands in for a
    route that has no name; such a route is called "nameless" and its pattern.
    """

    def __init__(
        self,
        route: str,
        *,
        method: Any = "get",
        args: Any = None,
        query: Any = "",
        path: Any = "",
        everyone: int | None = None,
        **answers: int,
    ) -> None:
        unknown = set(answers) - set(PERSONAS)
        assert not unknown, f"{route}: no such persona as {sorted(unknown)}"
        full = {persona: answers.get(persona, everyone) for persona in PERSONAS}
        missing = [persona for persona, answer in full.items() if answer is None]
        assert not missing, f"{route}: no answer for {missing}"
        self.route = route
        self.method: str = method
        self.args: Callable[[Any], list[Any]] | None = args
        self.query: str = query
        self.path: str = path
        self.answers = full

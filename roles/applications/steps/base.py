"""What the steps beside the statements share.

A step is always made of the texts as typed, so that nothing wrong or unfinished is lost; its errors are what is left.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from people import forms
from people.forms.dates import PARTS, DateParts
from roles.applications import rules

Typed = dict[str, str]


@dataclass(frozen=True)
class Asked:
    """What the questions depend on: the applicant's own addresses, the post, and the day."""

    emails: tuple[str, ...]
    fit_and_proper: bool
    today: date


class Step(forms.Form):
    """One step; `lines` says what was answered, for whoever may read it."""

    title: ClassVar[str]
    intro: ClassVar[str] = ""

    def __init__(self, data: Mapping[str, Any] | None = None, *, asked: Asked, **options: Any) -> None:
        super().__init__(data, **options)
        self.asked = asked

    def typed(self) -> Typed:
        """Each input's text, fit for keeping however wrong: no characters that cannot be stored, not endless."""
        kept = {}
        for name in self.inputs():
            text = str(self.data.get(name) or "").replace("\x00", "").replace("\r\n", "\n").strip()
            if text:
                kept[name] = text[: rules.KEPT_MOST]
        return kept

    def inputs(self) -> Iterator[str]:
        """The names of the inputs, as the browser sends them."""
        for name, field in self.fields.items():
            if isinstance(field.widget, DateParts):
                yield from (f"{name}-{part}" for part in PARTS)
            else:
                yield name

    @classmethod
    def shown(cls, typed: Typed, *, asked: Asked) -> "Step":
        """The step with what was typed in it, and no errors yet."""
        form = cls(typed, asked=asked)
        values = {name: field.widget.value_from_datadict(typed, {}, name) for name, field in form.fields.items()}
        return cls(asked=asked, initial=values | cls.sizing(typed))

    @classmethod
    def sizing(cls, typed: Typed) -> dict[str, Any]:
        """What tells a new form how many rows to show."""
        return {}

    def problems(self) -> list[str]:
        """What is left to do, in sentences."""
        return [str(text) for errors in self.errors.values() for text in errors]

    def lines(self) -> list[str]:
        """What was answered, line by line, also what is still wrong."""
        raise LookupError(self.title)  # each step says its own

    def facts(self) -> dict[str, Any]:
        """The fields of the application that follow from this step."""
        return {}

    def text(self, name: str) -> str:
        """What was typed in an input."""
        return str(self.data.get(name) or "").strip()


class Rows(Step):
    """A step of alike rows, numbered from 1; two empty ones follow those filled."""

    most: ClassVar[int]
    parts: ClassVar[dict[str, Any]]
    row: ClassVar[str]

    def __init__(self, data: Mapping[str, Any] | None = None, *, asked: Asked, **options: Any) -> None:
        super().__init__(data, asked=asked, **options)
        self.of_all: set[str] = set()
        self.count = self._count()
        rest = dict(self.fields)
        self.fields.clear()
        for n in range(1, self.count + 1):
            for part, make in self.parts.items():
                self.fields[f"{part}_{n}"] = make()
        self.fields.update(rest)

    def _count(self) -> int:
        source = self.data if self.is_bound else self.initial
        filled = [n for n in range(1, self.most + 1) if any(source.get(f"{part}_{n}") for part in self.parts)]
        return min(self.most, max(filled, default=0) + 2)

    @classmethod
    def sizing(cls, typed: Typed) -> dict[str, Any]:
        return dict(typed)

    def typed(self) -> Typed:
        """As typed, without the empty rows between."""
        kept, to = super().typed(), 0
        moved: Typed = {}
        for n in range(1, self.count + 1):
            row = {part: kept.pop(f"{part}_{n}") for part in self.parts if f"{part}_{n}" in kept}
            to += bool(row)
            moved |= {f"{part}_{to}": text for part, text in row.items()}
        return moved | kept

    def about_all(self, name: str, sentence: str) -> None:
        """An error about the rows together, shown at one of them."""
        self.of_all.add(sentence)
        self.add_error(name, sentence)

    def problems(self) -> list[str]:
        """With the row they are about: the check page shows no rows."""
        said = []
        for name, errors in self.errors.items():
            n = name.rpartition("_")[2]
            said += [
                f"{self.row} {n}: {text}" if n.isdigit() and text not in self.of_all else str(text) for text in errors
            ]
        return said

    @property
    def rows(self) -> list[list[Any]]:
        """The fields of each row."""
        return [[self[f"{part}_{n}"] for part in self.parts] for n in range(1, self.count + 1)]

    @property
    def others(self) -> list[Any]:
        """The fields below the rows."""
        return [field for field in self if field.name.rpartition("_")[0] not in self.parts]

"""How a field looks: the options of its NHS component that a form may set."""

from dataclasses import dataclass, field, fields, replace
from typing import Any


@dataclass(frozen=True)
class Look:
    """Options of a field's component; each is also an argument of every field of people.forms."""

    hint: str = ""
    """What a good answer looks like, in a sentence."""
    size: str = "s"
    """Size of the label or legend: s, m, l or xl."""
    caption: str = ""
    heading: bool = False
    """The label is the page's heading (pages that ask one thing)."""
    hide_label: bool = False
    width: int | None = None
    """Width in characters: 2, 3, 4, 5, 10, 20 or 30; the whole column when not given."""
    prefix: str = ""
    suffix: str = ""
    inputmode: str = ""
    autocomplete: str = ""
    spellcheck: bool | None = None
    inline: bool = False
    small: bool = False
    hints: dict[Any, str] = field(default_factory=dict, hash=False)
    """A hint under single choices, by the choice's value."""
    attributes: dict[str, str] = field(default_factory=dict, hash=False)


NAMES = frozenset(f.name for f in fields(Look))


def lower_first(label: str) -> str:
    """The label within a sentence: "Start date" → "start date", but "PAs a week" stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


class Looks:
    """Mixed into a form field: takes the look's options, words its errors as sentences about its label."""

    look = Look()
    ask = "Enter"

    def __init__(self, label: str = "", *, missing: str = "", **options: Any) -> None:
        """`missing` is the sentence for an empty answer where "Enter <label>" would not read well."""
        chosen = {name: options.pop(name) for name in NAMES & options.keys()}
        self.look = replace(self.look, **chosen)
        self.wording = {**self.words(label), **({"required": missing} if missing else {})}
        messages = {**self.wording, **(options.pop("error_messages", None) or {})}
        super().__init__(  # type: ignore[call-arg]  # the next class is a django.forms.Field
            label=label, help_text=self.look.hint, error_messages=messages, **options
        )

    def words(self, label: str) -> dict[str, str]:
        """The errors in sentences, by Django's error codes."""
        it = lower_first(label)
        return {
            "required": f"{self.ask} {it}",
            "max_length": f"{label} must be %(limit_value)d characters or fewer; it is %(show_value)d",
            "min_length": f"{label} must be %(limit_value)d characters or more",
            "null_characters_not_allowed": f"{label} has a character that cannot be kept; type it again",
        }

"""A field of this room's own."""

from typing import Any

from people.forms import TextAreaField


class LongText(TextAreaField):
    """A long text whose line ends count as one character, as the counter beside it counts them."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")

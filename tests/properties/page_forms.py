"""The forms of a page as a browser finds them: where they go, which fields they have, and what stands in those."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

TYPED = {"text", "search", "email", "url", "tel", "textarea"}
"""Kinds of field that a person types into and reads again."""


@dataclass
class Field:
    """One name of a form: its kind, the values it offers (radios, options, boxes, buttons), and what stands in it."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    text: str = ""
    inputmode: str = ""


@dataclass
class PageForm:
    """A form: its address, its method, and its fields by name."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.forms: list[PageForm] = []
        self.words: list[str] = []
        self._form: PageForm | None = None
        self._select: Field | None = None
        self._area: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.address, found.get("action") or self.address)
            self._form = PageForm(action, found.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag in {"input", "button"} and found.get("name"):
            kind = found.get("type", "text" if tag == "input" else "submit")
            one = self._field(found["name"], kind)
            one.inputmode = found.get("inputmode", "")
            if kind in {"radio", "checkbox", "submit"}:
                one.values.append(found.get("value", "on"))
            else:
                one.text = found.get("value", "")
        elif tag == "select" and found.get("name"):
            self._select = self._field(found["name"], "select")
        elif tag == "option" and self._select is not None:
            self._select.values.append(found.get("value", ""))
        elif tag == "textarea" and found.get("name"):
            self._area = self._field(found["name"], "textarea")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._area is not None:
            self._area.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._area is not None:
            # A browser drops the line break that follows the opening tag.
            self._area.text = same_lines(self._area.text).removeprefix("\n")
            self._area = None

    def _field(self, name: str, kind: str) -> Field:
        assert self._form is not None
        return self._form.fields.setdefault(name, Field(name, kind))


def same_lines(text: str) -> str:
    """The text with one kind of line break, as browsers read it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read(page: str, address: str) -> tuple[list[PageForm], str]:
    """The page's forms, and all its words."""
    reader = _Reader(address)
    reader.feed(page)
    reader.close()
    return reader.forms, "".join(reader.words)

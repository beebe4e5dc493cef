"""The NHS design system's macros as Python functions, each rendered once for the same arguments and kept.

`nhs.button({"text": "Save"})` works in Python and in every template. The macros cost up to a millisecond
each and are pure functions of their arguments, so a page's form and furniture come from memory after the
first time.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader
from markupsafe import Markup, escape

# Where a typed value goes in a kept rendering: a thousand typed values do not make a thousand entries.
# Only these two private-use characters mark a place; a typed value that holds such a mark loses it.
_SLOT = "\ue000{}\ue001"
_SLOTS = re.compile("\ue000(\\d+)\ue001")
KEPT = 2048


class Typed(str):
    """A value a person typed: it is put into the rendering instead of being part of what is kept."""


# The macros ask for options that were not given, so their environment cannot be as strict as the pages'.
_environment = Environment(
    loader=PackageLoader("nhsuk_frontend_jinja"),
    undefined=ChainableUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _folder(name: str) -> str:
    special = {"table": "tables", "image": "images", "list": "do-dont-list"}
    return special.get(name) or re.sub(r"([A-Z])", lambda m: "-" + m[1].lower(), name)


@cache
def _macro(name: str) -> Callable[..., str]:
    module = _environment.get_template(f"nhsuk/components/{_folder(name)}/macro.jinja").module
    macro: Callable[..., str] = getattr(module, name)
    return macro


def _frozen(value: Any) -> Any:
    """A hashable copy that tells text from HTML and True from 1, which Python holds equal."""
    if isinstance(value, dict):
        return ("{}", *((key, _frozen(item)) for key, item in value.items()))
    if isinstance(value, list | tuple):
        return ("[]", *(_frozen(item) for item in value))
    return (type(value).__name__, value)


def _thawed(frozen: Any) -> Any:
    kind, *rest = frozen
    if kind == "{}":
        return {key: _thawed(item) for key, item in rest}
    if kind == "[]":
        return [_thawed(item) for item in rest]
    return rest[0]


@lru_cache(maxsize=KEPT)
def _rendered(name: str, frozen: Any) -> str:
    return str(_macro(name)(_thawed(frozen))).strip()


def _with_slots(value: Any, typed: list[str]) -> Any:
    if isinstance(value, dict):
        return {key: _with_slots(item, typed) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_with_slots(item, typed) for item in value]
    if isinstance(value, Typed) and value:
        typed.append(_SLOTS.sub("", value))
        return _SLOT.format(len(typed) - 1)
    return value


class Nhs:
    """Each of the design system's macros by its own name; arguments as its documentation gives them."""

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        if name.startswith("_"):
            raise AttributeError(name)

        def component(params: dict[str, Any] | None = None) -> Markup:
            typed: list[str] = []
            html = _rendered(name, _frozen(_with_slots(params or {}, typed)))
            if typed:
                html = _SLOTS.sub(lambda match: str(escape(typed[int(match[1])])), html)
            return Markup(html)  # noqa: S704 -- made by autoescaping templates, typed values escaped above

        return component


nhs = Nhs()

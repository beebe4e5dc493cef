"""Light components rendered once for the same arguments and kept, as the design system's macros are (nhs.py)."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from markupsafe import Markup

KEPT = 4_096


@lru_cache(maxsize=KEPT, typed=True)
def kept(macro: Callable[..., Markup], *args: Any) -> Markup:
    """What an imported macro makes of these arguments, each of a value that has a hash: `kept(facet, "kind", …)`.

    For what many pages show alike: filters, the menu, a row's figures. Nothing that a person typed, and no names of
    people: they would stay in memory after they are erased.
    """
    return macro(*args)

"""Addresses within pages: of a named route, and of this page with another filter, order or page number."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.templatetags.static import static as static_address
from django.urls import reverse


def url(route: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named route: `url("roles:post", post.pk, post.slug)`."""
    return _address(route, args, tuple(kwargs.items()))


@lru_cache(maxsize=10_000)
def _address(route: str, args: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> str:
    """The address of a route never changes, and a page asks for dozens: kept, as working one out takes 25 µs."""
    return reverse(route, args=args, kwargs=dict(named))


@lru_cache(maxsize=1_000)
def static(path: str) -> str:
    """The address of a static file, kept as routes' are: each page names half a dozen."""
    return static_address(path)


def with_query(request: HttpRequest, **changes: Any) -> str:
    """This page's query string with some values replaced; None takes one away, a list gives several."""
    # Copying a QueryDict costs thirty times as much as this, and a search page has twenty such addresses.
    lists: dict[str, list[str]] = dict(request.GET.lists())
    for name, value in changes.items():
        if value is None:
            lists.pop(name, None)
        else:
            lists[name] = [str(item) for item in value] if isinstance(value, list | tuple) else [str(value)]
    encoded = urlencode(lists, doseq=True)
    return f"?{encoded}" if encoded else request.path

"""Addresses within pages: of a named route, and of this page with another filter, order or page number."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse


def url(route: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named route: `url("roles:post", post.pk, post.slug)`."""
    return reverse(route, args=args or None, kwargs=kwargs or None)


def with_query(request: HttpRequest, **changes: Any) -> str:
    """This page's query string with some values replaced; None takes one away, a list gives several."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        elif isinstance(value, list | tuple):
            query.setlist(name, [str(item) for item in value])
        else:
            query[name] = str(value)
    encoded = query.urlencode()
    return f"?{encoded}" if encoded else request.path

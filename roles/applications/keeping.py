"""Nothing typed is lost when the sign-in has run out: it waits in the visitor's session until after signing in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

KEY = "typed_while_signed_out"
MOST = 60_000


def keeps_typed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view that asks for sign-in: what someone signed out posts to it is set aside for `typed_before`."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            typed = request.POST.copy()
            typed.pop("csrfmiddlewaretoken", None)
            encoded = typed.urlencode()
            if len(encoded) <= MOST:
                request.session[KEY] = {"path": request.path, "typed": encoded}
        return view(request, *args, **kwargs)

    return wrapped


def typed_before(request: HttpRequest) -> QueryDict | None:
    """What was posted to this very page while signed out, if anything waits."""
    kept = request.session.get(KEY)
    return QueryDict(kept["typed"]) if kept and kept["path"] == request.path else None


def forget_typed(request: HttpRequest) -> None:
    """Lets go of what waited, once it is saved."""
    request.session.pop(KEY, None)

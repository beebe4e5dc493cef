"""What views share: a form that was sent, a button that was pressed, and how it went."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from people.forms.base import Form
from people.forms.seen import STALE, knowing
from people.refusals import Refused


def typed(request: HttpRequest) -> Any:
    """What was sent, or None."""
    return request.POST if request.method == "POST" else None


def written(request: HttpRequest, form: Form, act: Callable[[dict[str, Any]], object], done: str) -> bool:
    """Whether the form was sent and done; a refusal stands in the form, with what was typed.

    Where the page had gone stale, the form knows what stands now (the `seen` it began with): sent again, it is written.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        if refused.sentence == STALE:
            knowing(form, form.initial["seen"])
        return False
    messages.success(request, done)
    return True


def pressed(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """Does what a button asks for, and says how it went."""
    try:
        act()
        messages.success(request, done)
    except Refused as refused:
        messages.warning(request, str(refused))

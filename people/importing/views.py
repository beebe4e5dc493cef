"""What the pages of every import do with the file that is sent."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest

from people.importing.forms import FileForm
from people.refusals import Refused

A_PAGE, PROBLEMS_SHOWN = 20, 100
Form = TypeVar("Form", bound=FileForm)
Sent = TypeVar("Sent")


def sending(request: HttpRequest, kind: type[Form], send: Callable[[str, bytes], Sent]) -> tuple[Form, Sent | None]:
    """The form, and what `send` made of the file's name and content, if one came; a refusal stands beside it."""
    form = kind(request.POST, request.FILES) if request.method == "POST" else kind()
    if request.method != "POST" or not form.is_valid():
        return form, None
    file = form.cleaned_data["file"]
    try:
        return form, send(file.name, file.read())
    except Refused as refused:
        form.refuse(Refused(refused.sentence, field="file"))
        return form, None

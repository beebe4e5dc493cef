"""What a form was shown, so that a page gone stale overwrites nobody's newer words."""

from hashlib import sha256
from typing import Any

from django import forms
from django.http import QueryDict

STALE = "Someone changed this while you wrote. What you typed stands below: save again to put it in place of theirs"


def mark(shown: Any) -> str:
    """A short mark of what was shown, to see whether it still stands."""
    return sha256(repr(shown).encode()).hexdigest()[:20]


def knowing(form: forms.BaseForm, stands: str) -> None:
    """Lets the form, with what was typed, know what stands now: sent again, it is written."""
    typed = QueryDict(mutable=True)
    typed.update(form.data)
    typed["seen"] = stands
    form.data = typed

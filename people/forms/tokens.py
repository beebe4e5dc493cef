"""The hidden field against forged requests: a page may hold several, the sign-out in its head and its own forms."""

from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils.functional import SimpleLazyObject


def one_token_a_page(request: HttpRequest) -> dict[str, object]:
    """`csrf_input`, made when a form first asks and once a page: Django's own is masked anew for each form."""
    return {"csrf_input": SimpleLazyObject(lambda: csrf_input(request))}

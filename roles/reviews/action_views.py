"""What was agreed to be done: added by the two, done by its owner."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from people.accounts.requests import signed_in
from people.forms.sending import pressed, typed, written
from roles.reviews import actions
from roles.reviews.finding import of_the_two
from roles.reviews.forms import ActionForm
from roles.reviews.models import Action
from roles.reviews.views import form_page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, review_id: int) -> HttpResponse:
    """Adds an action."""
    found = of_the_two(request, review_id)
    form = ActionForm(typed(request), review=found)
    act = lambda _: actions.add(found, by=signed_in(request), **form.said())  # noqa: E731
    if written(request, form, act, "Added. Its owner is reminded before the day."):
        return redirect("reviews:detail", review_id)
    notes = ["Medical directors read actions too, with their dates; they read nothing else that you write here."]
    return form_page(request, found, form, heading="Add an action", notes=notes, verb="Add it")


@login_required
@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """The owner has done it."""
    action = get_object_or_404(Action.objects.filter(owner=signed_in(request)), pk=pk)
    pressed(request, lambda: actions.do(action, by=signed_in(request)), "Done.")
    return redirect("reviews:detail", action.review_id)

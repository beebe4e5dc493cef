"""Asking colleagues for feedback, and giving it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.accounts.requests import signed_in
from people.forms.sending import typed, written
from people.settings.reading import setting
from roles.reviews import feedback
from roles.reviews.finding import of_the_two
from roles.reviews.forms import FeedbackAskForm, FeedbackForm
from roles.reviews.models import FeedbackRequest
from roles.reviews.settings import FEEDBACK_GROUP

GET_OR_POST = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(GET_OR_POST)
def ask(request: HttpRequest, review_id: int) -> HttpResponse:
    """Who was asked, and whom to ask; never who of a group has answered."""
    user, found = signed_in(request), of_the_two(request, review_id)
    form = FeedbackAskForm(typed(request))
    done = "Asked. They are told, and answer once they have signed in."
    act = lambda said: feedback.ask(found, said["email"], named=said["shown"] == "named", by=user)  # noqa: E731
    if written(request, form, act, done):
        return redirect("reviews:feedback", review_id)
    context = {
        "review": found,
        "appointment": found.appointment,
        "form": form,
        "asked": list(found.feedback.select_related("person").order_by("person__name", "pk")),
        "least": setting(found.appointment.organisation_id, FEEDBACK_GROUP, timezone.localdate()),
    }
    return render(request, "roles/reviews_feedback.jinja", context)


@login_required
@require_http_methods(GET_OR_POST)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """The feedback of the person who was asked; they read their own here afterwards."""
    user = signed_in(request)
    asked = FeedbackRequest.objects.filter(person=user).select_related(
        "review__appointment__user", "review__appointment__organisation", "review__reviewer", "asked_by"
    )
    found = get_object_or_404(asked, pk=pk)
    form = FeedbackForm(typed(request), initial={"well": found.well, "better": found.better})
    if written(request, form, lambda said: feedback.give(found, by=user, **said), "Thank you. Your feedback is given."):
        return redirect("reviews:give", pk)
    context = {
        "asked": found,
        "review": found.review,
        "appointment": found.review.appointment,
        "form": form,
        "least": setting(found.review.appointment.organisation_id, FEEDBACK_GROUP, timezone.localdate()),
    }
    return render(request, "roles/reviews_give.jinja", context)

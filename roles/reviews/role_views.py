"""What belongs to the whole role: its objectives, and what its holder wants after the term."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from people.accounts.requests import signed_in
from people.forms.sending import pressed, typed, written
from roles.appointments.models import Appointment
from roles.appointments.policies import is_holder
from roles.reviews import objectives as verbs
from roles.reviews import policies, wishes
from roles.reviews.forms import ObjectivesForm, WishForm
from roles.reviews.models import Objectives

GET_OR_POST = ["GET", "HEAD", "POST"]


def _of_the_two(request: HttpRequest, appointment_id: int) -> Appointment:
    related = Appointment.objects.select_related("user", "organisation", "service")
    found = get_object_or_404(related, pk=appointment_id)
    if not policies.agrees_objectives(signed_in(request), found):
        raise Http404
    return found


@login_required
@require_http_methods(GET_OR_POST)
def objectives(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """What is agreed, what is proposed, and another proposal."""
    user, found = signed_in(request), _of_the_two(request, appointment_id)
    waits, stands = verbs.waiting(found), verbs.agreed(found)
    begun = waits or stands
    form = ObjectivesForm(typed(request), initial={"text": begun.text if begun else ""})
    done = "Proposed. The other one is asked to agree."
    if written(request, form, lambda said: verbs.propose(found, said["text"], by=user), done):
        return redirect("reviews:objectives", appointment_id)
    context = {
        "appointment": found,
        "form": form,
        "waits": waits,
        "stands": stands,
        "mine": waits is not None and waits.proposed_by_id == user.pk,
        "answers": waits is not None and policies.is_answered_by(waits, found, user),
        "holder": is_holder(user, found),
        "reviewer": policies.reviewer_of(found),
        "review": found.reviews.filter(held_on=None).order_by("due_on").first(),
    }
    return render(request, "roles/reviews_objectives.jinja", context)


@login_required
@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agrees to what the other proposed."""
    made = get_object_or_404(Objectives.objects.select_related("appointment"), pk=pk)
    _of_the_two(request, made.appointment_id)
    pressed(request, lambda: verbs.agree(made, by=signed_in(request)), "Agreed. These are the objectives now.")
    return redirect("reviews:objectives", made.appointment_id)


@login_required
@require_http_methods(GET_OR_POST)
def wish(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """The holder says what comes after the term."""
    user = signed_in(request)
    own = Appointment.objects.filter(user=user).select_related("organisation", "wish")
    found = get_object_or_404(own, pk=appointment_id)
    said = getattr(found, "wish", None)
    form = WishForm(typed(request), initial={"wish": said.wish if said else ""})
    act = lambda cleaned: wishes.say(found, cleaned["wish"], by=user)  # noqa: E731
    if written(request, form, act, "Kept. You can change it until the term ends."):
        return redirect("reviews:wish", appointment_id)
    context = {
        "appointment": found,
        "form": form,
        "said": said,
        "back": reverse("appointments:detail", args=[found.pk]),
    }
    return render(request, "roles/reviews_wish.jinja", context)

"""The applicant's answer to an offer, beside what it would do to their package."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.accounts.requests import signed_in
from people.history import history_of
from people.refusals import Refused
from roles.appointments import pay, services
from roles.appointments.forms import AnswerForm
from roles.appointments.models import Appointment
from roles.selection.models import Offer, OfferStatus


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Reads the offer, answers it, once."""
    user = signed_in(request)
    offers = Offer.objects.filter(application__applicant=user).select_related(
        "application__post__organisation", "application__applicant"
    )
    offer = get_object_or_404(offers, application__reference=reference)
    post = offer.application.post
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["answer"] == "accept":
                appointment = services.accept(offer, by=user)
                messages.success(request, f"You accepted the offer. You are appointed: {appointment.title}.")
                return redirect("appointments:detail", appointment.pk)
            services.decline(offer, by=user)
            messages.success(request, f"You declined the offer of {post.title}.")
            return redirect("applications:detail", reference)
        except Refused as refused:
            form.refuse(refused)
    context = {
        "offer": offer,
        "post": post,
        "form": form,
        "ran_out": offer.status == OfferStatus.LAPSED
        or (offer.status == OfferStatus.MADE and offer.answer_by < timezone.localdate()),
        "appointment": Appointment.objects.filter(offer=offer).first(),
        "comparison": pay.comparison(user, offer) if offer.status == OfferStatus.MADE else None,
        "history": history_of(offer),
    }
    return render(request, "roles/appointments_offer.jinja", context)

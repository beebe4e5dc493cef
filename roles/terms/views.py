"""Ending a term, offering more of one, acting up, answering, handing over, and being named in public."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from people.accounts.requests import signed_in
from people.forms import Form
from people.forms.sending import typed, written
from people.models import Organisation
from people.refusals import Refused
from roles.appointments import policies
from roles.appointments.models import Appointment
from roles.leaders.forms import ShownForm
from roles.leaders.showing import is_shown, show
from roles.terms import services
from roles.terms.forms import ActingUpForm, AnswerForm, EndForm, HandoverForm, MoreForm
from roles.terms.models import TermOffer, TermStatus

GET_OR_POST = ["GET", "HEAD", "POST"]


def _run(request: HttpRequest, appointment_id: int) -> Appointment:
    """An appointment whose term this person runs; none of that is there for anyone else."""
    user = signed_in(request)
    visible = Appointment.objects.visible_to(user).select_related("user", "organisation", "post")
    appointment = get_object_or_404(visible, pk=appointment_id)
    if not policies.runs_term(user, appointment):
        raise Http404
    return appointment


def _own(request: HttpRequest, appointment_id: int) -> Appointment:
    return get_object_or_404(Appointment.objects.filter(user=signed_in(request)), pk=appointment_id)


def _page(request: HttpRequest, appointment: Appointment, form: Form, **words: Any) -> HttpResponse:
    back = reverse("appointments:detail", args=[appointment.pk])
    context = {"form": form, "caption": appointment.title, "back": back, "back_words": "The role", **words}
    return render(request, "roles/terms_form.jinja", context)


@login_required
@require_http_methods(GET_OR_POST)
def end(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Ends a role before its term does."""
    appointment, form = _run(request, appointment_id), EndForm(typed(request))
    done = f"The role ends early, and {appointment.user} is told."
    if written(request, form, lambda said: services.end_early(appointment, by=signed_in(request), **said), done):
        return redirect("appointments:detail", appointment.pk)
    notes = [
        f"{appointment.user} is told at once, with your reason.",
        "Reviews after the last day fall away. Its pay ends, and what it had replaced is paid again.",
    ]
    return _page(request, appointment, form, heading="End the role early", notes=notes, verb="End the role early")


@login_required
@require_http_methods(GET_OR_POST)
def more(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Offers the holder more time."""
    appointment, form = _run(request, appointment_id), MoreForm(typed(request))
    done = f"{appointment.user} is asked."
    if written(request, form, lambda said: services.offer_more(appointment, by=signed_in(request), **said), done):
        return redirect("appointments:detail", appointment.pk)
    post = appointment.post
    notes = [f"The post was advertised with {post.renewals} more terms."] if post and post.renewals else []
    return _page(request, appointment, form, heading="Offer more time", notes=notes, verb="Offer it")


@login_required
@require_http_methods(GET_OR_POST)
def handover(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """The holder writes to whoever comes next."""
    appointment = _own(request, appointment_id)
    there = getattr(appointment, "handover", None)
    form = HandoverForm(typed(request), initial={"text": there.text if there else ""})
    if written(request, form, lambda said: services.hand_over(appointment, by=signed_in(request), **said), "Saved."):
        return redirect("appointments:detail", appointment.pk)
    notes = ["Whoever is appointed next reads it, and human resources and medical directors of the organisation."]
    return _page(request, appointment, form, heading="Handover", notes=notes, verb="Save")


@login_required
@require_http_methods(GET_OR_POST)
def shown(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Whether the holder is named in public."""
    appointment = _own(request, appointment_id)
    form = ShownForm(typed(request), initial={"shown": "yes" if is_shown(appointment) else "no"})
    act: Callable[[dict[str, Any]], object] = lambda said: show(appointment, said["shown"] == "yes")  # noqa: E731
    if written(request, form, act, "Saved."):
        return redirect("appointments:detail", appointment.pk)
    notes = ["It says your name, the role and its term; never what it pays."]
    return _page(request, appointment, form, heading="Who leads what", notes=notes, verb="Save")


@login_required
@require_http_methods(GET_OR_POST)
def acting_up(request: HttpRequest, code: str) -> HttpResponse:
    """Asks someone to hold a role for a time; `code` is the organisation's ODS code."""
    user = signed_in(request)
    organisation = get_object_or_404(Organisation, ods_code=code)
    if not policies.runs_terms(user, organisation.pk):
        raise Http404
    form = ActingUpForm(typed(request), organisation=organisation)

    def act(said: dict[str, Any]) -> None:
        email, why = said.pop("email"), said.pop("why")
        services.offer_acting_up(services.ActingUp(organisation, **said), email, why=why, by=user)

    if written(request, form, act, "They are asked. The role begins once they accept."):
        return redirect("appointments:list")
    context = {
        "form": form,
        "caption": organisation.name,
        "back": reverse("appointments:list"),
        "back_words": "Appointments",
        "heading": "Ask someone to act up",
        "notes": ["For a time and without an advert. They accept or decline; nothing begins before that."],
        "verb": "Ask them",
    }
    return render(request, "roles/terms_form.jinja", context)


@login_required
@require_http_methods(GET_OR_POST)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What is offered; the one who is asked answers here."""
    user = signed_in(request)
    visible = TermOffer.objects.visible_to(user).select_related("user", "organisation", "service", "made_by")
    offer = get_object_or_404(visible, pk=pk)
    mine, waits = offer.user_id == user.pk, offer.status == TermStatus.MADE
    form = AnswerForm(typed(request)) if mine and waits else AnswerForm()
    said_yes = request.POST.get("answer") == "accept"
    act: Callable[[dict[str, Any]], object] = lambda _: services.answer(offer, by=user, accept=said_yes)  # noqa: E731
    if written(request, form, act, "You accepted." if said_yes else "You declined."):
        return redirect("terms:answer", pk)
    return render(request, "roles/terms_answer.jinja", {"offer": offer, "form": form, "mine": mine, "waits": waits})


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an offer back that waits."""
    user = signed_in(request)
    offer = get_object_or_404(TermOffer.objects.visible_to(user), pk=pk)
    if offer.user_id == user.pk:
        raise Http404
    try:
        services.take_back(offer, by=user)
        messages.success(request, "Taken back.")
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("terms:answer", pk)

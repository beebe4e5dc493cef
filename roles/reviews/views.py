"""A review: where it stands, the decision and the signatures."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people.accounts.requests import signed_in
from people.forms.sending import pressed, typed, written
from people.history import history_of
from people.models import User
from roles.appointments.models import NextStep, RoleReview
from roles.appointments.policies import is_holder, may_record, runs_term
from roles.reviews import deciding, feedback, objectives, policies
from roles.reviews.actions import is_signed
from roles.reviews.beside import beside, way_on
from roles.reviews.finding import of_the_two, seen
from roles.reviews.forms import QUESTIONS, ChangeForm, ReviewForm
from roles.reviews.standing import facts_of, status_of, steps

GET_OR_POST = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(GET_OR_POST)
def review(request: HttpRequest, review_id: int) -> HttpResponse:
    """The record; the reviewer records it here. A medical director reads its dates, decision and actions."""
    user, found = signed_in(request), seen(request, review_id)
    records = may_record(user, found) and not is_signed(found)
    if request.method == "POST" and not records:
        messages.warning(request, "The reviewer records this review; you can read it here.")
        return redirect("reviews:detail", review_id)
    form = ReviewForm(typed(request), initial=_recorded(found))
    act = lambda said: deciding.record(found, by=user, seen=request.POST.get("seen", ""), **said)  # noqa: E731
    if written(request, form, act, "The review is recorded, and signed by you. The holder is asked to sign it."):
        return redirect("reviews:detail", review_id)
    if request.method == "POST":  # and refused: it may be recorded otherwise by now
        found.refresh_from_db(fields=["held_on", "summary", "next_step"])
    words, meeting = policies.reads_words(user, found), policies.meeting_of(found)
    context = {
        "review": found,
        "appointment": found.appointment,
        "form": form,
        "seen": deciding.version(found),
        "records": records,
        "changing": found.held_on is not None and bool(form.errors or request.GET.get("change")),
        "holder": is_holder(user, found.appointment),
        "words": words,
        "status": status_of(found, meeting, timezone.localdate()),
        "meeting": meeting,
        "answer": getattr(found, "holder_answer", None),
        "signed": is_signed(found),
        "actions": list(found.actions.select_related("owner")),
        "today": timezone.localdate(),
        "history": history_of(found, hide=frozenset() if words else frozenset({"summary"})),
        **(_for_the_two(found, user) if words else {}),
    }
    return render(request, "roles/reviews_review.jinja", context)


def _offer_more(found: RoleReview, user: User) -> tuple[str, str] | None:
    """Where a reviewer who runs terms offers another one, as was decided."""
    appointment = found.appointment
    if found.next_step != NextStep.RENEW or not appointment.term.upper or not runs_term(user, appointment):
        return None
    return "Offer another term", reverse("terms:more", args=[appointment.pk])


def _recorded(found: RoleReview) -> dict[str, Any]:
    return {"held_on": found.held_on, "summary": found.summary, "next_step": found.next_step} if found.held_on else {}


def _for_the_two(found: RoleReview, user: User) -> dict[str, Any]:
    named, grouped = feedback.shown(found, user)
    readable = policies.accounts_read_by(user, found)
    facts = facts_of([found], user)[found.pk]
    return {
        "steps": steps(found, facts, user),
        "objectives": objectives.agreed(found.appointment),
        "accounts": readable,
        "other": policies.other_of(user, found),
        "waiting_account": found.held_on is None and not any(each.author_id != user.pk for each in readable),
        "questions": QUESTIONS,
        "beside": beside(found),
        "named": named,
        "grouped": grouped,
        "proposed": facts.asked_to_meet,
        "follow": way_on(found) if is_holder(user, found.appointment) else _offer_more(found, user),
        "change_form": ChangeForm(),
        "renews": found.next_step == NextStep.RENEW,
    }


@login_required
@require_POST
def sign(request: HttpRequest, review_id: int) -> HttpResponse:
    """The holder signs what was recorded."""
    found = _held_by(request, review_id)
    seen = request.POST.get("seen", "")
    pressed(request, lambda: deciding.sign(found, by=signed_in(request), seen=seen), "You have signed the review.")
    return redirect("reviews:detail", review_id)


@login_required
@require_http_methods(GET_OR_POST)
def change(request: HttpRequest, review_id: int) -> HttpResponse:
    """The holder asks for a change before they sign."""
    found = _held_by(request, review_id)
    answer = getattr(found, "holder_answer", None)
    form = ChangeForm(typed(request), initial={"asks": answer.asks if answer else ""})
    act = lambda said: deciding.ask_to_change(found, said["asks"], by=signed_in(request))  # noqa: E731
    if written(request, form, act, "Your reviewer is told."):
        return redirect("reviews:detail", review_id)
    notes = ["You sign once you agree with what is recorded. Until then your reviewer can change it."]
    return form_page(request, found, form, heading="Ask for a change", notes=notes, verb="Ask for it")


def _held_by(request: HttpRequest, review_id: int) -> RoleReview:
    found = of_the_two(request, review_id)
    if not is_holder(signed_in(request), found.appointment):
        raise Http404
    return found


def form_page(request: HttpRequest, found: RoleReview, form: Any, **words: Any) -> HttpResponse:
    """A page that is one form, with its way back to the review."""
    context = {"review": found, "appointment": found.appointment, "form": form, **words}
    return render(request, "roles/reviews_form.jinja", context)

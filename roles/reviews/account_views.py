"""What one of the two writes before they meet: saved while it is typed, and sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from people.accounts.requests import signed_in
from people.design.words import timeuk
from people.refusals import Refused
from roles.applications.keeping import forget_typed, keeps_typed, typed_before
from roles.appointments.models import RoleReview
from roles.reviews import accounts, objectives, policies
from roles.reviews.beside import beside
from roles.reviews.finding import of_the_two
from roles.reviews.forms import QUESTIONS, AccountForm
from roles.reviews.models import Account


@keeps_typed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, review_id: int) -> HttpResponse:
    """The page, with the agreed figures beside it; each save keeps the draft, however unfinished."""
    user, found = signed_in(request), of_the_two(request, review_id)
    waiting = typed_before(request) if request.method != "POST" else None
    form = AccountForm(request.POST if request.method == "POST" else waiting)
    if request.method == "POST" and (answer := _saved(request, found, form)):
        return answer
    own = accounts.own(found, user)
    form.initial = AccountForm.of(own)
    context = {
        "review": found,
        "appointment": found.appointment,
        "form": form,
        "own": own,
        "seen": accounts.version(own),
        "other_words": _other_words(own, form) if request.method == "POST" else [],
        "was_signed_out": waiting is not None,
        "fixed": found.held_on is not None or (own is not None and policies.is_read(own, found)),
        "objectives": objectives.agreed(found.appointment),
        "beside": beside(found),
    }
    return render(request, "roles/reviews_account.jinja", context)


def _saved(request: HttpRequest, found: RoleReview, form: AccountForm) -> HttpResponse | None:
    """Where a save leads; None where the page is shown again, with what is to be put right."""
    user, seen, send = signed_in(request), request.POST.get("seen", ""), request.POST.get("act") == "send"
    said, there = form.drafted(), accounts.own(found, user)
    sent = there is not None and there.sent_at is not None
    try:
        if not (send and sent):
            seen = accounts.version(accounts.keep(found, said, by=user, seen=seen))
        if send:
            form.say_what_is_missing(said)
        if send and form.is_valid():
            accounts.send(found, said, by=user, seen=seen)
            forget_typed(request)
            messages.success(request, "Sent. You can change it until the other one can read it.")
            return redirect("reviews:detail", found.pk)
    except Refused as refused:
        form.refuse(refused)
        return None
    if form.is_valid():
        forget_typed(request)
        messages.success(request, "Your draft is kept.")
        return redirect("reviews:account", found.pk)
    if not sent:
        forget_typed(request)
        form.add_error(None, f"Your draft is kept{_but(form)}. Put these right before you send it.")
    return None


@login_required
@require_POST
def keep(request: HttpRequest, review_id: int) -> JsonResponse:
    """Keeps the draft while it is typed; the page's script asks for this."""
    user, found = signed_in(request), of_the_two(request, review_id)
    form = AccountForm(request.POST)
    try:
        kept = accounts.keep(found, form.drafted(), by=user, seen=request.POST.get("seen", ""))
    except Refused as refused:
        return JsonResponse({"sentence": refused.sentence}, status=409)
    sentence = f"Draft saved at {timeuk(kept.saved_at)}{_but(form)}"
    return JsonResponse({"seen": accounts.version(kept), "sentence": sentence})


def _but(form: AccountForm) -> str:
    """What of it is not kept, after a comma."""
    return ", without the leadership time, which is no number yet" if "pas_used" in form.errors else ""


def _other_words(own: Account | None, form: AccountForm) -> list[tuple[str, str]]:
    """What is saved now where it is not what was typed here: label and text."""
    said = form.drafted()
    return [(label, getattr(own, name)) for name, label in QUESTIONS if own and getattr(own, name) != said[name]]

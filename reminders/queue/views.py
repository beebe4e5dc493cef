"""The pages of those who see to letters that do not go out, and to addresses that are refused."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from people.accounts.requests import signed_in
from people.design.words import plural
from people.models import User
from people.refusals import Refused
from reminders.addresses.services import clear, refusals_kept_by
from reminders.queue import services
from reminders.queue.policies import may_open, sees_all
from reminders.queue.reading import ORDERS, SHOWN, Ask, counts, letters, row
from reminders.trouble import Why

A_PAGE = 50


def _administrator(request: HttpRequest) -> User:
    user = signed_in(request)
    if not may_open(user):
        raise Http404
    return user


@login_required
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Letters by state, with reasons and ages; whoever administers may send them again."""
    user = _administrator(request)
    ask = Ask.of(request.GET.dict())
    page = Paginator(letters(ask, user), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "ask": ask,
        "page": page,
        "rows": [row(message, user) for message in page],
        "shown": [(key, SHOWN[key][0], number) for key, number in counts(user).items()],
        "whys": Why.choices,
        "orders": ORDERS,
        "title": SHOWN[ask.show][0],
        "refused": refusals_kept_by(user).filter(cleared_at=None).count(),
        "all": sees_all(user),
        "ticked": "ticked" in request.GET,
        "today": timezone.localdate(),
    }
    return render(request, "reminders/queue_list.jinja", context)


@login_required
@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    """Sends again what was chosen, and goes back to the page where it was."""
    user = _administrator(request)
    keys = [int(key) for key in request.POST.getlist("message") if key.isascii() and key.isdigit() and len(key) < 16]
    done = services.retry(keys, by=user, doubtful=request.POST.get("doubtful") == "yes")
    if done.number:
        messages.success(request, f"{plural(done.number, 'letter')} will be sent within a minute.")
    for sentence in done.left:
        messages.error(request, f"Not sent again, {sentence[:1].lower()}{sentence[1:]}")
    if not (done.number or done.left):
        messages.error(request, "Choose the letters to send again: tick the box before each.")
    back = request.POST.get("back", "")
    safe = back.startswith("?") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    response = redirect("queue:list")
    if safe:
        response["Location"] += back
    return response


@login_required
@require_safe
def addresses(request: HttpRequest) -> HttpResponse:
    """The addresses that stand as refused, the latest first, with the mail server's words."""
    user = _administrator(request)
    standing = refusals_kept_by(user).filter(cleared_at=None).select_related("user").order_by("-refused_at", "-pk")
    page = Paginator(standing, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reminders/queue_addresses.jinja", {"page": page})


@login_required
@require_POST
def clear_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that an address is good again."""
    user = _administrator(request)
    found = get_object_or_404(refusals_kept_by(user), pk=pk)
    try:
        clear(found, by=user)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, f"{found.address} is cleared. What was held back goes out within a minute.")
    return redirect("queue:addresses")

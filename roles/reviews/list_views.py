"""The list of one's role reviews."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.accounts.requests import signed_in
from roles.reviews.listing import listed, page_of, past, still_open


@login_required
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Of roles that I hold and those that I hold as reviewer: open ones, or with `past` those that both have signed."""
    user, over = signed_in(request), bool(request.GET.get("past"))
    page = page_of(past(user) if over else still_open(user), request.GET.get("page"))
    others = still_open(user) if over else past(user)
    context = {
        "page": page,
        "rows": listed(list(page), user, timezone.localdate()),
        "past": over,
        "others": others.exists(),
    }
    return render(request, "roles/reviews_list.jinja", context)

"""Who has looked at my pay: the page, and the same list as a file."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.accounts.requests import signed_in
from people.design.sheets import CSV, as_csv
from people.design.words import longtime
from people.models import User
from rewards.looks.forms import YearForm
from rewards.looks.models import PayLook
from rewards.looks.reading import lines, told, years_of

A_PAGE = 50


@login_required
@require_safe
def looks(request: HttpRequest) -> HttpResponse:
    """Every look at one's own pay by someone else, the newest first; of nobody else's."""
    user = signed_in(request)
    years = years_of(user)
    form, found = _asked(request, user, years)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "several": len(years) > 1,
        "page": page,
        "rows": told(list(page)),
        "query": request.GET.urlencode(),
    }
    return render(request, "rewards/looks_list.jinja", context)


@login_required
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The list as CSV, whole."""
    user = signed_in(request)
    _, found = _asked(request, user, years_of(user))
    response = HttpResponse(as_csv(lines(list(found), user, longtime(timezone.now()))), content_type=CSV)
    response["Content-Disposition"] = 'attachment; filename="who-looked-at-my-pay.csv"'
    return response


def _asked(request: HttpRequest, user: User, years: list[int]) -> tuple[YearForm, QuerySet[PayLook]]:
    """The year chosen, and the looks of it; a year without any is an error beside the field, and all are listed."""
    form = YearForm({"year": request.GET.get("year", "")}, years=years)
    found = PayLook.objects.filter(subject=user).select_related("viewer", "organisation").order_by("-last_at", "-pk")
    if form.is_valid() and form.cleaned_data["year"]:
        found = found.filter(day__year=int(form.cleaned_data["year"]))
    return form, found

"""My package on any day, line by line: on the page and on paper."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from people.accounts.requests import signed_in
from rewards.elements.models import ElementKind
from rewards.packages.day import day_of
from rewards.packages.forms import DayForm
from rewards.packages.paper import on_one_page
from rewards.packages.picture import picture


@login_required
@require_safe
def package(request: HttpRequest) -> HttpResponse:
    """The signed-in person's own package; nobody else's is ever shown here."""
    today = timezone.localdate()
    form, on = _asked(request, today)
    context: dict[str, object] = {"form": form, "today": today, "day": None}
    if on is not None:
        day = day_of(signed_in(request), on, today)
        context |= {"day": day, "picture": picture(day.steps, on), "kinds": {k.value: k.label for k in ElementKind}}
    return render(request, "rewards/packages_package.jinja", context)


@login_required
@require_safe
def on_paper(request: HttpRequest) -> HttpResponse:
    """The same on one page of A4; a day that can't be read is for the page to say."""
    today = timezone.localdate()
    _, on = _asked(request, today)
    if on is None:
        return redirect(f"{reverse('rewards:package')}?{request.GET.urlencode()}")
    user = signed_in(request)
    paper = on_one_page(user, day_of(user, on, today), timezone.localtime())
    name = f"package-{on.isoformat()}.pdf"
    return HttpResponse(
        paper, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def _asked(request: HttpRequest, today: date) -> tuple[DayForm, date | None]:
    """The day in the address; today where none is named, None where it can't be read."""
    asked = any(name == "on" or name.startswith("on-") for name in request.GET)
    form = DayForm(request.GET if asked else None, initial={"on": today})
    if not asked:
        return form, today
    return form, form.cleaned_data["on"] if form.is_valid() else None

"""What one can show: a page of one's own."""

from itertools import groupby
from operator import attrgetter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from people.accounts.requests import signed_in
from roles.catalogue.models import Competency
from roles.catalogue.words import FRAMEWORKS
from roles.fit import services
from roles.fit.forms import ShowingForm
from roles.fit.models import OwnCompetency


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def showing(request: HttpRequest) -> HttpResponse:
    """Says, or changes, which of the competencies one can show."""
    user = signed_in(request)
    form = ShowingForm(request.POST or None) if request.method == "POST" else ShowingForm()
    if request.method == "POST" and form.is_valid():
        services.say(user, form.cleaned_data["shown"])
        messages.success(request, "Saved. Posts now show what you can show and what is missing.")
        return redirect("fit:showing")
    if request.method == "POST":
        ticked = set(request.POST.getlist("shown"))
    else:
        held = OwnCompetency.objects.filter(user=user).values_list("competency_id", flat=True)
        ticked = {str(key) for key in held}
    asked = Competency.objects.filter(archetypes__isnull=False).distinct().order_by("framework", "pk")
    groups = [(FRAMEWORKS.get(name, name), list(those)) for name, those in groupby(asked, key=attrgetter("framework"))]
    return render(request, "roles/fit_showing.jinja", {"form": form, "groups": groups, "ticked": ticked})

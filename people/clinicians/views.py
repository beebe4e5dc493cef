"""One's own clinical profile."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from people.accounts.requests import signed_in
from people.clinicians import services
from people.clinicians.forms import ProfileForm
from people.clinicians.models import Clinician


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Says, or changes, what one is as a clinician and what one looks for."""
    user = signed_in(request)
    held = Clinician.objects.filter(user=user).first()
    form = ProfileForm(request.POST or None, initial=model_to_dict(held) if held else None)
    if request.method == "POST" and form.is_valid():
        services.save_profile(user, **form.cleaned_data)
        messages.success(request, "Your profile is saved. Posts now show how they fit you.")
        return redirect("pages:account")
    return render(request, "people/clinicians_profile.jinja", {"form": form, "held": held})

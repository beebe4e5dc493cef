"""The page that merges a service into another."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from people import forms
from people.accounts.requests import signed_in
from people.administration.merging import merge
from people.administration.policies import services_kept_by
from people.design.words import longdate
from people.organisations.models import Service
from people.refusals import Refused


class MergeForm(forms.Form):
    """Into which service, and from when."""

    into = forms.ModelSelectField(
        "Service that goes on", queryset=Service.objects.none(), empty_label="Choose", missing="Choose the service"
    )
    on = forms.DateField("From", hint="The first day on which there is only the other.", missing="Enter the day")

    def __init__(self, *args: Any, service: Service, **options: Any) -> None:
        super().__init__(*args, **options)
        others = Service.objects.filter(organisation=service.organisation_id, closed_on=None).exclude(pk=service.pk)
        self.field("into", forms.ModelSelectField).queryset = others


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def merging(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks into which, and from when."""
    user = signed_in(request)
    service = get_object_or_404(services_kept_by(user).select_related("organisation", "merged_into"), pk=pk)
    form = MergeForm(request.POST or None, service=service)
    if request.method == "POST" and form.is_valid():
        try:
            merge(service, form.cleaned_data["into"], on=form.cleaned_data["on"], by=user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(
                request,
                f"{service} is part of {form.cleaned_data['into']} from {longdate(form.cleaned_data['on'])}.",
            )
            return redirect("organisation:services", service.organisation_id)
    return render(request, "people/administration_merge.jinja", {"service": service, "form": form})

"""The check's own page, for the holder and human resources alone."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from people.accounts.requests import signed_in
from people.refusals import Refused
from roles.appointments.models import Appointment
from roles.fitness import services
from roles.fitness.forms import AttestForm, CheckForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Attested by the holder, recorded by human resources; three queries beside the role's own."""
    user = signed_in(request)
    related = ("user", "organisation", "post")
    appointment = get_object_or_404(Appointment.objects.select_related(*related), pk=appointment_id)
    holder, records = appointment.user_id == user.pk, services.may_record(user, appointment)
    if not (holder or records) or not services.asks_for_it(appointment):
        raise Http404
    typed = request.POST if request.method == "POST" else None
    form: AttestForm | CheckForm = AttestForm(typed) if holder else CheckForm(typed)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if holder:
                services.attest(appointment, declared=said["declared"], by=user)
            else:
                found_fit = said.pop("found_fit") == "yes"
                services.record(appointment, found_fit=found_fit, by=user, **said)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Recorded. The next is due in a year.")
            return redirect("fitness:page", appointment.pk)
    context = {
        "appointment": appointment,
        "form": form,
        "holder": holder,
        "attestations": list(appointment.attestations.all()),
        "checks": list(appointment.fitness_checks.select_related("by")),
    }
    return render(request, "roles/fitness.jinja", context)

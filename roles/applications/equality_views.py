"""The applicant's equality answers: read and changed by their owner alone, until the application is sent."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from people.accounts.requests import signed_in
from people.refusals import Refused
from roles.applications.pseudonym import pseudonyms
from roles.applications.services import answer_equality
from roles.applications.views import mine_or_404, only_reads, up
from roles.equality.forms import AnswersForm
from roles.equality.services import answers_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def equality(request: HttpRequest, reference: str) -> HttpResponse:
    """Six questions on one page: none has to be answered."""
    application = mine_or_404(request, reference)
    if only_reads(request, application, None):
        return redirect(up(application))
    known = answers_of(pseudonyms(application))
    form = AnswersForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            answer_equality(application, form.cleaned_data, by=signed_in(request))
            return redirect(up(application))
        except Refused as refused:
            form.refuse(refused)
    context = {"application": application, "post": application.post, "form": form}
    return render(request, "roles/applications_equality.jinja", context)

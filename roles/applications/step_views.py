"""The steps beside the statements: one page for each, saved as typed."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people.accounts.requests import signed_in
from people.design.words import timeuk
from people.refusals import Refused
from roles.applications import parts, services
from roles.applications.keeping import forget_typed, keeps_typed, typed_before
from roles.applications.models import Application, Part
from roles.applications.pages import Page
from roles.applications.steps import FORMS, Rows, Step
from roles.applications.views import mine_or_404, only_reads, up


@keeps_typed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """One step; each save keeps it, however unfinished, and going on says what is left."""
    if name not in FORMS:
        raise Http404
    application = mine_or_404(request, reference)
    waiting = typed_before(request) if request.method != "POST" else None
    if only_reads(request, application, waiting):
        return redirect(up(application))
    part = application.parts.filter(name=name).first()
    seen = parts.version(part)
    asked = parts.asked_of(application)
    if request.method == "POST":
        form = FORMS[name](request.POST, asked=asked)
        try:
            part = parts.save_part(
                application, name, request.POST, by=signed_in(request), seen=request.POST.get("seen", "")
            )
            forget_typed(request)
            if answer := _after(request, application, form, name):
                return answer
            form.add_error(None, "What you typed is kept. Put these right before you send the application.")
        except Refused as refused:
            form.refuse(refused)
        seen = parts.version(_now(application, name))
    elif waiting:
        form = FORMS[name].shown({key: str(waiting[key]) for key in waiting}, asked=asked)
    else:
        form = FORMS[name].shown(part.typed if part else {}, asked=asked)
    context = {
        "application": application,
        "post": application.post,
        "form": form,
        "name": name,
        "part": part,
        "seen": seen,
        "rows": form.rows if isinstance(form, Rows) else [],
        "others": form.others if isinstance(form, Rows) else list(form),
        "was_signed_out": waiting is not None,
        "closed": services.closed_sentence(application.post, timezone.now()),
    }
    return render(request, "roles/applications_step.jinja", context)


@login_required
@require_POST
def keep(request: HttpRequest, reference: str, name: str) -> JsonResponse:
    """Keeps a step while it is typed; the page's script asks for this."""
    if name not in FORMS:
        raise Http404
    application = mine_or_404(request, reference)
    try:
        part = parts.save_part(
            application, name, request.POST, by=signed_in(request), seen=request.POST.get("seen", "")
        )
    except Refused as refused:
        return JsonResponse({"sentence": refused.sentence}, status=409)
    return JsonResponse({"seen": parts.version(part), "sentence": f"Draft saved at {timeuk(part.saved_at)}"})


def _now(application: Application, name: str) -> Part | None:
    return application.parts.filter(name=name).first()


def _after(request: HttpRequest, application: Application, form: Step, name: str) -> HttpResponse | None:
    """Where the button leads; None where the page is shown again, with what is left."""
    if "more" in request.POST:
        return redirect("applications:step", application.reference, name)
    if "next" not in request.POST:
        return redirect(up(application))
    return redirect(Page(application).step_after(name)) if form.is_valid() else None

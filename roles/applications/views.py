"""Applying, page by page: start, a statement against each criterion, check, receipt, withdraw."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from people.accounts.requests import signed_in
from people.design.words import timeuk
from people.forms import Form
from people.history import history_of
from people.refusals import Refused
from roles.applications import policies, services
from roles.applications.asides import asides
from roles.applications.forms import SendForm, StatementForm
from roles.applications.keeping import forget_typed, keeps_typed, typed_before
from roles.applications.models import Application, ApplicationStatus, Statement
from roles.applications.pages import Page
from roles.posts.models import AssessedBy, Criterion, Post

PAGE_SIZE = 25


def mine_or_404(request: HttpRequest, reference: str) -> Application:
    """The signed-in person's own application of that reference."""
    mine = Application.objects.visible_to(signed_in(request)).select_related("post__organisation", "applicant")
    return get_object_or_404(mine, reference=reference)


@login_required
def list_page(request: HttpRequest) -> HttpResponse:
    """My applications, newest first (index application_of_person)."""
    mine = (
        Application.objects.visible_to(signed_in(request))
        .select_related("post", "offer")
        .only("reference", "status", "started_at", "submitted_at", "post__title", "post__organisation_name",
              "post__closes_at", "post__status", "offer__status", "offer__answer_by")
        .order_by("-started_at", "-pk")
    )  # fmt: skip
    page = Paginator(mine, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [Page(application) for application in page]
    return render(request, "roles/applications_list.jinja", {"page": page, "rows": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, post_id: int) -> HttpResponse:
    """What applying means, and the button that begins it; a link here survives signing in."""
    post = get_object_or_404(Post.objects.published(), pk=post_id)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            return redirect("applications:detail", services.start(post, signed_in(request)).reference)
        except Refused as refused:
            form.is_valid()
            form.refuse(refused)
    there = Application.objects.visible_to(signed_in(request)).filter(post=post).first()
    if there is not None and there.status != ApplicationStatus.WITHDRAWN:
        return redirect("applications:detail", there.reference)
    context = {
        "post": post,
        "form": form,
        "closed": services.closed_sentence(post, timezone.now()),
        "clinician": policies.is_clinician(signed_in(request)),
        "criteria": list(post.criteria.written()),
        "at_interview": [each.text for each in post.criteria.filter(assessed_by=AssessedBy.INTERVIEW)],
    }
    return render(request, "roles/applications_start.jinja", context)


@login_required
def detail(request: HttpRequest, reference: str) -> HttpResponse:
    """The task list of a draft; of a sent application its record, with the receipt on top."""
    application = mine_or_404(request, reference)
    page = Page(application)
    context = {"application": application, "post": application.post, "page": page}
    if application.status == ApplicationStatus.DRAFT:
        return render(
            request,
            "roles/applications_tasks.jinja",
            {**context, "closed": services.closed_sentence(application.post, timezone.now())},
        )
    context |= {
        "answers": page.answers(),
        "parts": [(step.title, step.lines()) for step, part in page.steps.values() if part],
        "history": history_of(application),
        "asides": asides(application),
    }
    return render(request, "roles/applications_record.jinja", context)


def _criterion(application: Application, criterion_id: int) -> tuple[Criterion, Statement | None]:
    criterion = get_object_or_404(application.post.criteria.written(), pk=criterion_id)
    return criterion, application.statements.filter(criterion=criterion).first()


@keeps_typed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest, reference: str, criterion_id: int) -> HttpResponse:
    """One statement; each save keeps the draft, however unfinished."""
    application = mine_or_404(request, reference)
    criterion, there = _criterion(application, criterion_id)
    waiting = typed_before(request) if request.method != "POST" else None
    if only_reads(request, application, waiting):
        return redirect(up(application))
    seen = services.version(there)
    if request.method == "POST":
        form = StatementForm(request.POST)
        try:
            there = services.save_statement(
                application, criterion, form.typed(), by=signed_in(request), seen=request.POST.get("seen", "")
            )
            seen = services.version(there)
            forget_typed(request)
            if form.is_valid():
                following = Page(application).after(criterion)
                return redirect(following if "next" in request.POST else up(application))
            form.add_error("text", "What you typed is kept.")
        except Refused as refused:
            form.is_valid()
            form.refuse(refused)
    else:
        form = StatementForm(waiting or None, initial={"text": there.text if there else ""})
    context = {
        "application": application,
        "post": application.post,
        "criterion": criterion,
        "saved": there,
        "form": form,
        "seen": seen,
        "was_signed_out": waiting is not None,
        "closed": services.closed_sentence(application.post, timezone.now()),
    }
    return render(request, "roles/applications_statement.jinja", context)


def only_reads(request: HttpRequest, application: Application, waiting: object) -> bool:
    """Whether nothing here can be changed: it was sent, and no words typed before signing in wait to be shown."""
    return request.method != "POST" and not waiting and application.status != ApplicationStatus.DRAFT


def up(application: Application) -> str:
    return Page(application).address


@login_required
@require_POST
def autosave(request: HttpRequest, reference: str, criterion_id: int) -> JsonResponse:
    """Keeps a statement while it is typed; the page's script asks for this."""
    application = mine_or_404(request, reference)
    criterion, _ = _criterion(application, criterion_id)
    form = StatementForm(request.POST)
    try:
        kept = services.save_statement(
            application, criterion, form.typed(), by=signed_in(request), seen=request.POST.get("seen", "")
        )
    except Refused as refused:
        return JsonResponse({"sentence": refused.sentence}, status=409)
    at = timeuk(kept.saved_at)
    return JsonResponse({"seen": services.version(kept), "sentence": f"Draft saved at {at}"})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Check your answers, confirm, send."""
    application = mine_or_404(request, reference)
    form = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        confirmed = form.is_valid()
        sent_before = application.status not in {ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN}
        if confirmed or sent_before:
            try:
                services.submit(application, by=signed_in(request), confirmed=confirmed)
                return redirect("applications:receipt", reference)
            except Refused as refused:
                form.refuse(refused)
    if application.status != ApplicationStatus.DRAFT and not form.is_bound:
        return redirect(up(application))
    page = Page(application)
    left = page.left
    if left and form.errors and not form.non_field_errors():
        form.add_error(None, left)
    context = {
        "application": application,
        "post": application.post,
        "form": form,
        "tasks": page.tasks,
        "closed": services.closed_sentence(application.post, timezone.now()),
        "left": left,
    }
    return render(request, "roles/applications_check.jinja", context)


@login_required
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """That it was sent, and what happens next and when."""
    application = mine_or_404(request, reference)
    if application.submitted_at is None:
        return redirect(up(application))
    context = {
        "application": application,
        "post": application.post,
        "contact": services.contact_of(application.post),
    }
    return render(request, "roles/applications_receipt.jinja", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Asks first, then takes the application back."""
    application = mine_or_404(request, reference)
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            services.withdraw(application, by=signed_in(request))
            messages.success(request, f"You withdrew your application for {application.post.title}.")
            return redirect("applications:list")
        except Refused as refused:
            form.is_valid()
            form.refuse(refused)
    elif application.status not in Page.MAY_WITHDRAW:
        raise Http404
    context = {"application": application, "post": application.post, "form": form}
    return render(request, "roles/applications_withdraw.jinja", context)

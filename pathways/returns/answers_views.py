"""A check-in by questions in the browser."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from pathways.returns import answers
from pathways.returns.answers_forms import AnswersForm, ReplyForm
from pathways.returns.answers_models import ASKED, CheckInAnswers
from pathways.returns.models import CheckIn
from people.accounts.requests import signed_in
from people.refusals import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """The clinician answers; changes are taken until the supervisor replies."""
    me = signed_in(request)
    mine = CheckIn.objects.filter(plan__user=me, kind__in=ASKED).select_related("plan__supervisor", "plan__user")
    step = get_object_or_404(mine, pk=pk)
    given = CheckInAnswers.objects.filter(check_in=step).first()
    form = AnswersForm(request.POST if request.method == "POST" else None, given=given)
    held = set(step.plan.check_ins.exclude(done_on=None).values_list("kind", flat=True))
    why_not = answers.why_not_ask(step, held, step.plan.days.agreed().count())
    if request.method == "POST" and form.is_valid():
        try:
            answers.give(step, by=me, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, f"Thank you. {step.plan.supervisor or 'Your next supervisor'} reads your answers and replies."
            )
            return redirect("returns:detail", step.plan_id)
    context = {"step": step, "plan": step.plan, "form": form, "why_not": why_not}
    return render(request, "pathways/returns_answers.jinja", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The supervisor reads the answers and replies."""
    me = signed_in(request)
    supervised = CheckIn.objects.visible_to(me).filter(plan__supervisor=me, answers__isnull=False)
    step = get_object_or_404(supervised.select_related("plan__user", "plan__supervisor", "answers", "done_by"), pk=pk)
    step.answers.check_in = step
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            answers.reply(step, by=me, **form.cleaned_data)
        except Refused as refused:
            form.refuse(Refused(refused.sentence, field="text" if refused.field in ("text", "note") else None))
        else:
            messages.success(request, f"Your reply is with {step.plan.user}, and the check-in is recorded.")
            return redirect("returns:detail", step.plan_id)
    context = {
        "step": step,
        "plan": step.plan,
        "given": step.answers,
        "wellbeing": step.answers.wellbeing_for(me),
        "form": form,
    }
    return render(request, "pathways/returns_reply.jinja", context)

"""Supervised days in the browser: the clinician and the supervisor log them, the supervisor agrees them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from pathways.returns import policies, supervision
from pathways.returns.models import UNDER_SUPERVISION
from pathways.returns.supervision_forms import AgreeForm, DayForm
from pathways.returns.supervision_models import SupervisedDay
from pathways.returns.views import visible
from people.accounts.requests import signed_in
from people.design.words import longdate, plural
from people.refusals import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: HttpRequest, pk: int) -> HttpResponse:
    """All the days, and the short form for one more; for the supervisor also those to agree."""
    me = signed_in(request)
    plan = get_object_or_404(visible(request), pk=pk)
    logged = list(plan.days.select_related("logged_by", "agreed_by"))
    supervises = policies.is_supervisor_of(me, plan)
    waiting = [(str(d.pk), f"{longdate(d.day)}: {d.get_work_display().lower()}") for d in logged if not d.agreed_at]
    posted = request.POST if request.method == "POST" else None
    agreeing = supervises and posted is not None and "agree" in posted
    form = DayForm(None if agreeing else posted, plan=plan, last=logged[-1] if logged else None)
    agree = AgreeForm(posted if agreeing else None, waiting=waiting) if supervises and waiting else None
    if agreeing and agree is None:
        messages.info(request, "No day waits to be agreed any more.")
        return redirect("returns:days", pk)
    if agreeing and agree is not None and agree.is_valid():
        try:
            new = supervision.agree_days(plan, by=me, days=[int(key) for key in agree.cleaned_data["days"]])
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, f"{plural(new, 'day')} agreed.")
        return redirect("returns:days", pk)
    if posted is not None and not agreeing and form.is_valid():
        try:
            made = supervision.log_day(plan, by=me, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"Logged: {longdate(made.day)}.")
            return redirect("returns:days", pk)
    context = {
        "plan": plan,
        "days": logged,
        "agreed": len(logged) - len(waiting),
        "supervises": supervises,
        "loggable": plan.status in UNDER_SUPERVISION or form.is_bound,
        "form": form,
        "agree": agree,
        "has_errors": bool(form.errors or (agree and agree.errors)),
    }
    return render(request, "pathways/returns_days.jinja", context)


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes one day out."""
    me = signed_in(request)
    logged = get_object_or_404(SupervisedDay.objects.visible_to(me), pk=pk)
    try:
        supervision.take_back(logged, by=me)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, f"Taken out: {longdate(logged.day)}.")
    return redirect("returns:days", logged.plan_id)

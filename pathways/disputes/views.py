"""Mediation and appeal of one split: where it stands, and the one form of the step that comes next."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pathways.disputes import course, policies, services, words
from pathways.disputes.course import Stage
from pathways.disputes.forms import FORMS, AskForm
from pathways.disputes.models import Mediation
from pathways.disputes.reading import course_of, days_of, latest_of
from pathways.splits.models import TRANSITIONS, SplitStatus, TimeSplit
from pathways.splits.words import standing
from people import forms
from people.accounts.requests import signed_in
from people.models import User
from people.refusals import Refused

ASK = "ask"
DOES: dict[str, Callable[..., object]] = {
    Stage.NAME: services.name_mediator,
    Stage.MEET: services.set_meeting,
    Stage.DECIDE: services.decide,
    Stage.APPEAL: services.appeal,
    Stage.CONVENE: services.convene,
    Stage.RECOMMEND: services.recommend,
    Stage.BOARD: services.decide_appeal,
}
BUTTONS = {
    ASK: "Ask for mediation",
    Stage.NAME: "Name the mediator",
    Stage.MEET: "Set the meeting",
    Stage.DECIDE: "Give the outcome",
    Stage.APPEAL: "Appeal",
    Stage.CONVENE: "Set the hearing",
    Stage.RECOMMEND: "Record the recommendation",
    Stage.BOARD: "Record the decision",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was asked, met, decided and appealed, and what this reader may do next."""
    user, today = signed_in(request), timezone.localdate()
    sent = TimeSplit.objects.exclude(submitted_at=None).select_related("user", "service", "organisation", "appointment")
    split = get_object_or_404(sent.prefetch_related("lines__service"), pk=pk)
    mediation = latest_of(split)
    if not policies.may_read(user, split, mediation):
        raise Http404
    offered = _offered(user, split, mediation)
    asked = request.POST.get("step", "")
    form, wanted, said = None, "", ""
    if request.method == "POST" and asked in BUTTONS:
        wanted, form = asked, (AskForm if asked == ASK else FORMS[Stage(asked)])(request.POST)
        if form.is_valid():
            try:
                _take(asked, split, mediation, user, form)
            except Refused as refused:
                form.refuse(refused)
                said = next((str(value) for value in form.cleaned_data.values() if isinstance(value, str)), "")
            else:
                messages.success(request, "Done. Everyone concerned has been told.")
                return redirect("disputes:detail", split.pk)
    now, due = _now(mediation, today)
    context = {
        "split": split,
        "mediation": mediation,
        "standing": standing(split, today),
        "steps": words.steps(mediation, today) if mediation else [],
        "now": words.NEXT[now] if now else None,
        "due": due,
        "today": today,
        "owner": user.pk == split.user_id,
        "forms": _forms(offered, mediation, wanted, form),
        "refused": form if form is not None and wanted not in offered else None,
        "said": said,
        "last_day": services.last_day_to_ask(split) if ASK in offered and user.pk == split.user_id else None,
    }
    return render(request, "pathways/disputes_detail.jinja", context)


def _now(mediation: Mediation | None, today: Any) -> tuple[Stage | None, Any]:
    if mediation is None:
        return None, None
    days, so_far = days_of(mediation.split, today), course_of(mediation)
    now = course.stage(so_far, today, days)
    return now, course.due(so_far, now, days)


def _offered(user: User, split: TimeSplit, mediation: Mediation | None) -> list[str]:
    """The steps that this reader may take: mostly none or one; a meeting may be moved beside its outcome."""
    now, _ = _now(mediation, timezone.localdate())
    if mediation is None or now is Stage.OVER:
        possible = SplitStatus.IN_MEDIATION in TRANSITIONS[split.status] and policies.may_ask(user, split)
        refused = mediation is not None and mediation.outcome == "refused"
        return [ASK] if possible and not refused else []
    assert now is not None  # there is a mediation
    before = {Stage.DECIDE: Stage.MEET, Stage.RECOMMEND: Stage.CONVENE}.get(now)
    return [step for step in (now, before) if step and policies.acts(user, mediation, step)]


def _forms(
    offered: list[str], mediation: Mediation | None, wanted: str, bound: forms.Form | None
) -> list[tuple[str, forms.Form, str]]:
    """Each offered step with its form, the one just sent as it was typed, and the words of its button."""
    return [
        (step, bound if step == wanted and bound is not None else _fresh(step, mediation), BUTTONS[step])
        for step in offered
    ]


def _fresh(step: str, mediation: Mediation | None) -> forms.Form:
    if step == ASK:
        return AskForm()
    initial: dict[str, Any] = {}
    if mediation is not None and step == Stage.MEET:
        initial = {"meets_on": mediation.meets_on}
    elif mediation is not None and step == Stage.CONVENE:
        panel = mediation.appeal
        initial = {"chair": panel.chair, "independent": panel.independent, "hearing_on": panel.hearing_on}
    return FORMS[Stage(step)](initial=initial)


def _take(step: str, split: TimeSplit, mediation: Mediation | None, user: User, form: forms.Form) -> None:
    data = form.cleaned_data
    if step == ASK:
        services.ask(split, data["grounds"], by=user)
    elif mediation is None:
        raise Refused(services.MOVED_ON)
    elif step == Stage.MEET:
        services.set_meeting(mediation, data["meets_on"], by=user)
    else:
        DOES[step](mediation, **data, by=user)

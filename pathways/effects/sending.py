"""Check your answers: the last look before a split is sent, with all that it would do."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from pathways.effects.reading import WEIGHED, effects_of, money_of
from pathways.splits import facts, rules, services
from pathways.splits.forms import SendForm
from pathways.splits.models import CHANGEABLE
from pathways.splits.pay import cost_of
from pathways.splits.views import own, week_of
from people.accounts.requests import signed_in
from people.refusals import Refused


@login_required
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft with its findings, the effects that those who sign will read, and the button that sends it."""
    drafts = (
        own(request)
        .select_related("appointment__archetype", "user__clinician", "corrects__organisation")
        .prefetch_related("lines__service")
    )
    split = get_object_or_404(drafts, pk=pk)
    form = SendForm(request.POST or None, initial={"version": split.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.submit(split, by=signed_in(request), version=form.cleaned_data["version"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Your time split has been sent. Those who sign it have been told.")
            return redirect("splits:detail", split.pk)
    elif split.status not in CHANGEABLE:
        return redirect("splits:detail", split.pk)
    today = timezone.localdate()
    known = facts.known_of(split, *WEIGHED, today=today)
    found, cost = facts.findings_of(split, known), cost_of(split)
    in_the_way = services.rewriting(split, today)
    stopped = in_the_way is not None or bool(rules.errors(found))
    context = {
        "split": split,
        "form": form,
        "found": found,
        "stopped": stopped,
        "in_the_way": in_the_way.sentence if in_the_way else "",
        "unexplained": services.UNEXPLAINED if rules.warnings(found) and not split.reason else "",
        "cost": cost,
        "money": money_of(split, cost, known),
        "effects": None if stopped else effects_of(split, today, known),
        **week_of(split),
    }
    return render(request, "pathways/effects_answers.jinja", context)

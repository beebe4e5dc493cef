"""The owner's pages of time splits."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from pathways.splits import facts, services
from pathways.splits.asides import asides
from pathways.splits.career import Held, Stretch, stretches
from pathways.splits.differences import differences
from pathways.splits.effect import cover_effect
from pathways.splits.forms import SendForm
from pathways.splits.models import AGREED, CHANGEABLE, CORRECTABLE, PENDING, SplitStatus, TimeSplit
from pathways.splits.past import past_of
from pathways.splits.policies import is_signatory_now
from pathways.splits.timetable import grid
from pathways.splits.week import wte
from pathways.splits.words import disagreement_link, signatures, standing
from people.accounts.requests import signed_in
from people.refusals import Refused
from roles.models import Appointment

OPEN = [*CHANGEABLE, *PENDING]


def own(request: HttpRequest) -> QuerySet[TimeSplit]:
    """One's own splits."""
    return TimeSplit.objects.filter(user=request.user.pk).select_related(
        "user", "service", "organisation", "appointment"
    )


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What is in force, what comes next, what is being agreed, and what was, newest first."""
    today = timezone.localdate()
    shown = own(request).order_by("-period")
    agreed = shown.filter(status__in=[SplitStatus.IN_FORCE, SplitStatus.SIGNED_OFF])
    running = [s for s in agreed if s.period.upper is None or s.period.upper > today]
    past = shown.exclude(status__in=OPEN).exclude(pk__in=[s.pk for s in running])
    page = Paginator(past, 10).get_page(request.GET.get("page"))
    appointments = Appointment.objects.filter(user=request.user.pk, term__contains=today)
    return render(
        request,
        "pathways/splits_list.jinja",
        {
            "current": [(s, standing(s, today)) for s in running if s.starts <= today],
            "coming": [(s, standing(s, today)) for s in running if s.starts > today][::-1],
            "open": [(s, standing(s, today)) for s in shown.filter(status__in=OPEN)],
            "past": [(s, standing(s, today)) for s in page],
            "page": page,
            "career_so_far": _career(request, today),
            "roles_without": list(appointments.exclude(splits__status__in=[*OPEN, *["signed_off", "in_force"]])),
        },
    )


def _career(request: HttpRequest, today: date) -> tuple[Stretch, ...]:
    """The agreed weeks until today; nothing to draw before there are two of them."""
    agreed = TimeSplit.objects.filter(user=request.user.pk, status__in=AGREED).only(
        "period", "dcc_pas", "spa_pas", "anr_pas", "ed_pas"
    )
    held = [Held(s.starts, s.period.upper, s.dcc_pas, s.spa_pas, s.anr_pas, s.ed_pas) for s in agreed]
    return stretches(held, today) if len(held) > 1 else ()


def week_of(split: TimeSplit) -> dict[str, Any]:
    """The week of a split for its page: its picture, what it changes, and its share of a week that knows no PAs."""
    lines = facts.lines_of(split)
    before = facts.agreed_before(split)
    return {
        "grid": grid(lines),
        "week_before": before,
        "changed": differences(facts.lines_of(before), lines) if before else (),
        "wte": wte(split.total_pas) if facts.counts_in_hours(split.user, split.starts) else None,
    }


@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more, then withdraws."""
    split = get_object_or_404(own(request), pk=pk)
    form = SendForm(request.POST or None, initial={"version": split.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw(split, by=signed_in(request), version=form.cleaned_data["version"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, "Your time split is withdrawn.")
            return redirect("splits:list")
    elif split.status not in OPEN:
        return redirect("splits:detail", split.pk)
    return render(request, "pathways/splits_withdraw.jinja", {"split": split, "form": form})


@login_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The record: where it stands and whose turn it is, its lines, findings, effect, signatures and history."""
    today = timezone.localdate()
    seen = TimeSplit.objects.visible_to(signed_in(request), today)
    split = get_object_or_404(
        seen.select_related("user", "service", "organisation", "appointment", "corrects").prefetch_related(
            "lines__service", "sign_offs__by", "sign_offs__on_behalf_of"
        ),
        pk=pk,
    )
    owner = split.user_id == request.user.pk
    return render(
        request,
        "pathways/splits_detail.jinja",
        {
            "split": split,
            "standing": standing(split, today, names=True),
            "owner": owner,
            "turn": not owner and is_signatory_now(request.user, split),
            "changeable": owner and split.status in CHANGEABLE,
            "withdrawable": owner and split.status in OPEN,
            "found": facts.findings_of(split) if split.status in OPEN else (),
            "judged": split.status in OPEN,
            "effect": cover_effect(split) if split.status in OPEN else None,  # an agreed week is in the sum
            "history": past_of(split, signed_in(request)),
            "signatures": signatures(split),
            "remarks": list(split.remarks.select_related("by")),
            "correctable": owner and split.status in CORRECTABLE and split.starts < today,
            "disagreement": owner and disagreement_link(split),
            "today": today,
            "asides": asides(signed_in(request), split),
            **week_of(split),
        },
    )

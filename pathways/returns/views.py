"""The pages of return plans, read by the clinician and the supervisor alone."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pathways.returns import grounds, phases, policies, services
from pathways.returns.answers_models import ASKED, CheckInAnswers
from pathways.returns.asides import asides
from pathways.returns.concern_models import Concern
from pathways.returns.facts import flags_for
from pathways.returns.forms import CheckInForm, ExtendForm, PlanForm
from pathways.returns.grounds import Ground
from pathways.returns.models import (
    BEFORE_RETURN,
    UNDER_SUPERVISION,
    CheckIn,
    CheckInKind,
    ReturnPlan,
    ReturnStatus,
)
from pathways.returns.words import drafted, points, standing, strength_words
from pathways.splits import words as splits
from people.accounts.requests import signed_in
from people.history import history_of
from people.models import User
from people.refusals import Refused
from roles.models import Appointment

PAGE_SIZE = 20


def visible(request: HttpRequest) -> QuerySet[ReturnPlan]:
    """The reader's plans with the people and places a page names."""
    plans = ReturnPlan.objects.visible_to(signed_in(request))
    return plans.select_related("user", "supervisor", "service", "organisation", "appointment")


@login_required
def list_page(request: HttpRequest) -> HttpResponse:
    """My own plans, then those I supervise: the day of return first that comes first, closed ones last."""
    me, today = signed_in(request), timezone.localdate()
    steps = Prefetch("check_ins", CheckIn.objects.defer("note").with_answered().order_by("due_on", "pk"))
    plans = visible(request).prefetch_related(steps).order_by("returns_on", "pk")
    supervised = plans.filter(supervisor=me).exclude(user=me)
    shown = supervised if request.GET.get("closed") else supervised.exclude(status=ReturnStatus.CLOSED)
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "mine": [(p, standing(p, p.check_ins.all(), me, today)) for p in plans.filter(user=me)],
        "supervised": [(p, standing(p, p.check_ins.all(), me, today)) for p in page],
        "page": page,
        "closed": bool(request.GET.get("closed")),
        "some_closed": supervised.filter(status=ReturnStatus.CLOSED).exists(),
        "without": _grounds(me),
        "concerns": Concern.objects.visible_to(me).exists(),
        "low": [grounds.of_low_share(split) for split in grounds.low_shares(me, today)],
    }
    return render(request, "pathways/returns_list.jinja", context)


def _grounds(user: User) -> list[Ground]:
    """What the reader's way back can start from: roles without a plan, the latest first, then time away."""
    planned = ReturnPlan.objects.exclude(status=ReturnStatus.CLOSED).exclude(appointment=None).values("appointment")
    roles = Appointment.objects.filter(user=user).exclude(pk__in=planned).order_by("-term", "pk")
    related = roles.select_related("user", "organisation", "service", "return_service")
    return [grounds.of_role(role) for role in related]


def _away(user: User, today: date) -> tuple[list[Ground], list[Ground]]:
    """Weeks with little clinical work that no plan covers, and the places one may have been away from."""
    covered = ReturnPlan.objects.filter(user=user, appointment=None).exclude(status=ReturnStatus.CLOSED)
    without = set(covered.values_list("organisation_id", flat=True))
    places = [ground for ground in grounds.absences(user) if ground.organisation.pk not in without]
    return [grounds.of_low_share(split) for split in grounds.low_shares(user, today)], places


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Asks, shows the plan that follows from the answers, and opens it when that is confirmed.

    Nothing is kept on the way: the preview carries the answers in its form.
    """
    me, today = signed_in(request), timezone.localdate()
    wanted = {name: request.GET[name] for name in grounds.NAMES.values() if request.GET.get(name)}
    if not wanted:
        low, away = _away(me, today)
        context = {"roles": _grounds(me), "low": low, "away": away}
        return render(request, "pathways/returns_choose.jinja", context)
    ground = grounds.named(me, today, wanted)
    if ground is None:
        raise Http404
    if request.method == "POST":
        return _answered(request, ground)
    there = ground.open_plan()
    if there is not None:
        messages.info(request, "There is a return plan for this already. Here it is.")
        return redirect("returns:detail", there.pk)
    return _form_page(request, PlanForm(ground=ground))


def _answered(request: HttpRequest, ground: Ground) -> HttpResponse:
    me = signed_in(request)
    form = PlanForm(request.POST, ground=ground)
    if "change" in request.POST or not form.is_valid():
        return _form_page(request, form)
    proposal = form.proposal()
    try:
        if "open" in request.POST:
            plan = services.open_plan(proposal, by=me)
            messages.success(request, f"Your return plan is open. {plan.supervisor} gets an email.")
            return redirect("returns:detail", plan.pk)
        services.check(proposal, by=me)
    except Refused as refused:
        form.refuse(refused)
        return _form_page(request, form)
    today = timezone.localdate()
    said = flags_for(
        me,
        ground.organisation.pk,
        proposal.away_from,
        proposal.returns_on,
        today=today,
        own=True,
        right_until=ground.right_until,
    )
    context = {
        "form": form,
        "proposal": proposal,
        "strength": strength_words(proposal.strength),
        "steps": drafted(proposal.steps(today)),
        "phases": proposal.phases(today),
        "flags": said,
    }
    return render(request, "pathways/returns_preview.jinja", context)


def _form_page(request: HttpRequest, form: PlanForm) -> HttpResponse:
    context = {
        "form": form,
        "ground": form.ground,
        "appointment": form.ground.appointment,
        "there": form.ground.open_plan() if form.is_bound else None,
        "nobody": not form.supervisors.exists(),
    }
    return render(request, "pathways/returns_new.jinja", context)


@login_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The record: where it stands and whose turn it is, its terms, its steps, what the rules say, its history."""
    me, today = signed_in(request), timezone.localdate()
    plan = get_object_or_404(visible(request), pk=pk)
    check_ins = list(plan.check_ins.with_answered().select_related("done_by").order_by("due_on", "pk"))
    days = list(plan.days.select_related("logged_by", "agreed_by"))
    agreed = sum(day.agreed_at is not None for day in days)
    ending = next((c for c in check_ins if c.kind == CheckInKind.SUPERVISED_END), None)
    supervises, own = policies.is_supervisor_of(me, plan), policies.is_clinician_of(me, plan)
    under_way = plan.status in UNDER_SUPERVISION and ending is not None and ending.done_on is None
    raised = plan.concerns.order_by("raised_at", "pk").select_related("raised_by")
    said = flags_for(
        plan.user,
        plan.organisation_id,
        plan.away_from,
        plan.returns_on,
        today=today,
        own=own,
        right_until=plan.right_until,
    )
    context = {
        "plan": plan,
        "own": own,
        "supervises": supervises,
        "standing": standing(plan, check_ins, me, today),
        "strength": strength_words(plan.strength),
        "points": points(plan, check_ins, today, agreed),
        "flags": said,
        "extendable": supervises and under_way,
        "loggable": under_way,
        "days": days,
        "agreed": agreed,
        "phases": [(each, _stands(each, today)) for each in phases.drawn(plan)],
        "dates_change": own and plan.status in BEFORE_RETURN,
        "open": plan.status != ReturnStatus.CLOSED,
        # The clinician reads that there is a concern, and whose; never what it says. A supervisor reads of their own.
        "concerns": list(raised.filter(withheld=False) if own else raised.filter(raised_by=me)),
        "unsupervised": own and plan.supervisor is not None and not policies.is_supervisor_of(plan.supervisor, plan),
        "asides": asides(me, plan),
        "history": history_of(plan),
        "today": today,
    }
    return render(request, "pathways/returns_detail.jinja", context)


def _stands(each: phases.Drawn, today: date) -> splits.Standing | None:
    return splits.standing(each.split, today) if each.split else None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """A meeting or check-in: when it is due and with whom; either of the two records it here."""
    me, today = signed_in(request), timezone.localdate()
    seen = CheckIn.objects.visible_to(me).select_related("plan__user", "plan__supervisor", "done_by")
    step = get_object_or_404(seen, pk=pk)
    form = CheckInForm(request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            services.complete(step, by=me, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
            step = get_object_or_404(seen, pk=pk)
        else:
            messages.success(request, f"Recorded: {step.get_kind_display().lower()}.")
            return redirect("returns:detail", step.plan_id)
    steps = list(step.plan.check_ins.defer("note").order_by("due_on", "pk"))
    agreed = step.plan.days.agreed().filter(day__lte=today).count()
    [point] = [p for p in points(step.plan, steps, today, agreed) if p.check_in.pk == step.pk]
    held = {c.kind for c in steps if c.done_on is not None}
    why_not = None if step.done_on or point.recordable else services.why_not_now(step, today, held, agreed)
    given = CheckInAnswers.objects.filter(check_in=step).first()
    if given is not None:
        given.check_in = step
    context = {
        "step": step,
        "plan": step.plan,
        "own": policies.is_clinician_of(me, step.plan),
        "asked": step.kind in ASKED and step.done_on is None and not why_not,
        "given": given,
        "wellbeing": given.wellbeing_for(me) if given else "",
        "point": point,
        "other": step.plan.supervisor if policies.is_clinician_of(me, step.plan) else step.plan.user,
        "why_not": why_not[0] if why_not else "",
        "form": form,
        "history": history_of(step, hide=frozenset({"note"})),
    }
    return render(request, "pathways/returns_check_in.jinja", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """The supervisor makes the supervised period longer."""
    me = signed_in(request)
    plan = get_object_or_404(visible(request).filter(supervisor=me), pk=pk)
    form = ExtendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.extend(plan, by=me, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, f"The supervised period is extended. {plan.user} gets an email.")
            return redirect("returns:detail", pk)
    return render(request, "pathways/returns_extend.jinja", {"plan": plan, "form": form})

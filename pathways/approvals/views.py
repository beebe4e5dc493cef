"""The approvers' pages: the queue, and one split with its cost, its effect and its findings."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from pathways.approvals import queue as queues
from pathways.approvals import seeing
from pathways.approvals.forms import AnswerForm
from pathways.approvals.reading import Sent, read
from pathways.disputes.policies import may_read
from pathways.disputes.reading import latest_of
from pathways.effects.reading import WEIGHED, effects_of, money_of
from pathways.signatories.models import Who
from pathways.splits import facts, services
from pathways.splits.effect import cover_effect
from pathways.splits.models import AGREED, PENDING, TRANSITIONS, SplitStatus, TimeSplit
from pathways.splits.past import past_of
from pathways.splits.pay import cost_shown
from pathways.splits.policies import Seat, Turns, seat_of
from pathways.splits.words import disagreement_link, signatures, standing
from people.accounts.requests import signed_in
from people.memberships.requests import Held, held_today
from people.models import Role, User
from people.refusals import Refused

RUNNING = (SplitStatus.SIGNED_OFF, SplitStatus.IN_FORCE)


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the approver, the longest first."""
    turns = Turns.of(signed_in(request), held_today(request))
    if not turns:
        raise Http404
    ask = _asked(request)
    found = queues.find(turns, ask)
    names = {each.key: each.name for each in found.services}
    chosen = tuple(str(key) for key in ask.services)
    return render(
        request,
        "pathways/approvals_queue.jinja",
        {
            "found": found,
            "today": timezone.localdate(),
            "ask": ask,
            "scopes": queues.SCOPES,
            "orders": {key: words for key, (words, _) in queues.ORDERS.items()},
            "chosen": chosen,
            "ticked": "ticked" in request.GET,
            "turns_of": {who.value: who.label for who in Who},
            "chosen_names": [(names.get(key, "A service with none waiting"), key) for key in chosen],
        },
    )


def _asked(request: HttpRequest) -> queues.Ask:
    get = request.GET
    scope, order = get.get("scope", ""), get.get("order", "")
    keys = [int(key) for key in get.getlist("service") if key.isascii() and key.isdigit() and len(key) < 18]
    return queues.Ask(
        scope=scope if scope in queues.SCOPES else "mine",
        order=order if order in queues.ORDERS else "oldest",
        services=tuple(keys[:50]),
        words=" ".join(get.get("q", "").replace("\x00", "").split())[:100],
        page=get.get("page", "1"),
    )


@login_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One split to sign or return; after the answer comes the next that waits."""
    today = timezone.localdate()
    user = signed_in(request)
    own = Seat.of(user.pk, held_today(request))
    sent = read(pk, user)
    if sent is None:
        raise Http404
    if not own.sees(sent.split) and not TimeSplit.objects.visible_to(user, today).filter(pk=pk).exists():
        raise Http404
    form = AnswerForm(request.POST or None, initial={"version": sent.split.version})
    if request.method == "POST" and form.is_valid():
        try:
            said = _answer(sent.split, user, form, request.POST)
        except Refused as refused:
            form.refuse(refused)
            sent = read(pk, user) or sent
        else:
            messages.success(request, said)
            following = queues.next_waiting(Turns.of(user, held_today(request)), but=pk)
            return redirect("approvals:detail", following.pk) if following else redirect("approvals:queue")
    history = past_of(sent.split, user)
    shown = {
        "form": form,
        "history": history,
        "since": seeing.look(sent, user, history) if request.method == "GET" else None,
        "today": today,
        **_standing(sent, user, own, held_today(request), today),
    }
    shown |= _weighed(sent, user, today, seat=shown["seat"]) if shown["weighs"] else {}
    return render(request, "pathways/approvals_detail.jinja", shown)


def _standing(sent: Sent, user: User, own: Seat, held: Iterable[Held], today: date) -> dict[str, Any]:
    """Where the split stands, and what the reader may do about it and read of it."""
    split = sent.split
    seat = user.pk if own.has_turn(split) else seat_of(user, split)
    directs = split.organisation_id in own.directed
    keeps = directs or any(
        each.role == Role.ORGANISATION_ADMIN and each.organisation == split.organisation_id for each in held
    )
    return {
        "split": split,
        "seat": seat,
        "standing": standing(split, today, names=seat is None, yours=seat is not None),
        "turn": seat is not None,
        "stands_in_for": User.objects.get(pk=seat) if seat is not None and seat != user.pk else None,
        "reopenable": SplitStatus.REOPENED in TRANSITIONS[split.status] and keeps,
        "endable": split.status == SplitStatus.IN_FORCE and directs,
        "pending": split.status in PENDING,
        "signatures": signatures(split),
        "remarks": sent.remarks,
        "disagreement": _disagreement(split, user, mediated=sent.mediated, directs=directs),
        "weighs": seat is not None or own.sees(split) or _effects_open(split, user, today),
    }


def _effects_open(split: TimeSplit, user: User, today: date) -> bool:
    return TimeSplit.objects.effects_open_to(user, today).filter(pk=split.pk).exists()


def _weighed(sent: Sent, user: User, today: date, *, seat: int | None) -> dict[str, Any]:
    """The five effects and what stood before, for who signs such splits; the look at pay is noted for its owner."""
    split = sent.split
    known = facts.known_of(split, *WEIGHED, today=today, contract=sent.contract)
    cost = cost_shown(split, user, turn=seat is not None)
    effects = effects_of(split, today, known) if split.status in PENDING else None
    return {
        "found": facts.findings_of(split, known),
        "effects": effects,
        "effect": effects.cover.first_day if effects else cover_effect(split),
        "cost": cost,
        "money": money_of(split, cost, known),
        "agreed_before": _agreed_before(split, known),
    }


def _disagreement(split: TimeSplit, user: User, *, mediated: bool, directs: bool) -> str:
    """The words that lead to mediation and appeal; empty for whom that page does not open."""
    opens = directs or (mediated and may_read(user, split, latest_of(split)))
    return disagreement_link(split, mediated=mediated) if opens else ""


def _agreed_before(split: TimeSplit, known: facts.Known) -> TimeSplit | None:
    """The agreed week with this employer that holds on the split's first day; of an agreed one, the day before."""
    if split.corrects is not None:
        return split.corrects
    here = (each for each in known.own if each.organisation_id == split.organisation_id)
    if split.status in AGREED:
        return next((each for each in here if split.starts - timedelta(days=1) in each.period), None)
    return next((each for each in here if each.status in RUNNING and split.starts in each.period), None)


def _answer(split: TimeSplit, user: User, form: AnswerForm, sent: Mapping[str, Any]) -> str:
    """Signs, returns or declines, and says so."""
    data = form.cleaned_data
    if "return" in sent:
        services.return_for_change(split, by=user, version=data["version"], reason=data["reason"])
        return f"The time split of {split.user} is returned for change. They have been told why."
    if "decline" in sent:
        services.decline(split, by=user, version=data["version"], reason=data["reason"])
        return f"The time split of {split.user} is declined. They have been told why."
    signed = services.sign_off(split, by=user, version=data["version"], note=data["note"])
    return f"You have signed the time split of {split.user}. Now: {signed.get_status_display().lower()}."

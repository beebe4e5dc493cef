"""Several splits at once: what they do together, which can be signed, and the signatures one by one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from pathways.approvals.queue import pending
from pathways.splits import facts, rules, services
from pathways.splits.effect import care_for, services_of
from pathways.splits.models import TimeSplit
from pathways.splits.policies import Turns
from people.models import Service, User
from people.refusals import Refused

MOST = 200
"""Splits that are signed at once."""
NOT_WAITING = "No longer waits for you: someone else has answered it, or it was changed."
ZERO = Decimal(0)


@dataclass
class Change:
    """PAs a week of one service, or in all, before and with the splits."""

    dcc_before: Decimal = ZERO
    dcc_after: Decimal = ZERO
    anr_before: Decimal = ZERO
    anr_after: Decimal = ZERO
    splits: int = 0

    def add(self, before: TimeSplit | None, after: TimeSplit, service: int | None = None) -> None:
        """Adds a split: of a service what its lines give that one, and leadership where it is the split's own."""
        self.dcc_before += _clinical(before, service)
        self.dcc_after += _clinical(after, service)
        self.anr_before += _leading(before, service)
        self.anr_after += _leading(after, service)
        self.splits += 1

    @property
    def dcc(self) -> Decimal:
        return self.dcc_after - self.dcc_before

    @property
    def anr(self) -> Decimal:
        return self.anr_after - self.anr_before


def _clinical(split: TimeSplit | None, service: int | None) -> Decimal:
    if split is None:
        return ZERO
    return split.dcc_pas if service is None else care_for(split, service)


def _leading(split: TimeSplit | None, service: int | None) -> Decimal:
    return split.anr_pas if split is not None and service in (None, split.service_id) else ZERO


class One(NamedTuple):
    """One of them: what it changes against the split before, and what the rules say."""

    split: TimeSplit
    before: TimeSplit | None
    warnings: tuple[rules.Finding, ...]
    errors: tuple[rules.Finding, ...]


@dataclass
class Joint:
    """All of them: those that can be signed with their sum, those that cannot, and how many wait no more."""

    can: list[One] = field(default_factory=list)
    cannot: list[One] = field(default_factory=list)
    gone: int = 0
    by_service: dict[str, Change] = field(default_factory=dict)
    total: Change = field(default_factory=Change)


def joint(turns: Turns, keys: Sequence[int]) -> Joint:
    """The joint effect of the splits that wait for this person, in the order of the keys."""
    keys = list(dict.fromkeys(keys))[:MOST]
    waiting = pending(turns).filter(pk__in=keys)
    related = waiting.select_related("user", "service", "organisation", "appointment").prefetch_related("lines")
    found = {split.pk: split for split in related}
    result = Joint(gone=len(keys) - len(found))
    by_service: dict[int, Change] = defaultdict(Change)
    for split in (found[key] for key in keys if key in found):
        findings = facts.findings_of(split)
        one = One(split, facts.agreed_before(split), rules.warnings(findings), rules.errors(findings))
        if one.errors:
            result.cannot.append(one)
            continue
        result.can.append(one)
        for key in services_of(split) | (services_of(one.before) if one.before else set()):
            by_service[key].add(one.before, split, key)
        result.total.add(one.before, split)
    for service in Service.objects.filter(pk__in=by_service).order_by("name", "pk"):
        result.by_service[str(service)] = by_service[service.pk]
    return result


class Signed(NamedTuple):
    """How many were signed, and the sentences of those that were not."""

    number: int
    refused: list[str]


def sign_all(shown: Sequence[tuple[int, int]], *, by: User) -> Signed:
    """Signs each as it was shown, by key and version; what has changed since is refused and the others go on."""
    seen = TimeSplit.objects.visible_to(by, timezone.localdate()).select_related("user")
    found = seen.in_bulk([key for key, _ in shown[:MOST]])
    count, refused = 0, []
    for key, version in shown[:MOST]:
        split = found.get(key)
        if split is None:
            refused.append(NOT_WAITING)
            continue
        try:
            services.sign_off(split, by=by, version=version)
            count += 1
        except Refused as wrong:
            refused.append(f"{split.user}: {wrong.sentence}")
        except PermissionDenied:
            refused.append(NOT_WAITING)
    return Signed(count, refused)

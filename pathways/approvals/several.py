"""Several splits at once: what they do together, which can be signed, and the signatures one by one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from django.core.exceptions import PermissionDenied

from pathways.approvals.queue import pending
from pathways.splits import facts, rules, services
from pathways.splits.models import TimeSplit
from pathways.splits.policies import Turns
from people.models import User
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

    def add(self, before: TimeSplit | None, after: TimeSplit) -> None:
        self.dcc_before += before.dcc_pas if before else ZERO
        self.anr_before += before.anr_pas if before else ZERO
        self.dcc_after += after.dcc_pas
        self.anr_after += after.anr_pas
        self.splits += 1

    @property
    def dcc(self) -> Decimal:
        return self.dcc_after - self.dcc_before

    @property
    def anr(self) -> Decimal:
        return self.anr_after - self.anr_before


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
    by_service: dict[str, Change] = field(default_factory=lambda: defaultdict(Change))
    total: Change = field(default_factory=Change)


def joint(turns: Turns, keys: Sequence[int]) -> Joint:
    """The joint effect of the splits that wait for this person, in the order of the keys."""
    keys = list(dict.fromkeys(keys))[:MOST]
    waiting = pending(turns).filter(pk__in=keys)
    related = waiting.select_related("user", "service", "organisation", "appointment").prefetch_related("lines")
    found = {split.pk: split for split in related}
    result = Joint(gone=len(keys) - len(found))
    for split in (found[key] for key in keys if key in found):
        findings = facts.findings_of(split)
        one = One(split, facts.agreed_before(split), rules.warnings(findings), rules.errors(findings))
        if one.errors:
            result.cannot.append(one)
            continue
        result.can.append(one)
        result.by_service[str(split.service)].add(one.before, split)
        result.total.add(one.before, split)
    return result


class Signed(NamedTuple):
    """How many were signed, and the sentences of those that were not."""

    number: int
    refused: list[str]


def sign_all(shown: Sequence[tuple[int, int]], *, by: User) -> Signed:
    """Signs each as it was shown, by key and version; what has changed since is refused and the others go on."""
    found = TimeSplit.objects.select_related("user").in_bulk([key for key, _ in shown[:MOST]])
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

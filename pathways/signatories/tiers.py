"""The tiers of an organisation on a day, as plain values that are written onto a split when it is sent."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pathways.signatories.models import Tier, Who

DAYS = 14
"""Days to sign where an organisation sets none. Mark M: usual practice, no published figure."""


@dataclass(frozen=True)
class Step:
    """One signature asked for: by whom (`person` is a user's key), and in how many days from its turn."""

    who: str
    person: int | None = None
    days: int = DAYS

    def written(self) -> dict[str, Any]:
        return {"who": self.who, "person": self.person, "days": self.days}


DEFAULT = (Step(Who.LEAD), Step(Who.DIRECTOR))
"""Domain.md section 7: the service lead, then the medical director."""


def steps_on(organisation_id: int, on: date) -> tuple[Step, ...]:
    """The organisation's tiers that hold on the day, in their order; the default where none is recorded."""
    held = Tier.objects.filter(organisation=organisation_id, period__contains=on).order_by("number")
    return tuple(Step(tier.who, tier.person_id, tier.days) for tier in held) or DEFAULT


def read(written: list[dict[str, Any]]) -> tuple[Step, ...]:
    """The tiers as a split keeps them; one from before tiers were kept has the default."""
    return tuple(Step(**each) for each in written) or DEFAULT

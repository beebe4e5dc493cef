"""Rule S10 (domain.md sections 7 and 11.1): each signature in its order, each by another person."""

from dataclasses import dataclass

from pathways.signatories.models import Who
from pathways.signatories.tiers import DEFAULT, Step

FIRST, FINAL = 1, 2
"""The tiers of the default order."""
NAMES = {
    Who.LEAD: "service lead",
    Who.DIRECTOR: "medical director",
    Who.PERSON: "person named for this step",
    Who.HR: "HR officer",
}
ORDINALS = {1: "first", 2: "second", 3: "third"}


@dataclass(frozen=True)
class Signature:
    """Who signed which tier, and for whom where they signed as a delegate; people by their key."""

    tier: int
    by: int
    on_behalf_of: int | None = None

    @property
    def people(self) -> set[int]:
        return {self.by} | ({self.on_behalf_of} if self.on_behalf_of else set())


def next_tier(signatures: tuple[Signature, ...], steps: tuple[Step, ...] = DEFAULT) -> int | None:
    """The tier whose turn it is, or None when all have signed."""
    signed = {signature.tier for signature in signatures}
    return next((tier for tier in range(1, len(steps) + 1) if tier not in signed), None)


def ordinal(tier: int, steps: tuple[Step, ...]) -> str:
    """How the tier is called: "first", "second", or "final" for the last."""
    return "final" if tier == len(steps) else ORDINALS[tier]


def refusal(
    tier: int,
    *,
    signer: int,
    owner: int,
    signatures: tuple[Signature, ...],
    on_behalf_of: int | None = None,
    steps: tuple[Step, ...] = DEFAULT,
) -> str | None:
    """S10: why this person may not sign this tier now, in words; None when they may."""
    if signer == owner:
        return "This is your own time split. Someone else signs it."
    if on_behalf_of == owner:
        return "This is the time split of the person you sign for. Someone else signs it."
    if any(signature.tier == tier for signature in signatures):
        return f"The {NAMES[Who(steps[tier - 1].who)]} has already signed this split."
    turn = next_tier(signatures, steps)
    if turn != tier:
        return f"The {NAMES[Who(steps[(turn or 1) - 1].who)]} signs first, the {NAMES[Who(steps[tier - 1].who)]} after."
    people = {person for signature in signatures for person in signature.people}
    if signer in people:
        return f"You gave another signature of this split. Another person gives the {ordinal(tier, steps)} one."
    if on_behalf_of in people:
        return f"The person you sign for signed this split. Another person gives the {ordinal(tier, steps)} signature."
    return None

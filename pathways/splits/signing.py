"""Rule S10 (domain.md sections 7 and 11.1): each signature in its order, each by another person."""

from dataclasses import dataclass

FIRST, FINAL = 1, 2
TIERS = {FIRST: "service lead", FINAL: "medical director"}


@dataclass(frozen=True)
class Signature:
    """Who signed which tier; people by their key."""

    tier: int
    by: int


def next_tier(signatures: tuple[Signature, ...]) -> int | None:
    """The tier whose turn it is, or None when all have signed."""
    return next((tier for tier in TIERS if tier not in {signature.tier for signature in signatures}), None)


def refusal(tier: int, *, signer: int, owner: int, signatures: tuple[Signature, ...]) -> str | None:
    """S10: why this person may not sign this tier now, in words; None when they may."""
    if signer == owner:
        return "This is your own time split. Someone else signs it."
    if any(signature.tier == tier for signature in signatures):
        return f"The {TIERS[tier]} has already signed this split."
    if next_tier(signatures) != tier:
        return f"The {TIERS[FIRST]} signs first, the {TIERS[FINAL]} after."
    if any(signature.by == signer for signature in signatures):
        return "You gave the first signature. Another person gives the final one."
    return None

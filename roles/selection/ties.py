"""What ties panel members to applications, as the recruiter reads it: by reference, not what a link on record is."""

from collections.abc import Iterable
from dataclasses import dataclass

from roles.selection.models import InterestKind, PanelSeat
from roles.selection.scores import Progress


@dataclass(frozen=True)
class Tie:
    """One member and one application; `outcome` and `reason` once it is settled."""

    seat: PanelSeat
    reference: str
    words: str
    outcome: str = ""
    reason: str = ""


def ties(progress: Progress, seats: Iterable[PanelSeat]) -> list[Tie]:
    """All ties, those to settle first."""
    by_key = {seat.pk: seat for seat in seats}
    found = []
    for cell in progress.links | progress.interests.keys():
        reference, seat_id = cell
        if seat_id not in by_key:
            continue
        interest = progress.interests.get(cell)
        words = []
        if interest is not None and interest.kind != InterestKind.FOUND:
            words.append(f"They declared: “{interest.get_kind_display()}”")
        if cell in progress.links:
            words.append("A link with the applicant is on record")
        outcome = interest.get_outcome_display() if interest is not None and interest.outcome else ""
        reason = interest.reason if interest is not None else ""
        text = ". ".join(words) or "A link was on record"
        found.append(Tie(by_key[seat_id], reference, text, outcome, reason))
    return sorted(found, key=lambda tie: (bool(tie.outcome), tie.reference, tie.seat.pk))

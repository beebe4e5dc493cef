"""What a role does to the awards of who takes it, with the reason (domain.md 3.3). Pure: no database, no clock."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from people.design.words import pounds
from rewards.packages.facts import Award, AwardKind, Circumstances
from rewards.packages.rules import INFERRED

CLINICAL_PA = Decimal(1)
"""Least clinical PAs with which an award is taken to be kept (domain.md 3.3, I)."""
RECALLED = "FROM MEMORY"


class Effect(StrEnum):
    """What a role does to an award."""

    KEPT = "kept"
    KEPT_FROZEN = "kept_frozen"
    AT_RISK = "at_risk_report_change"
    ENDS = "ends"
    NOT_HELD = "not_held"
    NOT_ELIGIBLE = "not_eligible_to_apply"


@dataclass(frozen=True)
class AwardEffect:
    """The effect, the sentence the user reads, and how sure it is."""

    effect: Effect
    text: str
    mark: str = INFERRED


def award_effects(before: Circumstances, after: Circumstances) -> tuple[AwardEffect, ...]:
    """Domain.md 3.3: what becomes of each award held; closed schemes are never offered (P6).

    Of someone without an award nothing is said that they could lose.
    """
    if before.awards:
        return tuple(_effect_on(award, before, after) for award in before.awards)
    if not before.consultant:
        return (_never_theirs(before),)
    none_held = AwardEffect(Effect.NOT_HELD, "You hold no award on record, so there is none to lose.")
    if after.clinical_contract and after.licence:
        return (none_held,)
    reason = "a consultant contract" if not after.clinical_contract else "a licence to practise"
    text = f"While you are without {reason} you can’t apply for a national clinical impact award. Ask HR to confirm."
    return none_held, AwardEffect(Effect.NOT_ELIGIBLE, text, RECALLED)


def _never_theirs(before: Circumstances) -> AwardEffect:
    text = "Clinical excellence and impact awards are for consultants, so the role does not touch any."
    if before.general_practice:
        text = (
            "The role does not touch any award: you hold none on record. A GP may apply for a national clinical "
            "impact award, in practice with an academic post (usual practice, not checked)."
        )
    return AwardEffect(Effect.NOT_ELIGIBLE, text, RECALLED if before.general_practice else INFERRED)


def _effect_on(award: Award, before: Circumstances, after: Circumstances) -> AwardEffect:
    held = f"{award.label}, {pounds(award.annual_gbp)} a year"
    if not after.clinical_contract:
        contract = "consultant contract" if before.consultant else "clinical contract"
        return AwardEffect(Effect.ENDS, f"{held}: ends with the {contract}. Ask HR to confirm.", RECALLED)
    if not after.licence:
        text = f"{held}: ends, because its holder must have a licence to practise. Ask HR to confirm."
        return AwardEffect(Effect.ENDS, text)
    clinical = after.within + after.extra - after.leadership
    if clinical < CLINICAL_PA:
        text = f"{held}: at risk, because less than 1 clinical PA a week would be left. Ask HR before you decide."
        return AwardEffect(Effect.AT_RISK, text)
    if award.kind == AwardKind.OLD_LOCAL:
        return AwardEffect(Effect.KEPT_FROZEN, f"{held}: kept, and frozen at this value.")
    if award.kind == AwardKind.NEW_LOCAL:
        return AwardEffect(Effect.KEPT, f"{held}: kept until it runs out.")
    text = f"{held}: at risk until reported, because your job plan changes. Report the change to the awards team."
    return AwardEffect(Effect.AT_RISK, text)

"""Awards at risk: what pending time splits, offers and appointments would do to awards that are held."""

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from rewards.awards.models import HeldAward
from rewards.employment.models import Principal
from rewards.packages.effects import AwardEffect, Effect, award_effects
from rewards.packages.facts import FULL_WEEK, ZERO, Award, Circumstances
from rewards.packages.terms import award_of
from rewards.reports.asking import Ask
from rewards.reports.at_risk.ahead import Ahead, all_ahead
from rewards.reports.published import Column, Fact, Picture, Published, Unit
from rewards.reports.registered import Behind, Line, Report
from rewards.reports.rules import NO_SERVICE
from rewards.reports.settings import least_of
from rewards.reports.tabling import summed

GROUPINGS = {"effect": "Effect", "what": "What is pending", "service": "Service"}
WORDS = {
    Effect.ENDS: "Ends",
    Effect.AT_RISK: "At risk, or to be reported",
    Effect.KEPT_FROZEN: "Kept, frozen at its value",
    Effect.KEPT: "Kept until it runs out",
}
METHOD = (
    "What waits today to be signed, answered or begun, laid beside the awards that its people hold on its first day: "
    "whatever day and whatever knowledge is asked for, pending is of today.",
    "The effects follow from the scheme, from whether the consultant contract goes on, and from whether one clinical "
    "PA a week is left (our reading of the schemes; that an award ends with the contract is recalled, so ask).",
    "Someone with several changes pending stands once for each.",
)


@dataclass(frozen=True)
class AtRisk:
    """One award of one person beside one change."""

    ahead: Ahead
    label: str
    annual_gbp: Decimal
    effect: AwardEffect

    @property
    def service(self) -> str:
        return self.ahead.service or NO_SERVICE


def weighed(ask: Ask) -> list[AtRisk]:
    """Each award that goes with the employment here on the first day of a change pending: two queries, and the
    sources'. One that goes with another employment is that employer's to tell."""
    ahead = [each for each in all_ahead(ask.organisation, timezone.localdate()) if _asked(each, ask)]
    here: dict[int, list[DateRange]] = defaultdict(list)
    principal = Principal.objects.filter(organisation=ask.organisation, user__in={each.key for each in ahead})
    for user, period in principal.values_list("user", "period"):
        here[user].append(period)
    held: dict[int, list[HeldAward]] = defaultdict(list)
    for award in HeldAward.objects.filter(user__in=here).select_related("level"):
        held[award.user_id].append(award)
    return [
        AtRisk(each, award.label, award.annual_gbp, effect_of(award, each))
        for each in ahead
        if any(each.starts in period for period in here[each.key])
        for award in (award_of(one) for one in held[each.key] if each.starts in one.period)
    ]


def _asked(ahead: Ahead, ask: Ask) -> bool:
    return ask.service is None or ahead.service == ask.service.name


def effect_of(award: Award, ahead: Ahead) -> AwardEffect:
    """What the change would do to the award (domain.md 3.3). Where nothing says what care is left, some is."""
    before = Circumstances(contract="", awards=(award,))
    left = FULL_WEEK if ahead.clinical_pas is None else ahead.clinical_pas
    after = replace(before, pas=left, leadership=ZERO, clinical_contract=ahead.keeps_contract)
    return award_effects(before, after)[0]


def _group(ask: Ask, one: AtRisk) -> str:
    return {"what": one.ahead.what, "service": one.service}.get(ask.by, WORDS[one.effect.effect])


def figures(ask: Ask) -> Published:
    """How many awards, by what would become of them, and what they pay."""
    found = weighed(ask)
    least = least_of(ask)
    by = ask.by or "effect"
    table = summed(
        f"by-{by}",
        f"Awards, by {GROUPINGS[by].lower()}",
        GROUPINGS[by],
        [Fact(one.ahead.key, _group(ask, one), (one.annual_gbp,)) for one in found],
        (Column("Awards, a year", Unit.POUNDS),),
        least=least,
        opens="all",
        picture=Picture("bars", (1,)),
    )
    lead = "Awards of people for whom a change is pending, by what would become of them."
    empty = "" if found else "Nobody for whom a change is pending holds an award."
    return Published("Awards at risk", lead, (table,) if found else (), METHOD, least, empty)


def behind(ask: Ask) -> Behind | None:
    """Each award beside each change, the nearest first."""
    if ask.which != "all":
        return None
    columns = (
        Column("What is pending", Unit.WORDS),
        Column("From", Unit.DATE),
        Column("Service", Unit.WORDS),
        Column("Award", Unit.WORDS),
        Column("A year", Unit.POUNDS),
        Column("Effect", Unit.WORDS),
        Column("Why", Unit.WORDS),
    )
    lines = [
        Line(
            one.ahead.key,
            (
                one.ahead.what,
                one.ahead.starts,
                one.service,
                one.label,
                one.annual_gbp,
                WORDS[one.effect.effect],
                one.effect.text,
            ),
        )
        for one in weighed(ask)
        if ask.group in ("", _group(ask, one))
    ]
    return Behind("Awards beside what is pending", columns, lines)


REPORT = Report(
    slug="awards",
    title="Awards at risk",
    what="What would pending time splits, offers and appointments do to the awards that people hold?",
    figures=figures,
    behind=behind,
    groupings=GROUPINGS,
)

"""From records to circumstances: what the rules ask, read from an employment, rates, awards and pay elements."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from rewards.awards.models import HeldAward
from rewards.awards.rules import award_kind
from rewards.elements.models import ElementKind, PayElement
from rewards.employment.models import IN_PAS, Area, Contract, Employment, OnCall
from rewards.packages import weeks
from rewards.packages.facts import (
    FULL_WEEK,
    FULL_WEEK_IN_HOURS,
    ZERO,
    Allowance,
    AreaRate,
    Award,
    Circumstances,
    OnCallDuty,
    Protected,
    Salary,
)
from rewards.packages.weeks import IN_HOURS, IN_WTE, Unit
from rewards.rates.figures import Figure
from rewards.rates.services import Rates, point_name


@dataclass(frozen=True)
class Standing:
    """A person's circumstances in one employment, as asked for a day and priced at one (P1)."""

    employment: Employment
    facts: Circumstances
    asked_on: date
    priced_on: date


@dataclass
class Ground:
    """What is on record about a person's pay from a day on; every circumstance follows from it without a query."""

    employments: list[Employment]
    awards: list[HeldAward]
    elements: list[PayElement]
    rates: Rates
    principals: list[tuple[int, DateRange]]
    """Employments by key with days on which each carries the awards; also of those that are not to be seen here."""

    def employment(self, organisation_id: int, day: date) -> Employment | None:
        """The person's employment there on the day."""
        return next((e for e in self.employments if e.organisation_id == organisation_id and day in e.period), None)

    def principal(self, day: date) -> Employment | None:
        """The employment with the most PAs on the day: it carries the awards. None where it is not to be seen here."""
        key = next((key for key, period in self.principals if day in period), None)
        return next((each for each in self.employments if each.pk == key), None)

    def held_elements(self, organisation_id: int, day: date) -> list[PayElement]:
        return [e for e in self.elements if e.organisation_id == organisation_id and day in e.period]

    def week(self, employment: Employment, day: date) -> tuple[Decimal, Decimal]:
        """PAs a week and, beside them, additional PAs: as the pay elements have them, else as contracted."""
        held = self.held_elements(employment.organisation_id, day)
        basic = [element.pas or ZERO for element in held if element.kind == ElementKind.BASIC]
        if not basic:
            return employment.pas, ZERO
        return sum(basic, ZERO), sum((e.pas or ZERO for e in held if e.kind == ElementKind.APA), ZERO)

    def standing(
        self, employment: Employment, day: date, *, pas: Decimal | None = None, apas: Decimal = ZERO
    ) -> Standing:
        """Circumstances on the day, with the PAs on record or those given."""
        if pas is None:
            pas, apas = self.week(employment, day)
        principal = self.principal(day)
        held = self.held_elements(employment.organisation_id, day)
        roles = [element for element in held if element.kind == ElementKind.ALLOWANCE]
        protections = [element for element in held if element.kind == ElementKind.PROTECTION]
        clinical = not _salary_alone(employment, held)
        # Awards go with the consultant contract (domain.md 3.3), and count once for someone with two employers.
        carries = clinical and principal is not None and principal.pk == employment.pk
        priced_on = self.rates.day_to_price(needed(employment), day)
        facts = circumstances(
            employment,
            self.rates,
            priced_on,
            pas=pas,
            apas=apas,
            awards=tuple(award_of(each) for each in self.awards if day in each.period) if carries else (),
            allowances=tuple(Allowance(e.role_title or e.label, e.annual_gbp, e.pas or ZERO) for e in roles),
            leadership=sum((element.pas or ZERO for element in roles), ZERO),
            salary=_salary(employment, held),
            protections=tuple(Protected(e.label.removeprefix("Pay protection: "), e.annual_gbp) for e in protections),
            clinical_contract=clinical,
        )
        return Standing(employment, facts, day, priced_on)


def needed(employment: Employment) -> list[str]:
    """Names of the rates that fix the year a package is priced in."""
    names = [point_name(employment.contract, employment.point)]
    return [*names, _area_name(employment)] if employment.area else names


def circumstances(
    employment: Employment,
    rates: Rates,
    day: date,
    *,
    pas: Decimal,
    apas: Decimal = ZERO,
    awards: tuple[Award, ...] = (),
    allowances: tuple[Allowance, ...] = (),
    leadership: Decimal = ZERO,
    salary: Salary | None = None,
    protections: tuple[Protected, ...] = (),
    clinical_contract: bool = True,
) -> Circumstances:
    """What the rules ask of one employment, with the rates of the day. No query."""
    consultant = employment.contract == Contract.CONSULTANT
    on_call = None
    if employment.on_call:
        # The supplement's shares are the consultant contract's (domain.md 2.2).
        share = rates.on(f"on_call:{employment.on_call}", day) if consultant else None
        on_call = OnCallDuty(OnCall(employment.on_call).label, share)
    return Circumstances(
        contract=employment.get_contract_display(),
        basic=_basic(employment, rates, day),
        point=employment.point,
        pas=pas,
        apas=apas,
        full_time=FULL_WEEK if employment.contract in IN_PAS else FULL_WEEK_IN_HOURS,
        unit=unit_of(employment.contract),
        consultant=consultant,
        on_call=on_call,
        allowances=allowances,
        awards=awards,
        area=_area(employment, rates, day),
        salary=salary,
        protections=protections,
        clinical_contract=clinical_contract,
        general_practice=employment.contract == Contract.SALARIED_GP,
        leadership=leadership,
        employer_pension=rates.on("employer_pension", day),
        approval_line=rates.on("vsm_approval_line", day),
    )


def unit_of(contract: str) -> Unit:
    """In what a contract counts its week (S12)."""
    if contract == Contract.VSM:
        return IN_WTE
    return weeks.IN_PAS if contract in IN_PAS else IN_HOURS


def _basic(employment: Employment, rates: Rates, day: date) -> Figure | None:
    """Full-time basic pay: that of the point, or for a salaried GP the sum agreed within the range (domain.md 2.3)."""
    if employment.contract == Contract.SALARIED_GP and employment.salary_gbp is not None:
        return Figure(employment.salary_gbp, "The employer", "LOCAL")
    return rates.on(point_name(employment.contract, employment.point), day)


def is_trust(kind: str) -> bool:
    """Whether an organisation of this kind is a trust, for P9."""
    return "trust" in kind.lower()


def award_of(held: HeldAward) -> Award:
    """A held award as the rules see it."""
    return Award(
        f"Award: {held.level.level}, {held.level.scheme}"[:120], held.annual_gbp, award_kind(held.level.scheme)
    )


def _area_name(employment: Employment) -> str:
    family = "consultant" if employment.contract == Contract.CONSULTANT else "other"
    family = "afc" if employment.contract.startswith("AfC") else family
    return f"area:{family}:{employment.area}"


def _area(employment: Employment, rates: Rates, day: date) -> AreaRate | None:
    if not employment.area:
        return None
    name, words = _area_name(employment), Area(employment.area).label
    if employment.contract == Contract.CONSULTANT:
        return AreaRate(words, flat=rates.on(name, day))
    return AreaRate(
        words,
        share=rates.on(name, day),
        least=rates.on(f"{name}:min", day),
        most=rates.on(f"{name}:max", day),
    )


def _salary(employment: Employment, held: list[PayElement]) -> Salary | None:
    """The agreed salary of a very senior manager, or of a role held that pays one."""
    in_trust = is_trust(employment.organisation.kind)
    if employment.contract == Contract.VSM:
        return Salary("", employment.salary_gbp, in_trust)
    for element in held:
        if element.kind == ElementKind.SALARY:
            return Salary(element.role_title, element.annual_gbp, in_trust)
    return None


def _salary_alone(employment: Employment, held: list[PayElement]) -> bool:
    """A role that ends the clinical contract writes its salary and, for its term, basic pay of £0."""
    if employment.contract == Contract.VSM:
        return True
    basic = [element.annual_gbp for element in held if element.kind == ElementKind.BASIC]
    return bool(basic) and not any(basic) and any(element.kind == ElementKind.SALARY for element in held)

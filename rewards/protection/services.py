"""Protecting an allowance that ended, taking protection back, and the pay elements that follow from both."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from people.models import Organisation, Service, User
from people.settings.reading import settings_on
from rewards.elements.models import ElementKind, PayElement
from rewards.elements.services import ElementLine, rewrite_from
from rewards.employment.models import Employment
from rewards.looks.services import writes
from rewards.protection import rules
from rewards.protection.models import ProtectedSum
from rewards.protection.settings import PROTECTION_FULL_MONTHS, PROTECTION_TAPER_MONTHS


@writes
@transaction.atomic
def protect(
    user: User,
    organisation: Organisation,
    from_day: date,
    annual_gbp: Decimal,
    source: str,
    *,
    title: str,
    service: Service | None = None,
) -> ProtectedSum | None:
    """Protects an allowance (pounds a year) from the first day without it, as the policy of that day says.

    None where the policy is none, or where an earlier protection that this allowance had taken up covers it. Asked
    twice alike, it is one. What was protected before of the same source gives way.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    held = settings_on(organisation, from_day, PROTECTION_FULL_MONTHS, PROTECTION_TAPER_MONTHS)
    full, taper = held[PROTECTION_FULL_MONTHS], held[PROTECTION_TAPER_MONTHS]
    before = ProtectedSum.objects.filter(user=user, organisation=organisation)
    last_day = from_day - timedelta(days=1)
    amount = annual_gbp - _taken_up(before.exclude(source=source), user, organisation, source, last_day)
    if amount <= 0 or not (full or taper):
        withdraw(user, organisation, source)
        follow(user, organisation, from_day)
        return None
    wanted = {
        "service": service,
        "title": title[:100],
        "annual_gbp": amount,
        "from_day": from_day,
        "full_months": full,
        "taper_months": taper,
    }
    protected = before.filter(source=source).first()
    since = min(from_day, protected.from_day) if protected else from_day
    if protected is None or any(getattr(protected, name) != value for name, value in wanted.items()):
        protected, _ = ProtectedSum.objects.update_or_create(
            user=user, organisation=organisation, source=source, defaults=wanted
        )
    follow(user, organisation, since)
    return protected


@writes
@transaction.atomic
def withdraw(user: User, organisation: Organisation, source: str) -> None:
    """Takes back what was protected of the source, as when its role goes on after all."""
    protected = ProtectedSum.objects.filter(user=user, organisation=organisation, source=source).first()
    if protected is not None:
        since = protected.from_day
        protected.delete()
        follow(user, organisation, since)


@writes
def follow(user: User, organisation: Organisation, on: date) -> int:
    """Writes a person's elements of pay protection anew from the day, beside the allowances of roles begun since.

    Where the employment ends, so does protection. Returns how many elements were written.
    """
    sums = list(ProtectedSum.objects.filter(user=user, organisation=organisation))
    standing = PayElement.objects.current().filter(user=user, organisation=organisation, kind=ElementKind.PROTECTION)
    if not sums and not standing.filter(period__endswith__gt=on).exists():
        return 0
    made = {each.as_sum: each for each in sums}
    found = rules.paid(made, _allowances(user, organisation), until=_until(user, organisation))
    lines = _apart([_line(made[each.of], each.step, on) for each in found if each.step.ends > on])
    return rewrite_from(user, organisation, on, lines, "protection", kinds=[ElementKind.PROTECTION])


def _line(protected: ProtectedSum, step: rules.Step, on: date) -> ElementLine:
    share = "in full" if step.annual_gbp == protected.annual_gbp else "what is left of it"
    return ElementLine(
        kind=ElementKind.PROTECTION,
        label=f"Pay protection: {protected.title}",
        annual_gbp=step.annual_gbp,
        pensionable=True,
        starts=max(step.starts, on),
        ends=step.ends,
        working=(
            f"£{protected.annual_gbp:,.2f} a year protected after the role, {share}: "
            f"{protected.full_months} months in full and {protected.taper_months} of equal monthly steps, "
            "less the allowances of roles begun since. As the employer’s policy says."
        ),
        source=f"protection:{protected.pk}",
        service_id=protected.service_id,
    )


def _apart(lines: list[ElementLine]) -> list[ElementLine]:
    """Two sums after roles of one name get names of their own: one name is paid once a day."""
    found: list[ElementLine] = []
    sources: dict[str, list[str]] = {}
    for line in lines:
        of = sources.setdefault(line.label, [])
        if line.source not in of:
            of.append(line.source)
        number = of.index(line.source) + 1
        found.append(line if number == 1 else ElementLine(**{**vars(line), "label": f"{line.label} ({number})"}))
    return found


def _taken_up(
    others: QuerySet[ProtectedSum], user: User, organisation: Organisation, source: str, day: date
) -> Decimal:
    """What the ended allowance had taken up of earlier protection on its last day: that is paid again by itself."""
    sums = [each.as_sum for each in others]
    if not sums:
        return rules.ZERO
    with_it = rules.paid_on(sums, _allowances(user, organisation), day)
    return rules.paid_on(sums, _allowances(user, organisation, without=source), day) - with_it


def _allowances(user: User, organisation: Organisation, without: str = "") -> list[rules.Allowance]:
    elements = PayElement.objects.current().filter(
        user=user, organisation=organisation, kind=ElementKind.ALLOWANCE, annual_gbp__gt=0, role_from__isnull=False
    )
    return [
        rules.Allowance(each.annual_gbp, each.role_from, each.period.lower, each.period.upper)
        for each in elements.exclude(source=without)
        if each.role_from and each.period.lower
    ]


def _until(user: User, organisation: Organisation) -> date | None:
    """The first day after every employment on record; None where one runs on, or none is on record."""
    ends = [each.period.upper for each in Employment.objects.filter(user=user, organisation=organisation)]
    return max((day for day in ends if day), default=None) if all(ends) else None

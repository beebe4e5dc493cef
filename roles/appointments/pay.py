"""What an appointment does to pay; rewards does the sums and keeps the elements."""

from datetime import date
from decimal import Decimal

from people.models import User
from rewards.elements.models import ElementKind
from rewards.elements.services import ElementLine, rewrite_from
from rewards.packages.services import Comparison, compare_for, role_of
from rewards.packages.writing import OF_THE_WEEK, take_back
from rewards.protection import services as protection
from roles.appointments.models import Appointment
from roles.posts.models import PaidBy
from roles.selection.models import Offer

ZERO = Decimal(0)


def write_allowance(appointment: Appointment, *, since: date | None = None) -> None:
    """Writes the role's allowance element to the end of its term, at £0 where the role pays none, and its salary.

    From the day `since`, or from the first day of the term. What was protected of this role's allowance is taken back,
    and protection after earlier roles is paid less this one.
    """
    starts = since or appointment.starts
    line = _line(
        appointment,
        starts,
        ElementKind.ALLOWANCE,
        f"Allowance: {appointment.title}",
        appointment.allowance_gbp,
        f"£{appointment.allowance_gbp:,.0f} a year, agreed with the appointment.",
        pas=appointment.pas,
    )
    _write(appointment, starts, [line], kinds=[ElementKind.ALLOWANCE], label=line.label)
    protection.withdraw(appointment.user, appointment.organisation, source_of(appointment))
    protection.follow(appointment.user, appointment.organisation, starts)
    post = appointment.post
    if appointment.paid_by == PaidBy.SALARY and post is not None and post.salary_gbp:
        _write_salary(appointment, starts, post.salary_gbp, keeps_contract=post.keeps_clinical_contract)


def _write_salary(appointment: Appointment, starts: date, salary: Decimal, *, keeps_contract: bool) -> None:
    """The salary of the role; where it ends the clinical contract, nothing is paid under that for the term."""
    working = f"£{salary:,.0f} a year, as the post says."
    lines = [_line(appointment, starts, ElementKind.SALARY, f"Salary: {appointment.title}", salary, working)]
    if keeps_contract:
        _write(appointment, starts, lines, kinds=[ElementKind.SALARY], label=lines[0].label)
        return
    reason = "The role ends the clinical contract for its term; the salary is all that is paid."
    lines.append(_line(appointment, starts, ElementKind.BASIC, "Basic pay", ZERO, reason, pas=ZERO))
    _write(appointment, starts, lines, kinds=[*OF_THE_WEEK, ElementKind.SALARY])


def _line(
    appointment: Appointment,
    starts: date,
    kind: ElementKind,
    label: str,
    annual: Decimal,
    working: str,
    *,
    pas: Decimal | None = None,
) -> ElementLine:
    return ElementLine(
        kind=kind,
        label=label[:120],
        annual_gbp=annual,
        pensionable=True,
        starts=starts,
        ends=appointment.term.upper,
        pas=pas,
        working=working,
        role_title="" if kind == ElementKind.BASIC else appointment.title[:150],
        role_from=None if kind == ElementKind.BASIC else appointment.starts,
        role_kind="" if kind == ElementKind.BASIC else appointment.archetype.title,
        role_level="" if kind == ElementKind.BASIC else appointment.archetype.level,
    )


def _write(
    appointment: Appointment,
    starts: date,
    lines: list[ElementLine],
    *,
    kinds: list[ElementKind],
    label: str | None = None,
) -> None:
    rewrite_from(
        appointment.user,
        appointment.organisation,
        starts,
        lines,
        source_of(appointment),
        kinds=kinds,
        label=label,
        until=appointment.term.upper,
        service=appointment.service,
    )


def source_of(appointment: Appointment) -> str:
    """How elements name the appointment that made them."""
    return f"appointment:{appointment.pk}"


def end(appointment: Appointment, on: date) -> None:
    """Ends the role's pay on the day; what it had replaced is paid again, and its allowance is protected."""
    take_back(appointment.user, appointment.organisation, on, source_of(appointment))
    protect(appointment)


def protect(appointment: Appointment) -> None:
    """Protects the allowance from the end of the term, as the employer's policy says; not that of acting up (I).

    Whatever the reason for an early end: which of them a policy protects is local (domain.md 2.6).
    """
    ends = appointment.term.upper
    if ends is None or appointment.acting or not appointment.allowance_gbp:
        return
    protection.protect(
        appointment.user,
        appointment.organisation,
        ends,
        appointment.allowance_gbp,
        source_of(appointment),
        title=appointment.title,
        service=appointment.service,
    )


def comparison(user: User, offer: Offer) -> Comparison | None:
    """The applicant's package without and with the role, on its first day; None without an employment on record."""
    role = role_of(offer.application.post, allowance=offer.allowance_gbp, pas=offer.pas)
    return compare_for(user, role, offer.starts_on)

"""The rules of a time split, S1 to S12 (domain.md section 11.1): plain values in, findings in words out.

PAs are Decimal programmed activities a week, of 4 hours each; periods are half-open dates.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal

from pathways.splits.week import (
    CATEGORIES,
    FULL_TIME,
    SESSIONS,
    TOLERANCE,
    WEEKDAYS,
    ZERO,
    ContractKind,
    Finding,
    Level,
    Line,
    SplitFacts,
    hours,
    wte,
)
from people.design.words import number, pas, shortdate


def s1_parts_equal_total(facts: SplitFacts) -> Iterable[Finding]:
    """S1: the categories add up to the total, and the PAs above 10 are the additional ones within it."""
    if not facts.lines:
        yield Finding("S1", Level.ERROR, "Add at least one line: a split says what your week holds.")
        return
    parts = facts.sum_of(*CATEGORIES)
    if abs(parts - facts.total) > TOLERANCE:
        more = "more" if parts > facts.total else "less"
        yield Finding(
            "S1",
            Level.ERROR,
            f"Your lines add up to {pas(parts)}, {number(abs(parts - facts.total))} {more} than the "
            f"{pas(facts.total)} a week you gave in all.",
        )
    above = max(facts.total - FULL_TIME, ZERO)
    if abs(facts.additional - above) > TOLERANCE:
        yield Finding(
            "S1",
            Level.ERROR,
            f"{pas(above)} of your week {'is' if above == 1 else 'are'} above 10, but {pas(facts.additional)} "
            f"{'is' if facts.additional == 1 else 'are'} marked as additional. Mark exactly the lines above 10; "
            "divide a line in two if part of it is additional.",
        )


def s2_parts_in_steps(facts: SplitFacts) -> Iterable[Finding]:
    """S2: every part is at least 0 and a whole number of steps (0.125; 0.25 in screens).

    What is counted from hours or from sessions a year is no whole number of steps, but must be what follows from them.
    """
    for n, line in enumerate(facts.lines, start=1):
        name = f"Line {n}, {line.what}," if line.what else f"Line {n}"
        if line.pas < 0:
            yield Finding("S2", Level.ERROR, f"{name} has fewer than 0 PAs. Give 0 or more.")
        elif (counted := line.counted(facts.thresholds.working_weeks)) is not None:
            if line.pas != counted:
                yield Finding(
                    "S2", Level.ERROR, f"{name} has {pas(line.pas)}, but {counting(line, facts)} {number(counted)}."
                )
        elif line.pas % facts.thresholds.step:
            yield Finding(
                "S2",
                Level.ERROR,
                f"{name} has {pas(line.pas)}. Give PAs in steps of {number(facts.thresholds.step)}.",
            )


def counting(line: Line, facts: SplitFacts) -> str:
    """What a line's PAs are counted from, as the start of a sentence that the PAs end."""
    if line.sessions_a_year is not None:
        return f"{number(line.sessions_a_year)} sessions a year over {facts.thresholds.working_weeks} working weeks are"
    premium = " in premium time" if line.premium else ""
    return f"{number(line.hours or ZERO)} hours a week{premium} are"


def s3_cap(facts: SplitFacts) -> Iterable[Finding]:
    """S3: a total above the cap needs a reason for the override, and an opt-out of the 48-hour week."""
    cap = facts.thresholds.pa_cap
    if facts.total <= cap:
        return
    named = facts.override_agreed_by.strip()
    if not facts.override_reason.strip():
        yield Finding(
            "S3",
            Level.ERROR,
            f"{pas(facts.total)} a week is above the limit of {number(cap)}. Take PAs off, or give the reason "
            "why more is needed.",
        )
    elif not named:
        yield Finding(
            "S3",
            Level.ERROR,
            f"{pas(facts.total)} a week is above the limit of {number(cap)}. Name who agreed to it.",
        )
    if not facts.wtr_opt_out:
        yield Finding(
            "S3",
            Level.ERROR,
            f"{pas(facts.total)} a week needs an opt-out of the 48-hour week on file. You have none: record it "
            "in your profile, or take PAs off.",
        )
    if facts.override_reason.strip() and named and facts.wtr_opt_out:
        yield Finding(
            "S3", Level.WARNING, f"{pas(facts.total)} a week is above the limit of {number(cap)}, agreed by {named}."
        )


def s4_part_time(facts: SplitFacts) -> Iterable[Finding]:
    """S4: a total under 10 is part time, and pay is in proportion."""
    if ZERO < facts.total < FULL_TIME and facts.contract is not ContractKind.HOURS:
        yield Finding(
            "S4",
            Level.INFORMATION,
            f"{pas(facts.total)} a week is part time: basic pay is {number(facts.total * 10)}% of full time.",
        )


def spa_floor(facts: SplitFacts) -> Decimal:
    """The least SPAs a week for this contract and total, in proportion for a part-timer (S5)."""
    limits = facts.thresholds
    full = limits.sas_spa_floor if facts.contract is ContractKind.SAS else limits.spa_floor
    return full * min(facts.total, FULL_TIME) / FULL_TIME


def s5_spa_floor(facts: SplitFacts) -> Iterable[Finding]:
    """S5: supporting professional activities under the floor."""
    floor = spa_floor(facts)
    if facts.contract is not ContractKind.HOURS and facts.sum_of("spa") < floor:
        yield Finding(
            "S5",
            Level.WARNING,
            f"{pas(facts.sum_of('spa'))} for supporting professional activities "
            f"{'is' if facts.sum_of('spa') == 1 else 'are'} under the usual least of "
            f"{number(floor.quantize(Decimal('0.001')))} for this week: appraisal, learning and audit may not fit.",
        )


def s6_private_practice(facts: SplitFacts) -> Iterable[Finding]:
    """S6: private practice on record and no additional PA offered to the employer."""
    if facts.private_practice and not facts.extra_pa_offered and facts.additional == 0:
        yield Finding(
            "S6",
            Level.WARNING,
            "You have private practice on record and have offered no additional PA: your employer may hold "
            "your pay progression.",
        )


def s7_no_session_twice(facts: SplitFacts) -> Iterable[Finding]:
    """S7: no PA counted twice: one line a weekday and session."""
    slots = Counter((line.weekday, line.session) for line in facts.lines)
    for (weekday, session), times in slots.items():
        if weekday is not None and session and times > 1:
            yield Finding(
                "S7",
                Level.ERROR,
                f"{WEEKDAYS[weekday]} {SESSIONS.get(session, session)} stands in {times} lines. "
                "The same time counts once: change one of them.",
            )


def s8_clinical_share(facts: SplitFacts) -> Iterable[Finding]:
    """S8: no clinical share while a clinical contract is kept; under the employer's minimum warns too (4.3)."""
    clinical = facts.sum_of("dcc")
    if facts.contract is ContractKind.HOURS or not facts.lines:
        return
    if clinical == 0:
        yield Finding(
            "S8",
            Level.WARNING,
            "No direct clinical care is left. Ask before you agree: an award, your licence and your return to "
            "practice can depend on it.",
        )
    elif clinical < facts.thresholds.clinical_minimum and facts.sum_of("anr", "ed") > 0:
        yield Finding(
            "S8",
            Level.WARNING,
            f"{pas(clinical)} of direct clinical care {'is' if clinical == 1 else 'are'} under your employer's "
            f"least of {number(facts.thresholds.clinical_minimum)}, kept so that you can return.",
        )


def s9_no_overlap(facts: SplitFacts) -> Iterable[Finding]:
    """S9: a split starts after the one before; the one before ends on that day, a later one is in the way."""
    span = facts.span
    if span is None:
        return
    if span.ends is not None and span.ends <= span.starts:
        yield Finding("S9", Level.ERROR, "The split ends before it starts. Give a later end, or none.")
        return
    for other in sorted(facts.agreed, key=lambda agreed: agreed.starts):
        if other.starts >= span.starts and (span.ends is None or other.starts < span.ends):
            yield Finding(
                "S9",
                Level.ERROR,
                f"A split agreed before starts on {shortdate(other.starts)}. Start after that day, or end "
                "on it at the latest.",
            )
            return


def s11_paid_once(facts: SplitFacts) -> Iterable[Finding]:
    """S11: an allowance or additional PAs for the same leadership time, not both."""
    if facts.allowance_paid and any(
        line.additional and line.category in ("anr", "ed") and line.pas > 0 for line in facts.lines
    ):
        yield Finding(
            "S11",
            Level.WARNING,
            "The role pays an allowance, and its time is also marked as additional PAs. One or the other pays for "
            "the same time, unless your employer's policy says both; additional PAs are not pensionable.",
        )


def s12_hours(facts: SplitFacts) -> Iterable[Finding]:
    """S12: other contracts count in hours; the conversion is for display only."""
    if facts.contract is ContractKind.HOURS and facts.total > 0:
        yield Finding(
            "S12",
            Level.INFORMATION,
            f"{pas(facts.total)} a week is {number(hours(facts.total))} hours, {number(wte(facts.total))} of a "
            "37.5-hour week.",
        )


RULES: tuple[Callable[[SplitFacts], Iterable[Finding]], ...] = (
    s1_parts_equal_total,
    s2_parts_in_steps,
    s3_cap,
    s4_part_time,
    s5_spa_floor,
    s6_private_practice,
    s7_no_session_twice,
    s8_clinical_share,
    s9_no_overlap,
    s11_paid_once,
    s12_hours,
)


def findings(facts: SplitFacts) -> tuple[Finding, ...]:
    """What the rules say of the split, in the order of their ids. S10 is asked at each signature (signing.py)."""
    return tuple(finding for rule in RULES for finding in rule(facts))


def errors(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that stop a split."""
    return tuple(finding for finding in found if finding.level is Level.ERROR)


def warnings(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that go on with a reason."""
    return tuple(finding for finding in found if finding.level is Level.WARNING)

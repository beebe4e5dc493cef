"""How long a term may become, and when it may end: pure functions, each refusal with its words."""

from datetime import date

from people.dates import after_months
from people.design.words import longdate, plural


def end_problem(last_day: date, *, starts: date, ends: date | None, today: date) -> str:
    """Why a term can't end early on this last day; empty when it can. `ends` is the first day after the term."""
    if ends is not None and ends <= today:
        return "This role has ended already."
    if last_day < starts:
        return f"The last day must not be before the first day, {longdate(starts)}."
    if last_day < today:
        return "The last day must be today or later: what was worked until today is paid."
    if ends is not None and last_day >= after_days(ends, -1):
        return f"The term ends on {longdate(after_days(ends, -1))} in any case. Enter an earlier day."
    return ""


def extension_problem(ends: date, *, former: date, most_months: int, today: date) -> str:
    """Why a term can't be extended to the day before `ends`; `former` is the first day after it as it stands."""
    if ends <= former:
        return f"The new last day must be after the last day as it stands, {longdate(after_days(former, -1))}."
    if former <= today:
        return "This role has ended already, so it can't be extended. Advertise it, or ask someone to act up."
    if ends > after_months(former, most_months):
        most = longdate(after_days(after_months(former, most_months), -1))
        return (
            f"A term is extended by {plural(most_months, 'month')} at most here, to {most}. "
            "For longer, offer another term or advertise the role."
        )
    return ""


def renewal_problem(*, renewals: int | None, had: int, former: date, today: date) -> str:
    """Why another term can't be offered; `renewals` is how many the post allows, None where it says nothing."""
    if former <= today:
        return "This role has ended already, so it can't be renewed. Advertise it."
    if not renewals:
        return "The post was advertised without another term. Extend this one, or advertise the role again."
    if had >= renewals:
        return f"The post allows {plural(renewals, 'more term')}, and the holder has had {had}. Advertise the role."
    return ""


def acting_problem(starts: date, ends: date, *, most_months: int, today: date) -> str:
    """Why someone can't act up for this time."""
    if starts < today:
        return "The first day must be today or later."
    if ends <= starts:
        return "The last day must not be before the first day."
    if ends > after_months(starts, most_months):
        return (
            f"Acting up lasts {plural(most_months, 'month')} at most here. For longer, advertise the role so that "
            "everyone can apply."
        )
    return ""


def after_days(day: date, days: int) -> date:
    """The date so many days later, or earlier for a negative number."""
    return date.fromordinal(day.toordinal() + days)

"""What a post offers and how it stands, in words: pure functions of a post and a moment."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import get_default_timezone

from people.clinicians.models import Profession
from people.design.words import longtime, number, pas, plural, pounds, relative, shortdate
from roles.posts.models import PaidBy, Post, PostStatus


def pay(post: Post) -> str:
    """The extra pay a year in words: "£8,000 to £10,000 a year", "to be agreed"."""
    if post.paid_by == PaidBy.SALARY:
        return f"Whole salary, {pounds(post.salary_gbp)} a year" if post.salary_gbp else "Whole salary, to be agreed"
    if post.paid_by == PaidBy.APA:
        return "Additional PAs at your own rate"
    if post.paid_by == PaidBy.TIME_ONLY:
        return "Time, with no extra pay"
    return f"Responsibility allowance, {allowance(post)}"


def allowance(post: Post) -> str:
    """The range in words; "to be agreed" where the advert gives none."""
    low, high = post.allowance_low_gbp, post.allowance_high_gbp
    if low is None and high is None:
        return "to be agreed"
    if not low or not high:
        return f"{'from' if low else 'up to'} {pounds(low or high)} a year" if low or high else "none"
    return f"{pounds(low)} a year" if low == high else f"{pounds(low)} to {pounds(high)} a year"


def term(post: Post) -> str:
    """How long the post is held: "3 years", "18 months", "no fixed term"."""
    months = post.term_months
    if not months:
        return "No fixed term"
    return plural(months // 12, "year") if months % 12 == 0 else plural(months, "month")


def way_back(post: Post) -> list[str]:
    """The right to return, a sentence each; empty where the advert gives none."""
    lines = []
    if post.return_dcc_pas:
        within = f" within {plural(post.return_within_months, 'month')}" if post.return_within_months else ""
        lines.append(f"You come back to {pas(post.return_dcc_pas)} of direct clinical care{within} of the term’s end.")
    if post.return_notice_months:
        lines.append(f"Notice of the return: {plural(post.return_notice_months, 'month')}.")
    return lines


def by_when(post: Post) -> str:
    """When the choice falls: after the closing date and, where the advert says one, before the start."""
    closes = shortdate(post.closes_at)
    if post.starts_on:
        return f"They choose between {closes} and the expected start on {shortdate(post.starts_on)}."
    return f"They choose after {closes}; the start is agreed with you."


def clinical_minimum(post: Post) -> str:
    """What clinical work goes on beside the post."""
    if not post.keeps_clinical_contract:
        return "This post replaces your clinical contract"
    if post.clinical_minimum_pas:
        return f"At least {number(post.clinical_minimum_pas)} clinical PAs a week are kept"
    return "Your clinical contract is kept; the time is agreed with you"


def of_result(post: Post, today: date) -> list[tuple[str, str]]:
    """The facts a search result shows on one line."""
    closes = post.closes_at.astimezone(get_default_timezone()).date()
    return [
        ("Closes", f"{shortdate(closes)}, {relative(closes, today)}"),
        ("Leadership time", f"{pas(post.pas)} a week"),
        ("Pay", pay(post)),
        ("Term", term(post)),
    ]


def of_page(post: Post) -> list[tuple[str, str]]:
    """The facts of a post's page, in the order people ask for them."""
    where = ", ".join(filter(None, [post.organisation_name, post.organisation.town, post.region]))
    open_to = [str(Profession(p).label) for p in Profession.values if p in post.professions]
    seats = [("Places", f"{plural(post.seats, 'person', 'people')} can be appointed")] if post.seats > 1 else []
    return [
        ("Where", where),
        *([("Service", str(post.service))] if post.service else []),
        ("Leadership time", f"{pas(post.pas)} a week"),
        ("How it is paid", pay(post)),
        ("Term", term(post)),
        ("Expected start", shortdate(post.starts_on) if post.starts_on else "To be agreed"),
        ("Clinical work", clinical_minimum(post)),
        ("Open to", ", ".join(open_to) or "Any clinical profession"),
        *seats,
    ]


@dataclass(frozen=True)
class Standing:
    """Whether one can apply, with what the page says about it."""

    open: bool
    label: str
    colour: str
    sentence: str
    closes: str


def standing(post: Post, at: datetime) -> Standing:
    """How the post stands at a moment."""
    closes = longtime(post.closes_at)
    when = f"{closes}, {relative(post.closes_at)}"
    if post.status == PostStatus.WITHDRAWN:
        said = "The organisation withdrew this post; nobody can apply."
        why = f" The reason: {post.ended_reason}" if post.ended_reason else ""
        return Standing(False, "Withdrawn", "grey", said + why, when)
    if post.status == PostStatus.FILLED:
        return Standing(False, "Filled", "grey", f"This post closed on {closes} and has been filled.", when)
    if post.closes_at <= at:
        return Standing(False, "Closed", "grey", f"Applications closed on {closes}. The panel is choosing.", when)
    return Standing(True, "Open", "green", f"Closes on {when}.", when)

"""What a post needs before it is published, and what may still change after. Pure functions; no database, no clock."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from django.utils.timezone import localdate

from people.clinicians.models import Profession
from people.design.words import longtime, number, pounds, shortdate
from people.models import Organisation, Service
from roles.posts.models import AssessedBy, PaidBy, Post

STEPS = {
    "role": "What the post is for",
    "pay": "Time, pay and term",
    "way-back": "The way back",
    "specification": "Person specification",
    "dates": "Dates and contact",
}
MOST_CRITERIA = 8
BOARD = "board"
"""The level whose holders need the fit and proper person test (NHS England’s framework of 2023; domain.md 9)."""
LEAST_DAYS = 7
"""A post is open at least so long: our suggestion."""
WORDS = {
    "specialty": "Specialty",
    "summary": "In a sentence",
    "contact_name": "Whom to talk to",
    "contact_email": "Their email address",
    "contact_phone": "Their telephone number",
}
# What changes the post itself. A word put right in the rest tells nobody.
SUBSTANCE = {
    "title": "Title",
    "service": "Service",
    "professions": "Open to",
    "seats": "Places",
    "pas": "Leadership PAs a week",
    "paid_by": "How it is paid",
    "allowance_low_gbp": "Least allowance",
    "allowance_high_gbp": "Most allowance",
    "salary_gbp": "Salary",
    "term_months": "Term in months",
    "renewals": "Renewals",
    "starts_on": "Expected start",
    "secondment": "Open as a secondment",
    "job_share": "Open to a job share",
    "keeps_clinical_contract": "Clinical contract kept",
    "clinical_minimum_pas": "Least clinical PAs kept",
    "fit_and_proper": "Fit and proper person test",
    "return_dcc_pas": "Direct clinical care to come back to",
    "return_service": "Service to come back to",
    "return_within_months": "Months within which one comes back",
    "return_notice_months": "Months of notice of the return",
    "closes_at": "Closing moment",
    "shortlist_on": "Shortlist by",
    "interviews_on": "Interviews on",
}
AFTER_CLOSING = {"shortlist_on", "interviews_on", "starts_on"}
POUNDS = {"allowance_low_gbp", "allowance_high_gbp", "salary_gbp"}


def asks_fit_and_proper(post: Post) -> bool:
    """Whether the test is asked about: of posts on a board, and of one that asks for it already."""
    return post.archetype.level == BOARD or post.fit_and_proper


class Missing(NamedTuple):
    """What a draft still needs: the step that asks for it, and a sentence."""

    step: str
    sentence: str


def missing(post: Post, judged_by: Sequence[str], today: date) -> list[Missing]:
    """What keeps a draft from being published; empty where nothing does. `judged_by` has one for each criterion."""
    found = unsaid(post)
    if not judged_by:
        found.append(Missing("specification", "Give at least one criterion: applicants write against each"))
    elif all(each == AssessedBy.INTERVIEW for each in judged_by):
        said = "Let the application judge at least one criterion: the panel chooses by it whom to interview"
        found.append(Missing("specification", said))
    if _closed(post.organisation, today):
        found.append(Missing("role", "The organisation has closed: it can’t advertise"))
    if _closed(post.service, today):
        found.append(Missing("role", "Its service has closed: choose another, or the whole organisation"))
    if _closed(post.return_service, today):
        found.append(Missing("way-back", "The service to come back to has closed: choose another"))
    if (localdate(post.closes_at) - today).days < LEAST_DAYS:
        found.append(Missing("dates", f"Let it close at least {LEAST_DAYS} days from today"))
    return sorted(found, key=lambda each: list(STEPS).index(each.step))


def _closed(body: Organisation | Service | None, today: date) -> bool:
    return body is not None and body.closed_on is not None and body.closed_on <= today


def unsaid(post: Post) -> list[Missing]:
    """What a post must say, as a draft to be published and ever after."""
    found = []
    for name, sentence in (
        ("title", "Give the post a title"),
        ("summary", "Say in a sentence what the post is for"),
        ("description", "Describe the work"),
        ("professions", "Choose the professions it is open to"),
    ):
        if not getattr(post, name):
            found.append(Missing("role", sentence))
    if post.paid_by == PaidBy.SALARY and post.salary_gbp is None:
        found.append(Missing("pay", "Give the whole salary, or choose another way to pay"))
    if not post.pas:
        found.append(Missing("pay", "Give the leadership time: more than 0 PAs a week"))
    if not (post.contact_name and (post.contact_email or post.contact_phone)):
        found.append(Missing("dates", "Name someone to talk to, with an email address or a telephone number"))
    return found


def in_words(name: str, value: Any) -> str:
    """A field's value as people read it."""
    if value is None or value == "" or value == []:
        return "not said"
    if name == "paid_by":
        return str(PaidBy(value).label)
    if name == "professions":
        return ", ".join(str(Profession(each).label) for each in Profession.values if each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return pounds(value) if name in POUNDS else number(value)
    if isinstance(value, datetime):
        return longtime(value)
    return shortdate(value) if isinstance(value, date) else str(value)


def changed(before: dict[str, Any], after: dict[str, Any]) -> list[list[str]]:
    """The changes of substance, each as [what, before, after] in words."""
    return [
        [SUBSTANCE[name], in_words(name, before[name]), in_words(name, value)]
        for name, value in after.items()
        if name in SUBSTANCE and in_words(name, before[name]) != in_words(name, value)
    ]


def why_not_change(post: Post, after: dict[str, Any], now: datetime) -> tuple[str, str] | None:
    """Why a published post may not change so, with the field it is about; None where it may."""
    later = {name for name, value in after.items() if name in SUBSTANCE and getattr(post, name) != value}
    if post.closes_at <= now and not later <= AFTER_CLOSING:
        return "", "This post has closed: only the dates that come after can still move. Advertise it again instead"
    if after.get("closes_at", post.closes_at) < post.closes_at:
        return "closes_on", "A published post can be open longer, not shorter. Close it early instead, with a reason"
    if after.get("seats", post.seats) < post.seats:
        return "seats", "Places can be added once a post is published, not taken away"
    return None


Each = TypeVar("Each")


def moved(those: Sequence[Each], place: int, up: bool) -> list[Each]:
    """The list with the one at `place`, counted from 1, a place higher or lower; as it is where that is no place."""
    other = place - 1 if up else place + 1
    changed = list(those)
    if min(place, other) >= 1 and max(place, other) <= len(changed):
        changed[place - 1], changed[other - 1] = changed[other - 1], changed[place - 1]
    return changed

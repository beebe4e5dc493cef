"""The service's navigation: one table, routes by name; what a person sees follows from their roles today."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch

from people.design.addresses import url
from people.memberships.models import Role
from people.memberships.requests import held_today


@dataclass(frozen=True)
class Item:
    """One link: for anyone, for those signed in, or for holders of one of the roles, once its route exists."""

    text: str
    route: str
    signed_in: bool = False
    roles: frozenset[Role] = frozenset()


ITEMS = [
    Item("Home", "desk:home", signed_in=True),
    Item("Find a role", "roles:search"),
    Item("Applications", "applications:list", signed_in=True),
    Item("Time splits", "splits:list", signed_in=True),
    Item("Role reviews", "reviews:list", roles=frozenset({Role.CLINICIAN, Role.SERVICE_LEAD, Role.MEDICAL_DIRECTOR})),
    Item("Approvals", "approvals:queue", roles=frozenset({Role.SERVICE_LEAD, Role.MEDICAL_DIRECTOR, Role.HR})),
    Item("Split figures", "oversight:organisations", roles=frozenset({Role.MEDICAL_DIRECTOR, Role.HR, Role.ANALYST})),
    Item("Posts", "posts:list", roles=frozenset({Role.RECRUITER})),
    Item("Panel", "panel:list", roles=frozenset({Role.PANEL_MEMBER, Role.RECRUITER})),
    Item("Pay", "rewards:package", signed_in=True),
    Item("Staff pay", "rewards:staff-organisations", roles=frozenset({Role.HR})),
    Item("Pay reports", "rewards:reports", roles=frozenset({Role.HR})),
    Item("Published pay figures", "rewards:editions", roles=frozenset({Role.ANALYST})),
    Item("Payroll", "rewards:payroll", roles=frozenset({Role.HR})),
    Item("Choosing times", "measures:page", roles=frozenset({Role.HR})),
    Item("Shortlisting figures", "applications:figures", roles=frozenset({Role.HR, Role.ANALYST})),
    Item("Legal holds", "applications:holds", roles=frozenset({Role.HR})),
    Item("People", "organisation:list", roles=frozenset({Role.ORGANISATION_ADMIN})),
    Item("Emails", "queue:list", roles=frozenset({Role.ORGANISATION_ADMIN})),
    Item("Settings", "settings:list", roles=frozenset({Role.ORGANISATION_ADMIN, Role.HR, Role.MEDICAL_DIRECTOR})),
    Item("Mentoring", "mentoring:home", signed_in=True),
    Item("Returns", "returns:list", signed_in=True),
    Item("Practice kept", "practice:own", signed_in=True),
]


class Link(NamedTuple):
    """A link as the menu shows it; `current` is "page" on its own page, "true" on one below it, "" elsewhere."""

    text: str
    href: str
    current: str


def navigation(request: HttpRequest, items: Iterable[Item] = ITEMS) -> tuple[Link, ...]:
    """The links for this person, with the one they are at marked."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    roles = {held.role for held in held_today(request)}
    links: list[tuple[str, str]] = []
    for item in items:
        if (item.signed_in or item.roles) and not signed_in:
            continue
        if item.roles and not item.roles & roles:
            continue
        try:
            links.append((item.text, url(item.route)))
        except NoReverseMatch:
            continue
    here = request.path
    best = max((href for _, href in links if here.startswith(href)), key=len, default="")
    current = {best: "page" if here == best else "true"} if best else {}
    return tuple(Link(text, href, current.get(href, "")) for text, href in links)

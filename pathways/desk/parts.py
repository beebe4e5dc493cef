"""What a person's roles today let them do here, each in a sentence with its one link."""

from typing import NamedTuple

from django.urls import reverse

from people.memberships.policies import memberships_today
from people.models import Role, User

DOES: dict[str, tuple[str, str, str]] = {
    Role.CLINICIAN: ("You find posts, apply, and agree how your week is divided.", "Find a role", "roles:search"),
    Role.SERVICE_LEAD: ("You sign or return time splits first.", "Time splits to sign", "approvals:queue"),
    Role.MEDICAL_DIRECTOR: ("You sign or return time splits last.", "Time splits to sign", "approvals:queue"),
    Role.RECRUITER: ("You run the choice for each post, from the panel to the offer.", "Choices", "panel:list"),
    Role.PANEL_MEMBER: ("You score applications without names.", "Panels you sit on", "panel:list"),
    Role.HR: ("You read what everyone is paid, and who loses by leading.", "Pay reports", "rewards:reports"),
    Role.ORGANISATION_ADMIN: (
        "You give people their roles, end them, keep the list of services, and set what your organisation has agreed.",
        "People and roles",
        "organisation:list",
    ),
    Role.ANALYST: (
        "You read figures about groups, never about one person; small groups are hidden. Ask HR for the tables of the"
        " remuneration report.",
        "Time splits in figures",
        "oversight:organisations",
    ),
}

SETTINGS = ("Settings", "settings:list")
RETURNS = ("Returns to practice in figures", "returning:organisations")
TARGETS = ("Targets for clinical practice", "practice:organisations")
FIGURES = ("Time splits in figures", "oversight:organisations")
MORE: dict[str, tuple[tuple[str, str], ...]] = {
    Role.ORGANISATION_ADMIN: (SETTINGS, TARGETS),
    Role.HR: (FIGURES, RETURNS, SETTINGS, TARGETS),
    Role.MEDICAL_DIRECTOR: (FIGURES, RETURNS, SETTINGS, TARGETS),
    Role.ANALYST: (RETURNS, ("Words explained", "pages:words")),
}
"""Further links, where a role has some."""


class Part(NamedTuple):
    """One role held today: its name, where, what it is for, where to do it, and further links by their words."""

    role: str
    where: str
    does: str
    link: str
    href: str
    more: dict[str, str]


def parts_of(user: User) -> list[Part]:
    """The person's roles today, in the order of the table: one query."""
    held = memberships_today(user).select_related("organisation", "service")
    order = list(DOES)
    return [
        Part(
            each.get_role_display(),
            _where(each.organisation.name, each.service),
            does,
            link,
            reverse(route),
            {text: reverse(name) for text, name in MORE.get(each.role, ())},
        )
        for each in sorted(held, key=lambda each: (order.index(each.role), each.pk))
        for does, link, route in [DOES[each.role]]
    ]


def _where(organisation: str, service: object) -> str:
    return f"{service}, {organisation}" if service else organisation

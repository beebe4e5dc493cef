"""Signatures that are past their day: whose turn it is, and who that is by name."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Count, F, Min, Value, When
from django.db.models.functions import Coalesce, NullIf

from pathways.oversight.reading import Ask, overdue
from people.models import Membership, Role


@dataclass(frozen=True)
class Late:
    """Whose signatures are past their day: whose turn, for which service, a named person's key, how many, since."""

    waits_for: str
    service: str
    person: str
    splits: int
    oldest: date


def who_signs(ask: Ask) -> dict[tuple[str, str], str]:
    """The names of those who sign today, by role and service; a director's service is empty."""
    roles = (Role.SERVICE_LEAD, Role.MEDICAL_DIRECTOR, Role.HR)
    found = Membership.objects.in_force(ask.today).filter(organisation=ask.organisation, role__in=roles)
    names: dict[tuple[str, str], list[str]] = {}
    for each in found.select_related("user", "service").order_by("user__name"):
        service = each.service.name if each.service and each.role == Role.SERVICE_LEAD else ""
        names.setdefault((each.role, service), []).append(str(each.user))
    return {key: ", ".join(those) for key, those in names.items()}


def late(ask: Ask) -> list[Late]:
    """Overdue by whom, the oldest first; a director's are counted together, a lead's by service."""
    person = (NullIf("waits_for_person__name", Value("")), "waits_for_person__email", Value(""))
    name = Coalesce(*person, output_field=CharField())
    of = Case(When(waits_for="service_lead", then=F("service__name")), default=Value(""))
    found = overdue(ask).order_by().values("waits_for", of=of, person=name)
    rows = found.annotate(n=Count("pk"), oldest=Min("due_on")).order_by("oldest", "of", "person")
    return [Late(each["waits_for"], each["of"], each["person"], each["n"], each["oldest"]) for each in rows]

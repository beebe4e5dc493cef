"""A service with a lead, a medical director and a clinician who has sent a time split."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from pathways.models import TimeSplit
from pathways.splits.drafting import save_draft
from pathways.splits.facts import Proposal
from pathways.splits.services import sign_off, submit
from pathways.splits.week import Line
from people.models import Organisation, Role, Service, User
from tests.factories import ClinicianFactory, EmploymentFactory, MembershipFactory, PayPointFactory, ServiceFactory


@dataclass
class House:
    """The people around one service."""

    organisation: Organisation
    service: Service
    clinician: User
    lead: User
    director: User

    def proposal(self, starts: date | None = None, **changes: object) -> Proposal:
        """6.5 PAs of direct clinical care, 1.5 supporting, 2 leading; from a month ahead unless said."""
        facts: dict[str, object] = {
            "service": self.service,
            "starts": starts or timezone.localdate() + timedelta(days=30),
            "total": Decimal("10"),
            "lines": lines("dcc 6.5", "spa 1.5", "anr 2"),
            "reason": "I lead the service.",
        }
        return Proposal(**{**facts, **changes})  # type: ignore[arg-type]

    def submitted(self, starts: date | None = None, **changes: object) -> TimeSplit:
        draft = save_draft(self.proposal(starts, **changes), by=self.clinician)
        return submit(draft, by=self.clinician, version=draft.version)

    def first_signed(self, starts: date | None = None, **changes: object) -> TimeSplit:
        split = self.submitted(starts, **changes)
        return sign_off(split, by=self.lead, version=split.version)

    def signed_off(self, starts: date | None = None, **changes: object) -> TimeSplit:
        split = self.first_signed(starts, **changes)
        return sign_off(split, by=self.director, version=split.version)

    def agreed_then(self, starts: date, **changes: object) -> TimeSplit:
        """Agreed on its own first day: what is to be agreed for days gone by today is a correction."""
        with time_machine.travel(datetime.combine(starts, time(12)), tick=False):
            return self.signed_off(starts, **changes)


def lines(*parts: str) -> tuple[Line, ...]:
    """Lines such as "dcc 6.5"."""
    return tuple(Line(category, Decimal(pas), what="Work") for category, pas in (p.split() for p in parts))


def make_house() -> House:
    service = ServiceFactory(name="Cardiology")
    organisation = service.organisation
    PayPointFactory()
    people = {}
    for name, role, of in [
        ("clinician", Role.CLINICIAN, service),
        ("lead", Role.SERVICE_LEAD, service),
        ("director", Role.MEDICAL_DIRECTOR, None),
    ]:
        people[name] = MembershipFactory(
            user__name=f"The {name}", organisation=organisation, role=role, service=of
        ).user
    ClinicianFactory(user=people["clinician"])
    EmploymentFactory(user=people["clinician"], organisation=organisation, service=service)
    return House(organisation, service, **people)


@pytest.fixture
def house(db: None) -> House:
    return make_house()

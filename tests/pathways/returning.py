"""The two of a return plan, and the plan as the clinician asks for it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from psycopg2.extras import DateRange

from pathways.models import CheckIn, ReturnPlan
from pathways.returns.facts import Proposal
from pathways.returns.grounds import of_role
from pathways.returns.services import complete, open_plan
from pathways.returns.supervision import log_day
from people.dates import after_months
from people.models import Role, User
from roles.models import Appointment
from tests.factories import AppointmentFactory, ClinicianFactory, MembershipFactory, ServiceFactory

DONE = "We agreed two lists a month."


class Returning:
    """A clinician who took up a role 30 days ago for a year, and the lead who supervises the return."""

    def __init__(self, *, left_days_ago: int = 30, months: int = 12) -> None:
        self.today = timezone.localdate()
        self.left = self.today - timedelta(days=left_days_ago)
        self.back = after_months(self.left, months)
        service = ServiceFactory(name="Cardiology")
        here = {"organisation": service.organisation, "service": service}
        self.clinician: User = MembershipFactory(**here, user__name="Amira Away").user
        self.lead: User = MembershipFactory(**here, user__name="Sam Supervisor", role=Role.SERVICE_LEAD).user
        ClinicianFactory(user=self.clinician)
        self.appointment: Appointment = AppointmentFactory(
            **here, user=self.clinician, title="Clinical director, cardiology", term=DateRange(self.left, self.back)
        )

    def proposal(self, **changes: Any) -> Proposal:
        facts: dict[str, Any] = {
            "ground": of_role(self.appointment),
            "away_from": self.left,
            "returns_on": self.back,
            "return_dcc_pas": Decimal("7.5"),
            "supervisor": self.lead,
            "supervised_days": 10,
        }
        return Proposal(**facts | changes)

    def opened(self, **changes: Any) -> ReturnPlan:
        return open_plan(self.proposal(**changes), by=self.clinician)

    def typed(self, **changes: object) -> dict[str, object]:
        """What a browser posts from the first form."""
        posted: dict[str, object] = {"return_dcc_pas": "7.5", "supervisor": self.lead.pk, "supervised_days": "10"}
        for name, day in (("away_from", self.left), ("returns_on", self.back)):
            posted |= {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}
        return posted | changes

    def worked(self, plan: ReturnPlan, count: int = 10) -> None:
        """The supervisor logs so many days from the day of return on, which are then agreed."""
        first = plan.days.count()
        for n in range(first, first + count):
            log_day(plan, by=self.lead, day=plan.returns_on + timedelta(days=n), work="clinic")

    def hold(self, plan: ReturnPlan, kind: str, on: date | None = None, *, by: User | None = None) -> CheckIn:
        """Records the first open step of a kind, today unless said."""
        step = step_of(plan, kind)
        return complete(step, by=by or self.lead, done_on=on or timezone.localdate(), note=DONE)


def step_of(plan: ReturnPlan, kind: str) -> CheckIn:
    """The plan's first open step of a kind."""
    return plan.check_ins.filter(kind=kind, done_on=None).order_by("due_on")[0]

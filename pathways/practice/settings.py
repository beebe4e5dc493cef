"""What an organisation sets for the picture of readiness."""

from pathways.practice.readiness import SOON_MONTHS
from pathways.regulators.settings import ROOM
from people.settings.declared import Mark, Whole

AT_RISK_MONTHS = Whole(
    key="readiness_at_risk_months",
    room=ROOM,
    words="A condition of readiness is at risk, before it ends",
    hint="Long enough to mend it: to find a list, or a place on a course.",
    unit="month",
    default=SOON_MONTHS,
    least=1,
    most=12,
    source="This service’s own.",
    mark=Mark.OURS,
)

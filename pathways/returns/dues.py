"""What the room of returns tells people of. What was noted in a meeting is in no message, and goes to no delegate."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import DateField, Exists, Max, OuterRef, Subquery
from django.urls import reverse

from pathways.returns.models import CheckIn, ReturnPlan, ReturnStatus
from pathways.returns.policies import passed_on_to
from pathways.returns.settings import ESCALATION_DAYS
from people.models import Membership, User
from reminders.kinds import ON_THE_DAY, Found, Kind, after, before, escalation

ROOM = "Return to practice"


def missed_by(subject: str) -> Iterable[User]:
    """To whom a missed check-in is passed on (R7): they learn that it was missed, not what it is about."""
    check_in = CheckIn.objects.select_related("plan").filter(pk=subject.partition(":")[2]).first()
    return passed_on_to(check_in.plan) if check_in else []


CHECK_IN = Kind(
    key="return_check_in",
    room=ROOM,
    words="Check-ins and return meetings",
    says="A check-in or a meeting of your return plan, or of one that you supervise.",
    stages=(before(7), ON_THE_DAY, after(3), escalation(ESCALATION_DAYS)),
    escalates_to=missed_by,
    escalates_words="the responsible officer for doctors and dentists, and to the line lead for others",
    escalation_opens=False,
)


def without_supervisor(on: date) -> Iterator[Found]:
    """The clinician of an open plan whose supervisor has left where it is by the day, due on the day they left."""
    of = Membership.objects.filter(user=OuterRef("supervisor"), organisation=OuterRef("organisation"))
    left = of.order_by().values("user").annotate(left=Max("period__endswith")).values("left")
    plans = ReturnPlan.objects.exclude(status=ReturnStatus.CLOSED).filter(~Exists(of.in_force(on)))
    known = plans.annotate(left=Subquery(left, output_field=DateField())).filter(left__lte=on).order_by("pk")
    for plan in known.select_related("supervisor"):
        title = f"Name another supervisor of your return: {plan.supervisor} no longer works there"[:200]
        path = reverse("returns:supervisor", args=[plan.pk])
        yield Found(f"supervisor:{plan.pk}", plan.user_id, plan.left, title, path, plan.organisation_id)


SUPERVISOR = Kind(
    key="return_supervisor",
    room=ROOM,
    words="Someone to supervise your return",
    says="The supervisor of your return plan no longer works where it is, so you name another.",
    stages=(ON_THE_DAY, after(7)),
    stays="Until then nobody holds the meetings with you.",
    found=without_supervisor,
)
NOTICE = Kind(
    key="return_notice",
    room=ROOM,
    words="Notice to give before you return",
    says="By when you must give notice that you return.",
    stages=(before(28), ON_THE_DAY, after(3)),
    stays="Without notice in time the right to return can be lost.",
)
CONCERN = Kind(
    key="return_concern",
    room=ROOM,
    words="Concerns to answer",
    says="A supervisor’s concern waits for your answer; for responsible officers.",
    stages=(ON_THE_DAY, after(3)),
    stays="It may be about the safety of patients.",
)
RETURN = Kind(
    key="return",
    room=ROOM,
    words="Return plans",
    says="A return plan of yours was recorded, moved or extended, or someone counts on you as supervisor.",
)

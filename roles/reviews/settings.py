"""What an organisation sets for how its role reviews are done."""

from people.settings.declared import Mark, Whole
from roles.appointments.settings import ROOM
from roles.reviews.rules import LEAST_IN_A_GROUP

FEEDBACK_GROUP = Whole(
    key="review_feedback_group",
    room=ROOM,
    words="Grouped feedback on a role is shown from so many answers on",
    hint="Fewer are never shown. What was shown stays as it is; later answers wait until they are as many again.",
    unit="person",
    default=LEAST_IN_A_GROUP,
    least=LEAST_IN_A_GROUP,
    most=10,
    source="No source: a default to start from.",
    mark=Mark.OURS,
)
WISH_DAYS = Whole(
    key="term_wish_days",
    room=ROOM,
    words="Question whether to go on in management or to return, before the last review",
    hint="Early enough that the answer can be talked over in that review. Changed, it holds for every question that is "
    "not answered: one that comes too early is taken back, and one that is late is asked at once.",
    unit="day",
    default=60,
    least=14,
    most=180,
    source="No source: a default to start from.",
    mark=Mark.OURS,
)

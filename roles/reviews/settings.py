"""What an organisation sets for how its role reviews are done."""

from people.settings.declared import Mark, Whole
from roles.reviews.rules import LEAST_IN_A_GROUP

FEEDBACK_GROUP = Whole(
    key="review_feedback_group",
    room="Terms of office",
    words="Grouped feedback on a role is shown from so many answers on",
    hint="Fewer are never shown. What was shown stays as it is; later answers wait until they are as many again.",
    unit="person",
    default=LEAST_IN_A_GROUP,
    least=LEAST_IN_A_GROUP,
    most=10,
    source="No source: a default to start from.",
    mark=Mark.OURS,
)

"""What an organisation sets for mentoring."""

from mentoring.rules import CAPACITY, MOST_CAPACITY
from people.settings.declared import Mark, Whole

MENTOR_CAPACITY = Whole(
    key="mentor_capacity",
    room="Mentoring",
    words="Mentees at once, as a mentor is first asked",
    hint="Each mentor says their own number; this one stands in the form (rule R9).",
    unit="person",
    default=CAPACITY,
    least=1,
    most=MOST_CAPACITY,
    source="Common practice, recalled.",
    mark=Mark.RECALLED,
)

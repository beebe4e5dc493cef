"""What an organisation sets for publishing posts."""

from people.settings.declared import Mark, YesNo

SECOND_PERSON_PUBLISHES = YesNo(
    key="second_person_publishes",
    room="Choosing people",
    words="A second person publishes a post",
    hint="No: whoever wrote a post may publish it alone.",
    default=True,
    source="Four eyes, as for money.",
    mark=Mark.OURS,
)

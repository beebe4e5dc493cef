"""What an organisation sets for pay progression."""

from people.settings.declared import Mark, Whole

ROOM = "Pay"
SOURCE = "The handbook of Agenda for Change, recalled."
AFC_MIDDLE_YEARS = Whole(
    key="afc_middle_years",
    room=ROOM,
    words="Agenda for Change: years to the middle point of a band",
    hint="HR sees from then on that a pay step review is due. Nothing is paid without it.",
    unit="year",
    default=2,
    least=1,
    most=10,
    source=SOURCE,
    mark=Mark.RECALLED,
)
AFC_TOP_YEARS = Whole(
    key="afc_top_years",
    room=ROOM,
    words="Agenda for Change: years to the top point of a band",
    hint="HR sees from then on that a pay step review is due. Nothing is paid without it.",
    unit="year",
    default=5,
    least=1,
    most=10,
    source=SOURCE,
    mark=Mark.RECALLED,
)

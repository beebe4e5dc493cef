"""What an organisation sets for pay progression."""

from dataclasses import replace

from people.settings.declared import Mark, Whole

AFC_MIDDLE_YEARS = Whole(
    key="afc_middle_years",
    room="Pay",
    words="Agenda for Change: years to the middle point of a band",
    hint="HR sees from then on that a pay step review is due. Nothing is paid without it.",
    unit="year",
    default=2,
    least=1,
    most=10,
    source="The handbook of Agenda for Change, recalled.",
    mark=Mark.RECALLED,
)
AFC_TOP_YEARS = replace(
    AFC_MIDDLE_YEARS,
    key="afc_top_years",
    words="Agenda for Change: years to the top point of a band",
    default=5,
)

"""Settings that rooms of several floors ask."""

from people.settings.declared import Mark, Whole

SMALL_NUMBER = Whole(
    key="small_number",
    room="Figures about people",
    words="Smallest group shown",
    hint="Figures about fewer people are hidden, and a second one where the first could be found by subtraction.",
    unit="person",
    default=5,
    least=5,
    most=10,
    source="Rule R12: usual practice of public bodies, recalled.",
    mark=Mark.RECALLED,
)

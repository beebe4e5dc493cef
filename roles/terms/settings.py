"""What an organisation sets for terms of office."""

from people.settings.declared import Mark, Whole

ROOM = "Terms of office"
ACTING_UP_MONTHS = Whole(
    key="acting_up_months",
    room=ROOM,
    words="Longest acting up",
    hint="How long someone may act in a role without a post being advertised.",
    unit="month",
    default=6,
    least=1,
    most=24,
    source="Common practice, recalled.",
    mark=Mark.RECALLED,
)
EXTENSION_MONTHS = Whole(
    key="extension_months",
    room=ROOM,
    words="Longest extension of a term",
    hint="By how much a term may be lengthened without a new choice.",
    unit="month",
    default=12,
    least=1,
    most=36,
    source="Common practice, recalled.",
    mark=Mark.RECALLED,
)

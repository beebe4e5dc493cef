"""The field's words, each explained in a sentence or two; the numbers of rules are those of the house."""

WORDS = [
    (
        "Additional NHS responsibilities (ANR)",
        "anr",
        "Work for the employer beyond direct care, such as clinical director or governance lead. "
        "Leadership time is usually written here.",
    ),
]

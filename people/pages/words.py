"""The field's words, each explained in a sentence or two."""

WORDS = [
    (
        "Additional NHS responsibilities (ANR)",
        "anr",
        "Work for the employer beyond direct care, such as clinical director or governance lead. Leadership time is usually written here.",
    ),
    (
        "Additional PA (APA)",
        "apa",
        "A programmed activity above ten a week. It is agreed separately, paid at the same rate, and not pensionable.",
    ),
]

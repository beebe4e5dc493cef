"""What this is, in public; and the account page, each person's own."""

from tests.access.row import Row

ROWS = [
    *(
        Row(f"pages:{name}", everyone=200)
        for name in ("landing", "help", "words", "accessibility", "privacy", "cookies")
    ),
    Row("pages:account", anonymous=302, everyone=200),
]

"""Names for invented people. The lists are our own; any likeness to a person is chance."""

from pathlib import Path
from random import Random

DATA = Path(__file__).parent / "data"
GIVEN = (DATA / "given_names.txt").read_text(encoding="utf-8").split()
FAMILY = (DATA / "family_names.txt").read_text(encoding="utf-8").split()


def full_name(rng: Random) -> str:
    """A given and a family name, with the family name doubled for one person in twenty-five."""
    family = rng.choice(FAMILY)
    if rng.random() < 0.04:
        family = f"{family}-{rng.choice(FAMILY)}"
    return f"{rng.choice(GIVEN)} {family}"


def address(name: str, mark: str) -> str:
    """An email address that reaches nobody: the ending `.example` is never given out (RFC 2606)."""
    local = "".join(letter for letter in name.lower().replace(" ", ".") if letter.isalnum() or letter in ".-")
    return f"{local}.{mark}@seed.example"

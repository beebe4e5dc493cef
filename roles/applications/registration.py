"""Professional registration: bodies, and the shape of each one's numbers; pure functions."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Body:
    """A regulator: its name, the shape of its numbers, and that shape in words."""

    name: str
    shape: str = ""
    words: str = ""


# Shapes as the bodies' registers show them (M: recalled, not checked against the registers).
BODIES: dict[str, Body] = {
    "GMC": Body("General Medical Council (GMC)", r"[0-9]{7}", "7 figures, like 7012345"),
    "NMC": Body("Nursing and Midwifery Council (NMC)", r"[0-9]{2}[A-Z][0-9]{4}[A-Z]",
                "2 figures, a letter, 4 figures and a letter, like 12A3456B"),
    "HCPC": Body("Health and Care Professions Council (HCPC)", r"[A-Z]{2,3}[0-9]{5,6}",
                 "2 or 3 letters and 5 or 6 figures, like PH12345"),
    "GPhC": Body("General Pharmaceutical Council (GPhC)", r"[25][0-9]{6}",
                 "7 figures of which the first is a 2 or a 5, like 2071234"),
    "GDC": Body("General Dental Council (GDC)", r"[0-9]{4,6}", "4 to 6 figures, like 123456"),
    "other": Body("Another body"),
    "none": Body("My profession is not registered"),
}  # fmt: skip


def tidy(number: str) -> str:
    """The number without spaces and in capitals, as registers write it."""
    return "".join(number.split()).upper()


def body_named(text: str) -> str:
    """The key of the body that a profile names; "other" for one we don't know, empty for none."""
    known = {key.lower(): key for key in BODIES}
    return known.get(text.strip().lower(), "other" if text.strip() else "")


def number_problem(body: str, number: str) -> str:
    """Why the number can't be of that body, in a sentence; empty when it can."""
    if body == "none" or body not in BODIES:
        return ""
    if not number.strip():
        return "Enter your registration number"
    shape = BODIES[body].shape
    if shape and not re.fullmatch(shape, tidy(number)):
        return f"A {body} number has {BODIES[body].words}"
    return ""

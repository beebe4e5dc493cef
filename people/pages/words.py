"""The field's words, each explained in a sentence or two. The key is the anchor: /words/#apa."""

from typing import NamedTuple


class Word(NamedTuple):
    """A word of the field, its anchor on the page, and what it means."""

    word: str
    key: str
    meaning: str


WORDS = [
    Word(
        "Additional NHS responsibilities (ANR)",
        "anr",
        "Work for the employer that is not direct care, such as being a clinical director or leading on audit. "
        "Leadership time usually stands here.",
    ),
    Word(
        "Additional programmed activity (APA)",
        "apa",
        "A programmed activity above ten a week. Each is worth a tenth of basic pay a year, and it is not pensionable.",
    ),
    Word(
        "Appointment",
        "appointment",
        "A person holding a role for a term, with its allowance, its reviews and the way back agreed at the start.",
    ),
    Word(
        "Archetype",
        "archetype",
        "A kind of leadership role, such as clinical director or chief nursing information officer.",
    ),
    Word(
        "Award",
        "award",
        "A clinical excellence award (CEA), local or national, or the national clinical impact award of today.",
    ),
    Word("Check-in", "check-in", "A dated step in a return plan."),
    Word(
        "Direct clinical care (DCC)",
        "dcc",
        "Work for patients: clinics, theatre, ward rounds, on-call work done, and the administration it brings.",
    ),
    Word(
        "External duties (ED)",
        "ed",
        "Work outside the employer, by agreement: for a college, a regulator, a union or another NHS body.",
    ),
    Word(
        "Package",
        "package",
        "All that a person is paid in a year, line by line: basic pay, additional activities, on-call, allowance, "
        "awards.",
    ),
    Word(
        "Pay element",
        "pay-element",
        "One dated line of a package. Its source, such as a time split or an appointment, is named.",
    ),
    Word(
        "Picture of readiness",
        "picture-of-readiness",
        "Which clinical skills are kept: conditions, each met, at risk or not met, and until when. It is no score.",
    ),
    Word(
        "Programmed activity (PA)",
        "pa",
        "Four hours of a consultant’s week. Ten a week are full time. Staff on other contracts count hours; "
        "we convert four hours to one PA for display only.",
    ),
    Word(
        "Responsible officer",
        "responsible-officer",
        "Who answers for doctors being fit to practise and recommends revalidation; here the medical director.",
    ),
    Word(
        "Return plan",
        "return-plan",
        "The agreed way back to clinical practice after a leadership role or other time away: its meetings, its "
        "check-ins and its date.",
    ),
    Word("Role review", "role-review", "A dated review within an appointment: is the role working, and what next?"),
    Word(
        "Supporting professional activities (SPA)",
        "spa",
        "Teaching, training, audit, appraisal, research and keeping up to date.",
    ),
    Word(
        "Time split",
        "time-split",
        "One dated weekly division of a person’s programmed activities over direct care, supporting activities, "
        "NHS responsibilities and external duties.",
    ),
    Word(
        "Whole-time equivalent (WTE)",
        "wte",
        "A share of a full-time week: 0.4 WTE is two days of five.",
    ),
]

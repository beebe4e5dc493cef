"""The template to fill in."""

from pathways.jobplans.rows import HEADS, OPTIONAL
from people.design.sheets import Cell
from people.importing.template import Template

WHOSE: list[Cell] = ["a.clinician@example.nhs.uk", "1/4/2026", "", "Cardiology"]
WEEK = (("DCC", "Clinics and ward rounds", "7"), ("SPA", "Appraisal, learning, audit", "1.5"), ("ANR", "Lead", "1.5"))
EXAMPLE: list[list[Cell]] = [[*WHOSE, *line, "", "no", "", ""] for line in WEEK]
NOTES = {
    "email": "The address with which the person signs in here.",
    "starts": "From when the week holds: day, month, year. Rows of one person and one first day are one week.",
    "last_day": "The last day that counts; left empty, the week runs until the next one.",
    "service": "A service of your organisation, by its name here. The first row’s is the week’s.",
    "category": "DCC direct clinical care, SPA supporting, ANR additional NHS responsibilities, ED external duties.",
    "what": "What is done in this time.",
    "pas": "Programmed activities a week, in eighths, like 1.125 or 7.5.",
    "hours": "Instead of PAs, for contracts that know none: hours a week, in halves.",
    "additional": "Yes for the PAs above 10, no or empty for the rest.",
    "reason": "Only where the week has more than your organisation’s limit.",
    "agreed_by": "Only where the week has more than the limit: name and post.",
}
TEMPLATE = Template("Job plans", HEADS, OPTIONAL, NOTES, EXAMPLE)

"""The columns of a payroll extract: their heads, what a good answer looks like, and an example."""

from people.design.sheets import Cell
from people.importing.template import Template
from rewards.elements.models import ElementKind
from rewards.workforce.models import Ethnicity

HEADS = {
    "email": "Email address",
    "kind": "Kind of pay",
    "label": "Name of the pay line",
    "annual": "Pounds a year",
    "pas": "PAs a week",
    "hours": "Hours a week",
    "pensionable": "Pensionable",
    "starts": "First day",
    "last_day": "Last day",
    "service": "Service",
    "role_title": "Leadership role",
    "role_kind": "Kind of role",
    "role_level": "Level of role",
    "role_from": "First day in the role",
    "sex": "Sex",
    "ethnicity": "Ethnic group",
}
NEEDED = ("email", "kind", "annual", "pensionable", "starts")
OPTIONAL = frozenset(HEADS) - frozenset(NEEDED)
KINDS = ", ".join(str(kind.label) for kind in ElementKind)
NOTES = {
    "email": "The address with which the person signs in here; they are employed by you on these days.",
    "kind": f"One of: {KINDS}.",
    "label": "What the payslip calls it. Needed for awards; for the rest the usual name is taken when it is empty.",
    "annual": "The whole sum of a year, in pounds and pence, like 12,500 or 12500.50; not a month’s.",
    "pas": "Programmed activities a week that the line pays for. Needed for basic pay and additional PAs.",
    "hours": "Instead of PAs, for contracts that know none: hours a week.",
    "pensionable": "Yes or no.",
    "starts": "From when the sum is paid: day, month, year.",
    "last_day": "The last day on which it is paid; empty while it runs on.",
    "service": "A service of your organisation, by its name here.",
    "role_title": "The leadership role that the line belongs to, such as Clinical director, cardiology.",
    "role_kind": "Its kind, such as Clinical director.",
    "role_level": "Its level, such as service or board.",
    "role_from": "When the person took the role on; empty: the first day of its first line in this file.",
    "sex": "Female or Male; empty where payroll has none. Alike in all rows of a person.",
    "ethnicity": f"{', '.join(str(each.label) for each in Ethnicity)}, or Not stated; empty where payroll has none.",
}
WHO: list[Cell] = ["a.clinician@example.nhs.uk"]
EXAMPLE: list[list[Cell]] = [
    [
        *(*WHO, "Basic pay", "", "145478", "10", "", "yes", "1/4/2026", "", "Cardiology"),
        *("", "", "", "", "Female", "White"),
    ],
    [
        *(*WHO, "Responsibility allowance", "", "8000", "", "", "yes", "1/9/2026", "31/8/2029", "Cardiology"),
        *("Clinical director, cardiology", "Clinical director", "service", "1/9/2026", "", ""),
    ],
]
TEMPLATE = Template("Payroll", HEADS, OPTIONAL, NOTES, EXAMPLE)

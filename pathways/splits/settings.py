"""What an employer sets for time splits; an old split is judged by what held on the day it starts."""

from decimal import Decimal

from people.settings.declared import Mark, PAs, Whole

ROOM = "Time splits"
PA_CAP = PAs(
    key="pa_cap",
    room=ROOM,
    words="Most PAs a week",
    hint="More needs a reason, and an opt-out of the 48-hour week (rule S3).",
    default=Decimal(12),
    least=Decimal(10),
    most=Decimal(14),
    source="A guide to job planning for consultants: usual cap, averaged over the year.",
    mark=Mark.SEEN,
)
SPA_FLOOR = PAs(
    key="spa_floor",
    room=ROOM,
    words="Least SPAs a week, full time",
    hint="Less is warned of; for a part-timer it is in proportion (rule S5).",
    default=Decimal("1.5"),
    least=Decimal(0),
    most=Decimal(4),
    source="Core SPA in adverts for consultants.",
    mark=Mark.SEEN,
)
SAS_SPA_FLOOR = PAs(
    key="sas_spa_floor",
    room=ROOM,
    words="Least SPAs a week for SAS doctors, full time",
    hint="Less is warned of; for a part-timer it is in proportion (rule S5).",
    default=Decimal(1),
    least=Decimal(0),
    most=Decimal(4),
    source="SAS contract 2021, recalled.",
    mark=Mark.RECALLED,
)
CLINICAL_MINIMUM = PAs(
    key="clinical_minimum",
    room=ROOM,
    words="Least clinical PAs a week beside a role",
    hint="Less is warned of: clinical skills are kept so that one can return (rule S8).",
    default=Decimal(2),
    least=Decimal(0),
    most=Decimal(10),
    source="Common practice, recalled.",
    mark=Mark.RECALLED,
)
WORKING_WEEKS = Whole(
    key="working_weeks",
    room=ROOM,
    words="Working weeks a year",
    hint="Of 52, after leave and public holidays: over these, sessions a year become PAs a week.",
    unit="week",
    default=42,
    least=36,
    most=52,
    source="An on-call circular of NHS Scotland; used widely in England, which is not checked.",
    mark=Mark.SEEN,
)
ALL = (PA_CAP, SPA_FLOOR, SAS_SPA_FLOOR, CLINICAL_MINIMUM, WORKING_WEEKS)
"""What the rules ask of the employer (week.Thresholds)."""

"""What an employer sets for its on-costs: national insurance, which no source here gives."""

from people.settings.declared import Mark, Whole

ROOM = "Pay"
NI_RATE = Whole(
    key="ni_rate",
    room=ROOM,
    words="Employer’s national insurance, pounds for each £100 of pay above the free amount",
    hint="Used for what a time split or a leadership role costs the employer.",
    unit="pound",
    default=15,
    least=0,
    most=30,
    source="Recalled for 2025/26, not checked: ask your payroll.",
    mark=Mark.RECALLED,
)
NI_FREE = Whole(
    key="ni_free",
    room=ROOM,
    words="Pay a year free of employer’s national insurance",
    hint="Used for what a time split or a leadership role costs the employer.",
    unit="pound",
    default=5000,
    least=0,
    most=20000,
    source="Recalled for 2025/26, not checked: ask your payroll.",
    mark=Mark.RECALLED,
)
ALL = (NI_RATE, NI_FREE)

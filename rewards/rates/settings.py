"""What an employer sets for its on-costs: national insurance, which no source here gives."""

from dataclasses import replace

from people.settings.declared import Mark, Whole

NI_RATE = Whole(
    key="ni_rate",
    room="Pay",
    words="Employer’s national insurance, pounds for each £100 of pay above the free amount",
    hint="Used for what a time split or a leadership role costs the employer.",
    unit="pound",
    default=15,
    least=0,
    most=30,
    source="Recalled for 2025/26, not checked: ask your payroll.",
    mark=Mark.RECALLED,
)
NI_FREE = replace(
    NI_RATE, key="ni_free", words="Pay a year free of employer’s national insurance", default=5000, most=20_000
)
ALL = (NI_RATE, NI_FREE)

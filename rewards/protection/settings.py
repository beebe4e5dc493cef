"""What an organisation sets for pay after stepping down; what holds on the first day without the role counts."""

from dataclasses import replace

from people.settings.declared import Mark, Whole

PROTECTION_FULL_MONTHS = Whole(
    key="protection_full_months",
    room="Pay",
    words="Allowance protected in full after a role",
    hint="From the day after the role; 0: it ends with the role. Never for acting up or on-call.",
    unit="month",
    default=0,
    least=0,
    most=60,
    source="Pay protection is each employer’s own; one to five years is usual in organisational change (recalled).",
    mark=Mark.RECALLED,
)
PROTECTION_TAPER_MONTHS = replace(
    PROTECTION_FULL_MONTHS,
    key="protection_taper_months",
    words="Protected allowance then falls to nothing over",
    hint="In equal monthly steps: over 3 months, three quarters, a half and a quarter are paid.",
)

"""A payroll extract as long as it may be: its dry run, and writing it; all of it is taken back."""

import resource
import time
from typing import Any

from django.db import transaction

from bench.data import EMPLOYER
from people.design.sheets import as_csv
from people.models import Organisation, User
from rewards.models import Employment
from rewards.payroll import services
from rewards.payroll.fields import HEADS

LINES: list[dict[str, str]] = [
    {"kind": "Basic pay", "annual": "120000", "pas": "10"},
    {"kind": "Additional PAs", "annual": "12000", "pas": "1"},
    {"kind": "Award", "label": "Local award, level 2", "annual": "6032"},
    {"kind": "Responsibility allowance", "annual": "8000", "role_title": "Lead", "role_kind": "Service lead"},
]


def extract(organisation: Organisation) -> str:
    """Four lines of pay for each of the employer's people, from the first day of their employment to its last."""
    employed = Employment.objects.filter(organisation=organisation).select_related("user").order_by("user_id", "period")
    rows: list[list[str]] = []
    for each in employed[: services.MOST_ROWS // len(LINES)]:
        last = "" if each.period.upper is None else f"{each.period.upper - each.period.upper.resolution:%d/%m/%Y}"
        own = {
            "email": each.user.email,
            "starts": f"{each.period.lower:%d/%m/%Y}",
            "last_day": last,
            "pensionable": "yes",
        }
        rows += [[(own | line).get(name, "") for name in HEADS] for line in LINES]
    return as_csv([list(HEADS.values()), *rows])


def measured(hr: User) -> list[dict[str, Any]]:
    """Seconds of the dry run and of the write, and the most memory that this process has had."""
    organisation = Organisation.objects.get(ods_code=EMPLOYER)
    content = extract(organisation).encode()
    with transaction.atomic():
        start = time.perf_counter()
        sent = services.send(organisation, "bench.csv", content, by=hr)
        middle = time.perf_counter()
        written = services.write_payroll(sent, by=hr)
        end = time.perf_counter()
        transaction.set_rollback(True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = f"{sent.rows:,} rows of payroll"
    return [
        {"name": f"dry run of {rows}", "value": middle - start, "unit": "s", "would_write": sent.made},
        {"name": f"writing {rows}", "value": end - middle, "unit": "s", "written": written.made},
        {"name": f"peak memory after {rows}", "value": peak, "unit": "MB"},
    ]

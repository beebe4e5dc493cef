"""An employer's whole payroll to report on, as many people as the issue of rewards asks for, and its measures."""

import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.data_size import Size
from people.models import Membership, Organisation, Role, Service, User
from rewards.exports import services
from rewards.exports.models import Export
from rewards.reports.register import REPORTS

EMPLOYER, HR_EMAIL = "RBS", "payroll@bench.example"
MEASURED = ("leading", "cost", "gaps", "consistency")
DAY = "on=2026-05-01&known=then"
USERS = """
INSERT INTO people_user (password, is_superuser, email, name, is_active, is_staff, date_joined)
SELECT '', false, 'pay' || n || '@bench.example', 'Person ' || n, true, false, '2020-01-01'
FROM generate_series(1, %(people)s) n
"""
# Eight elements a person, as payrolls have them: two years of basic pay, on-call and area, an award for one in five, a
# role for one in ten; and what was put right since.
ELEMENTS = """
WITH person AS (
    SELECT u.id, substring(u.email FROM 4 FOR position('@' IN u.email) - 4)::int AS n
    FROM people_user u WHERE u.email LIKE 'pay%%@bench.example' AND u.email <> %(hr)s
), line (kind, label, share, pas, pensionable, starts, ends, wanted, gone) AS (VALUES
    ('basic', 'Basic pay', 0.96, 10, true, '2025-04-01'::date, '2026-04-01'::date, 1, false),
    ('basic', 'Basic pay', 1.00, 10, true, '2026-04-01', NULL, 1, false),
    ('on_call', 'On-call supplement', 0.05, NULL, true, '2025-04-01', '2026-04-01', 1, false),
    ('on_call', 'On-call supplement', 0.05, NULL, true, '2026-04-01', NULL, 1, false),
    ('area', 'Inner London supplement', 0.02, NULL, true, '2025-04-01', '2026-04-01', 1, false),
    ('area', 'Inner London supplement', 0.02, NULL, true, '2026-04-01', NULL, 1, false),
    ('basic', 'Basic pay', 0.95, 10, true, '2026-04-01', NULL, 1, true),
    ('award', 'Award: level 4', 0.10, NULL, true, '2020-04-01', NULL, 5, false),
    ('apa', 'Additional PAs', 0.10, 1, false, '2025-04-01', '2026-02-01', 5, false),
    ('apa', 'Additional PAs', 0.05, 0.5, false, '2026-02-01', NULL, 10, false),
    ('allowance', 'Allowance: clinical director', 0.06, 2, true, '2026-02-01', '2029-02-01', 10, false),
    ('on_call', 'On-call supplement', 0.03, NULL, true, '2026-04-01', NULL, 3, true)
)
INSERT INTO rewards_payelement (user_id, organisation_id, service_id, kind, label, annual_gbp, pas, pensionable,
    profession, role_title, role_from, role_kind, role_level, period, source, working, recorded_at, written_at,
    superseded_at)
SELECT person.id, %(organisation)s, (%(services)s::bigint[])[1 + n %% array_length(%(services)s::bigint[], 1)],
    kind, label, round((80000 + n %% 60000) * share, 2), pas, pensionable,
    (ARRAY['doctor', 'nurse', 'ahp', 'pharmacist'])[1 + n %% 4],
    CASE WHEN kind = 'allowance' THEN 'Clinical director, service ' || n %% 40 ELSE '' END,
    CASE WHEN kind = 'allowance' THEN starts END,
    CASE WHEN kind = 'allowance' THEN (ARRAY['Clinical director', 'Clinical lead', 'Tutor'])[1 + n %% 3] ELSE '' END,
    CASE WHEN kind = 'allowance' THEN 'directorate' ELSE '' END,
    daterange(starts, ends), 'bench:1', '', '2025-01-01', '2025-01-01',
    CASE WHEN gone THEN '2026-04-02'::timestamptz END
FROM person CROSS JOIN line WHERE n %% wanted = 0
"""
CHARACTERISTICS = """
INSERT INTO rewards_characteristics (user_id, organisation_id, sex, ethnicity)
SELECT u.id, %(organisation)s, (ARRAY['female', 'male'])[1 + u.id %% 2],
       (ARRAY['white', 'white', 'asian', 'black'])[1 + u.id %% 4]
FROM people_user u WHERE u.email LIKE 'pay%%@bench.example' AND u.email <> %(hr)s
"""
EMPLOYMENTS = """
INSERT INTO rewards_employment (user_id, organisation_id, contract, point, pas, on_call, area, period)
SELECT u.id, %(organisation)s, 'Consultant 2003 (England)', 'point ' || u.id %% 5, 10, '', '', '[2020-01-01,)'
FROM people_user u WHERE u.email LIKE 'pay%%@bench.example' AND u.email <> %(hr)s
"""


def fill_payroll(size: Size) -> None:
    """As many people as asked for, on some eight pay elements each, in forty services of one trust."""
    trust = Organisation.objects.get(ods_code=EMPLOYER)
    services_ = Service.objects.bulk_create(Service(organisation=trust, name=f"Service {n}") for n in range(40))
    hr = User.objects.create(email=HR_EMAIL, name="Payroll")
    Membership.objects.create(user=hr, organisation=trust, role=Role.HR, period=("2020-01-01", None))
    asked: dict[str, Any] = {
        "people": size.payroll,
        "organisation": trust.pk,
        "services": [s.pk for s in services_],
        "hr": HR_EMAIL,
    }
    with connection.cursor() as cursor:
        for statement in (USERS, ELEMENTS, CHARACTERISTICS, EMPLOYMENTS):
            cursor.execute(statement, asked)


def measure_payroll(size: Size, client_of: Callable[[User], Client]) -> list[dict[str, Any]]:
    """Seconds and queries of each report, nothing kept from one time to the next."""
    client = client_of(User.objects.get(email=HR_EMAIL))
    found: list[dict[str, Any]] = []
    for slug in MEASURED:
        address = f"/pay/reports/{slug}/?{DAY}"
        seconds = []
        for _ in range(4):
            start = time.perf_counter()
            assert client.get(address).status_code == 200, address
            seconds.append(time.perf_counter() - start)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        name = f"{REPORTS[slug].title} of {size.payroll:,} people"
        found.append({"name": name, "value": statistics.median(seconds[1:]), "unit": "s"})
        found.append({"name": f"{name}: queries", "value": len(queries), "unit": "queries"})
    return found


def measure_export(size: Size) -> list[dict[str, Any]]:
    """Seconds and the process's peak memory for the list of everyone as a workbook. Ask it of a process of its own."""
    export = services.ask(User.objects.get(email=HR_EMAIL), "gaps", f"{DAY}&which=people")
    start = time.perf_counter()
    services.write(export.pk)
    seconds = time.perf_counter() - start
    rows = Export.objects.get(pk=export.pk).total
    Export.objects.all().delete()
    name = f"workbook of {rows:,} rows"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        {"name": name, "value": seconds, "unit": "s"},
        {"name": f"{name}: peak memory", "value": peak, "unit": "MB"},
    ]

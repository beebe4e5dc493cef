"""Pay for the tests of reports: people on basic pay, and roles that they take."""

from datetime import UTC, date, datetime
from decimal import Decimal

from django.db.backends.postgresql.psycopg_any import DateRange

from rewards.models import PayElement
from rewards.reports.published import Table, Value
from rewards.reports.registered import Behind
from tests.factories import UserFactory

YEAR = date(2025, 4, 1)
ROLE_FROM = date(2026, 2, 1)
ROLE_ENDS = date(2029, 2, 1)
ON = date(2026, 5, 1)
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def pay(user, organisation, kind, amount, starts=YEAR, ends=None, **fields) -> PayElement:
    """One element, recorded long ago unless said otherwise."""
    return PayElement.objects.create(
        **{
            "user": user,
            "organisation": organisation,
            "kind": kind,
            "label": kind,
            "annual_gbp": Decimal(amount),
            "pensionable": True,
            "period": DateRange(starts, ends),
            "source": "test:1",
            "recorded_at": LONG_AGO,
            "profession": "doctor",
            **fields,
        }
    )


def consultant(organisation, *, basic=100_000, service=None, user=None, **fields):
    """Someone on basic pay for 10 PAs."""
    user = user or UserFactory()
    pay(user, organisation, "basic", basic, pas=Decimal(10), service=service, **fields)
    return user


def leader(organisation, *, allowance, apa=0, kind="Clinical director", level="directorate", service=None, **fields):
    """A consultant who takes a role from ROLE_FROM, and gives up additional PAs worth `apa` for it."""
    user = consultant(organisation, service=service)
    if apa:
        pay(user, organisation, "apa", apa, ends=ROLE_FROM, pas=Decimal(1), pensionable=False, service=service)
    title = f"{kind}, {service}" if service else kind
    role = {"role_title": title, "role_from": ROLE_FROM, "role_kind": kind, "role_level": level, "service": service}
    pay(user, organisation, "allowance", allowance, ROLE_FROM, ROLE_ENDS, **{**role, **fields})
    return user


def whole(table: Table) -> tuple[Value, ...]:
    """The values of the line of everyone."""
    assert table.everyone is not None
    return table.everyone.values


def there(found: Behind | None) -> Behind:
    """The list, which is there."""
    assert found is not None
    return found

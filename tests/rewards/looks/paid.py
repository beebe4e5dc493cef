"""People with pay of every kind, at two employers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from people.models import Organisation, Role, User
from rewards.models import AwardLevel, Characteristics, HeldAward, PayElement
from tests.factories import EmploymentFactory, MembershipFactory, OrganisationFactory

ALWAYS = DateRange(date(2020, 4, 1), None)
ROLES = (Role.CLINICIAN, Role.MEDICAL_DIRECTOR, Role.ANALYST, Role.RECRUITER, Role.SERVICE_LEAD, Role.HR)


@dataclass
class Paid:
    """`here` with a person of each role, `elsewhere` with one in HR; each of them is paid there."""

    here: Organisation
    elsewhere: Organisation
    people: dict[str, User]


def pay_of(user: User, organisation: Organisation, level: AwardLevel) -> None:
    EmploymentFactory(user=user, organisation=organisation, period=ALWAYS)
    HeldAward.objects.create(user=user, level=level, annual_gbp=Decimal(3_000), period=ALWAYS)
    Characteristics.objects.create(user=user, organisation=organisation, sex="female")
    PayElement.objects.create(
        user=user, organisation=organisation, kind="basic", label="Basic pay", annual_gbp=Decimal(100_000),
        pas=Decimal(10), pensionable=True, period=ALWAYS, source="test:1",
    )  # fmt: skip


def make_paid() -> Paid:
    here, elsewhere = OrganisationFactory(), OrganisationFactory()
    level = AwardLevel.objects.create(scheme="Local CEA", level="Level 1", annual_gbp=3_000, pensionable=True, mark="V")
    people = {role.value: MembershipFactory(organisation=here, role=role).user for role in ROLES}
    people["outsider"] = MembershipFactory(organisation=elsewhere, role=Role.HR).user
    for name, user in people.items():
        pay_of(user, elsewhere if name == "outsider" else here, level)
    return Paid(here, elsewhere, people)


def account() -> str:
    """Whose rights the connection has now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT concat(current_user, ' ', current_setting('pathways.viewer', true))")
        return str(cursor.fetchone()[0]).strip()

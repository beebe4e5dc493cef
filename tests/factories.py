"""Factories with sensible defaults, so that a test states only what matters to it."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

import factory
from django.db.models import Model
from django.utils import timezone
from factory.django import DjangoModelFactory
from psycopg2.extras import DateRange

from mentoring.models import MentorProfile
from pathways.models import TimeSplit
from people.models import Clinician, Membership, Organisation, Profession, Role, Service, SettingValue, User
from people.settings.declared import Setting
from rewards.models import Contract, Employment, PayPoint
from roles.models import Appointment, Archetype, Criterion, PanelSeat, Post

SINCE = DateRange(date(2024, 4, 1), None)
PASSWORD = "a long enough password 7"
Made = TypeVar("Made", bound=Model)


class Factory(DjangoModelFactory[Made]):
    """A factory whose call is known to give the model: factory_boy's metaclass hides it from mypy."""

    if TYPE_CHECKING:

        def __new__(cls, *args: Any, **kwargs: Any) -> Made: ...  # type: ignore[misc]  # not a factory, and rightly


class UserFactory(Factory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n} Surname{n}")
    email = factory.Sequence(lambda n: f"person{n}@tests.example")
    password = factory.django.Password(PASSWORD)


class OrganisationFactory(Factory[Organisation]):
    class Meta:
        model = Organisation

    ods_code = factory.Sequence(lambda n: f"T{n:04}")
    name = factory.Sequence(lambda n: f"Test Hospitals {n} NHS Trust")
    kind = "NHS trust"
    subtype = "acute (or integrated acute and community)"
    region = "Midlands"


class ServiceFactory(Factory[Service]):
    class Meta:
        model = Service

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Cardiology {n}")
    dcc_pas_needed = Decimal("40")


def set_here(organisation: Organisation, setting: Setting[Any], value: Any, period: DateRange = SINCE) -> SettingValue:
    """The organisation has set it for the period, whatever day today is."""
    return SettingValue.objects.create(
        organisation=organisation, key=setting.key, value=setting.write(value), period=period
    )


class MembershipFactory(Factory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.CLINICIAN
    period = SINCE


class ClinicianFactory(Factory[Clinician]):
    class Meta:
        model = Clinician

    user = factory.SubFactory(UserFactory)
    profession = Profession.DOCTOR


class PayPointFactory(Factory[PayPoint]):
    """The consultant's top point of 2025/26, as in the worked cases A and B."""

    class Meta:
        model = PayPoint
        django_get_or_create = ("contract", "point", "period")

    contract = Contract.CONSULTANT
    financial_year = "2025/26"
    point = "point 4"
    years_from = 14
    annual_gbp = Decimal("145478")
    period = DateRange(date(2025, 4, 1), date(2026, 4, 1))
    source = "advert"
    mark = "VERIFIED (one secondary source)"


class EmploymentFactory(Factory[Employment]):
    class Meta:
        model = Employment

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    contract = Contract.CONSULTANT
    point = "point 4"
    pas = Decimal("10")
    period = SINCE


class ArchetypeFactory(Factory[Archetype]):
    class Meta:
        model = Archetype

    slug = factory.Sequence(lambda n: f"clinical-director-{n}")
    title = "Clinical director"
    level = "service"
    setting = "provider trust"
    pas_low = Decimal("1.5")
    pas_high = Decimal("3")
    payment_basis = "allowance"
    term_years = 3
    professions = ["doctor"]
    mark = "FROM MEMORY"


class PostFactory(Factory[Post]):
    """An open post of three years with a return right."""

    class Meta:
        model = Post

    organisation = factory.SubFactory(OrganisationFactory)
    service = factory.SubFactory(ServiceFactory, organisation=factory.SelfAttribute("..organisation"))
    archetype = factory.SubFactory(ArchetypeFactory)
    title = "Clinical director, cardiology"
    summary = "Lead the cardiology service."
    description = "You will lead the cardiology service for three years."
    professions = ["doctor"]
    region = factory.SelfAttribute("organisation.region")
    organisation_name = factory.SelfAttribute("organisation.name")
    setting = "provider trust"
    level = "service"
    pas = Decimal("2")
    allowance_low_gbp = Decimal("8000")
    allowance_high_gbp = Decimal("8000")
    term_months = 36
    return_dcc_pas = Decimal("7.5")
    return_within_months = 3
    return_notice_months = 3
    status = Post.Status.PUBLISHED
    published_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=3))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))


class CriterionFactory(Factory[Criterion]):
    class Meta:
        model = Criterion

    post = factory.SubFactory(PostFactory)
    position = factory.Sequence(lambda n: n)
    text = "Has led a clinical team"


class PanelSeatFactory(Factory[PanelSeat]):
    class Meta:
        model = PanelSeat

    post = factory.SubFactory(PostFactory)
    user = factory.SubFactory(UserFactory)


class AppointmentFactory(Factory[Appointment]):
    class Meta:
        model = Appointment

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    service = factory.SubFactory(ServiceFactory, organisation=factory.SelfAttribute("..organisation"))
    archetype = factory.SubFactory(ArchetypeFactory)
    title = "Clinical director, cardiology"
    term = factory.LazyFunction(
        lambda: DateRange(timezone.localdate() - timedelta(days=30), timezone.localdate() + timedelta(days=1065))
    )
    pas = Decimal("2")
    allowance_gbp = Decimal("8000")
    return_dcc_pas = Decimal("7.5")
    return_service = factory.SelfAttribute("service")
    return_within_months = 3


class TimeSplitFactory(Factory[TimeSplit]):
    """A draft of 10 PAs: 6.5 direct clinical care, 1.5 supporting, 2 leadership."""

    class Meta:
        model = TimeSplit

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    service = factory.SubFactory(ServiceFactory, organisation=factory.SelfAttribute("..organisation"))
    period = factory.LazyFunction(lambda: DateRange(timezone.localdate() + timedelta(days=30), None))
    total_pas = Decimal("10")
    dcc_pas = Decimal("6.5")
    spa_pas = Decimal("1.5")
    anr_pas = Decimal("2")
    tier = factory.LazyAttribute(lambda it: {"submitted": 1, "first_signed": 2}.get(getattr(it, "status", "")))
    waits_for = factory.LazyAttribute(lambda it: {1: "service_lead", 2: "medical_director"}.get(it.tier, ""))


class MentorProfileFactory(Factory[MentorProfile]):
    class Meta:
        model = MentorProfile

    user = factory.SubFactory(UserFactory)
    about = "I have been a clinical director for five years."
    region = "Midlands"
    joined_on = date(2025, 1, 1)

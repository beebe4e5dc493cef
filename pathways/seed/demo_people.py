"""The demo's own people: one for each kind of work, with a password to sign in by."""

from dataclasses import dataclass
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange

from people.dates import after_months
from people.models import Clinician, Membership, Organisation, Profession, Role, Service, Specialty, User
from rewards.models import (
    AwardLevel,
    Characteristics,
    Contract,
    Employment,
    Ethnicity,
    HeldAward,
    OnCall,
    PayPoint,
    Sex,
)

PASSWORD = "demo-pathways-2026"  # noqa: S105 -- the demo's people have it in common; `make demo` prints it
YEARS_HERE = 9
TOP_OF_SCALE = 145_478
AWARD = {"scheme": "Local/employer CEA (granted before Apr 2018)", "level": "level 4"}
AWARDED_FROM = date(2017, 4, 1)


@dataclass(frozen=True)
class Persona:
    """One of the demo's people; `service` names where their role holds, empty for the whole organisation."""

    name: str
    roles: tuple[Role, ...]
    service: str = ""
    on_call: OnCall = OnCall.NONE
    award: bool = False
    sex: Sex = Sex.FEMALE

    @property
    def clinical(self) -> bool:
        return Role.CLINICIAN in self.roles


CARDIOLOGY, RESPIRATORY = "Cardiology", "Respiratory medicine"
PERSONAS = {
    "clinician": Persona("Amira Hassan", (Role.CLINICIAN,), CARDIOLOGY, OnCall.A_MEDIUM, award=True),
    "servicelead": Persona(
        "Owen Price", (Role.CLINICIAN, Role.SERVICE_LEAD), CARDIOLOGY, OnCall.A_MEDIUM, sex=Sex.MALE
    ),
    "md": Persona("Grace Okafor", (Role.MEDICAL_DIRECTOR,)),
    "recruiter": Persona("Beth Lawson", (Role.RECRUITER,)),
    "panel1": Persona("Tom Whitaker", (Role.PANEL_MEMBER,)),
    "panel2": Persona("Meera Nair", (Role.PANEL_MEMBER,)),
    "hr": Persona("Colin Shaw", (Role.HR,)),
    "mentor": Persona("Helen Marsh", (Role.CLINICIAN,), RESPIRATORY, OnCall.A_LOW),
    "admin": Persona("Yusuf Demir", (Role.ORGANISATION_ADMIN,)),
    "analyst": Persona("Lena Fischer", (Role.ANALYST,)),
}
OUTSIDER = Persona("Ruth Calder", tuple(Role), CARDIOLOGY)
"""All rights, in another organisation: what she must not see, she does not find."""


def make_people(here: Organisation, elsewhere: Organisation, on: date) -> dict[str, User]:
    """Makes the demo's people with what they need to do their part, and returns them by the name they sign in with."""
    password = make_password(PASSWORD)  # once: it is made slow on purpose
    people = {name: _person(name, persona, here, password, on) for name, persona in PERSONAS.items()}
    people["outsider"] = _person("outsider", OUTSIDER, elsewhere, password, on)
    lead = people["servicelead"]
    Membership.objects.filter(user=people["clinician"]).update(line_manager=lead, appraiser=people["md"])
    return people


def _person(login: str, persona: Persona, organisation: Organisation, password: str, on: date) -> User:
    user = User.objects.create(email=f"{login}@demo.example", name=persona.name, password=password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    joined = on.replace(month=1, day=1) - timedelta(days=365 * YEARS_HERE)
    service = Service.objects.get(organisation=organisation, name=persona.service) if persona.service else None
    of_service = (Role.CLINICIAN, Role.SERVICE_LEAD)
    Membership.objects.bulk_create(
        Membership(
            user=user,
            organisation=organisation,
            service=service if role in of_service else None,
            role=role,
            period=DateRange(joined, None),
        )
        for role in persona.roles
    )
    if persona.clinical and service is not None:
        _clinician(user, persona, organisation, service, joined)
    return user


def _clinician(user: User, persona: Persona, organisation: Organisation, service: Service, joined: date) -> None:
    Clinician.objects.create(
        user=user,
        profession=Profession.DOCTOR,
        specialty=Specialty.objects.filter(name=service.specialty_name).order_by("parent").first(),
        registration_body="GMC",
        registration_number=f"{7_000_000 + user.pk}",
        home_region=organisation.region,
    )
    top = PayPoint.objects.filter(contract=Contract.CONSULTANT, annual_gbp=TOP_OF_SCALE).latest("period")
    Employment.objects.create(
        user=user,
        organisation=organisation,
        service=service,
        contract=Contract.CONSULTANT,
        point=top.point,
        seniority_from=after_months(joined, -12 * (top.years_from or 0)),
        pas=10,
        on_call=persona.on_call,
        period=DateRange(joined, None),
    )
    Characteristics.objects.create(user=user, organisation=organisation, sex=persona.sex, ethnicity=Ethnicity.WHITE)
    if persona.award:
        level = AwardLevel.objects.get(**AWARD)
        HeldAward.objects.create(
            user=user, level=level, annual_gbp=level.annual_gbp or 0, period=DateRange(AWARDED_FROM, None)
        )

"""Keeping an organisation's people and services. Days are calendar days, Europe/London; a last day is included."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from people.accounts.models import User
from people.administration.policies import may_keep
from people.history import because
from people.memberships.models import Membership, Role
from people.organisations.models import Organisation, Service
from people.refusals import Refused

ONCE = "They hold this role here already in that time. Change or end that one first"


@transaction.atomic
def give_role(
    organisation: Organisation,
    *,
    by: User,
    email: str,
    name: str,
    role: Role,
    service: Service | None,
    starts: date,
    last_day: date | None,
) -> Membership:
    """Gives someone a role, and an account without a password where the address has none yet."""
    _keeper(organisation, by)
    user = User.objects.filter(email__iexact=email).first()
    if user == by:
        raise Refused("Nobody gives a role to themselves. Ask another administrator", field="email")
    if service and service.organisation_id != organisation.pk:
        raise Refused("Choose a service of this organisation", field="service")
    if last_day and last_day < starts:
        raise Refused("The last day must be the first day or later", field="last_day")
    with because(f"Role given: {role.label}", by=by):
        if user is None:
            if not name:
                raise Refused("Enter their full name: nobody has an account with this address yet", field="name")
            user = User.objects.create_user(email, name=name)
        held = Membership(user=user, organisation=organisation, service=service, role=role)
        held.period = DateRange(starts, last_day and last_day + timedelta(days=1))
        _once(held)
    return held


@transaction.atomic
def change_role(
    membership: Membership,
    *,
    by: User,
    last_day: date | None,
    line_manager: User | None,
    appraiser: User | None,
) -> Membership:
    """Ends a role, or lets it go on, and says who manages and appraises its holder."""
    held = Membership.objects.select_for_update().select_related("organisation").get(pk=membership.pk)
    _keeper(held.organisation, by)
    if held.user_id == by.pk:
        raise Refused("Nobody changes their own role. Ask another administrator")
    ends = last_day and last_day + timedelta(days=1)
    if ends != held.period.upper and (held.period.upper or date.max) <= timezone.localdate():
        raise Refused("This role has ended. Give it anew instead", field="last_day")
    if ends != held.period.upper and last_day and last_day < timezone.localdate() - timedelta(days=1):
        raise Refused("The last day can’t lie before yesterday: what was done under the role stands", field="last_day")
    if last_day and held.period.lower and last_day < held.period.lower:
        raise Refused("The last day must be the first day or later", field="last_day")
    for person, field in ((line_manager, "line_manager"), (appraiser, "appraiser")):
        if person and person.pk == held.user_id:
            raise Refused("Nobody manages or appraises themselves", field=field)
    held.period = DateRange(held.period.lower, ends)
    held.line_manager, held.appraiser = line_manager, appraiser
    with because("Role changed", by=by):
        _once(held)
    return held


def _once(held: Membership) -> None:
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as clash:
        if "one_membership_of_a_kind_a_day" not in str(clash):
            raise
        raise Refused(ONCE) from clash


@transaction.atomic
def save_service(
    organisation: Organisation,
    service: Service | None,
    *,
    by: User,
    name: str,
    specialty_name: str,
    dcc_pas_needed: Decimal | None,
    closed_on: date | None,
) -> Service:
    """Writes a service, a new one where `service` is None; `closed_on` is the first day on which it is closed."""
    _keeper(organisation, by)
    kept = Service.objects.select_for_update().get(pk=service.pk) if service else Service(organisation=organisation)
    kept.name, kept.specialty_name = name, specialty_name
    kept.dcc_pas_needed, kept.closed_on = dcc_pas_needed, closed_on
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError as clash:
        if "service_name_once" not in str(clash):
            raise
        raise Refused("A service of this name stands here already", field="name") from clash
    return kept


def _keeper(organisation: Organisation, by: User) -> None:
    if not may_keep(by, organisation):
        raise PermissionDenied

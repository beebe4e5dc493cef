"""Keeping an organisation's people and services. Days are calendar days, Europe/London; a last day is included."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from people.accounts.models import User
from people.administration.policies import may_keep
from people.forms.seen import STALE, mark
from people.history import because
from people.memberships.models import Membership, Role
from people.organisations.models import Organisation, Service
from people.refusals import Refused

OF_A_SERVICE = (Role.CLINICIAN, Role.SERVICE_LEAD)
"""Roles that may be for one service alone; what the others may do reaches the whole organisation."""
SERVICE_FIELDS = ("name", "specialty_name", "dcc_pas_needed", "closed_on")
LAST_KEEPER = (
    "Someone must go on keeping this organisation. Give another the role of administrator without a last day first"
)
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
    user = _with_address(email)
    if user == by:
        raise Refused("Nobody gives a role to themselves. Ask another administrator", field="email")
    if service and service.organisation_id != organisation.pk:
        raise Refused("Choose a service of this organisation", field="service")
    if service and role not in OF_A_SERVICE:
        raise Refused(f"{role.label} is a role of the whole organisation: choose no service", field="service")
    if last_day and last_day < starts:
        raise Refused("The last day must be the first day or later", field="last_day")
    with because(f"Role given: {role.label}", by=by):
        if user is None:
            if not name:
                raise Refused("Enter their full name: nobody has an account with this address yet", field="name")
            user = _new_account(email, name)
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
    seen: str = "",
) -> Membership:
    """Ends a role, or lets it go on, and says who manages and appraises its holder.

    `seen` is the mark of what the writer was shown: where another stands now, nothing is written.
    """
    held = Membership.objects.select_for_update().select_related("organisation").get(pk=membership.pk)
    _keeper(held.organisation, by)
    if held.user_id == by.pk:
        raise Refused("Nobody changes their own role. Ask another administrator")
    ends = last_day and last_day + timedelta(days=1)
    if (ends, line_manager, appraiser) == (held.period.upper, held.line_manager, held.appraiser):
        return held  # sent twice, or nothing changed
    if seen and seen != mark_of_role(held):
        raise Refused(STALE)
    if ends != held.period.upper and (held.period.upper or date.max) <= timezone.localdate():
        raise Refused("This role has ended. Give it anew instead", field="last_day")
    if ends != held.period.upper and last_day and last_day < timezone.localdate() - timedelta(days=1):
        raise Refused("The last day can’t lie before yesterday: what was done under the role stands", field="last_day")
    if last_day and held.period.lower and last_day < held.period.lower:
        raise Refused("The last day must be the first day or later", field="last_day")
    if ends != held.period.upper and ends and held.role == Role.ORGANISATION_ADMIN and not _another_keeper(held):
        raise Refused(LAST_KEEPER, field="last_day")
    for person, field in ((line_manager, "line_manager"), (appraiser, "appraiser")):
        if person and person.pk == held.user_id:
            raise Refused("Nobody manages or appraises themselves", field=field)
    held.period = DateRange(held.period.lower, ends)
    held.line_manager, held.appraiser = line_manager, appraiser
    with because("Role changed", by=by):
        _once(held)
    return held


def _another_keeper(held: Membership) -> bool:
    """Whether someone else is administrator from now on without an end; the organisation's row is locked."""
    others = Membership.objects.filter(organisation=held.organisation_id, role=held.role, user__is_active=True)
    return others.exclude(user=held.user_id).filter(period__contains=(timezone.localdate(), None)).exists()


def mark_of_role(held: Membership) -> str:
    """The mark of what can be changed of a role."""
    return mark((held.period.upper, held.line_manager_id, held.appraiser_id))


def _with_address(email: str) -> User | None:
    return User.objects.filter(email__iexact=email).first() or User.objects.filter(email=email.lower()).first()


def _new_account(email: str, name: str) -> User:
    """An account without a password; where another administrator made it a moment ago, theirs."""
    try:
        with transaction.atomic():
            return User.objects.create_user(email, name=name)
    except IntegrityError:
        user = _with_address(email)
        if user is None:
            raise
        return user


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
    seen: str = "",
) -> Service:
    """Writes a service, a new one where `service` is None; `closed_on` is the first day on which it is closed.

    `seen` is the mark of what the writer was shown: where another stands now, nothing is written.
    """
    _keeper(organisation, by)
    kept = Service.objects.select_for_update().get(pk=service.pk) if service else Service(organisation=organisation)
    if service and [getattr(kept, field) for field in SERVICE_FIELDS] == [
        name,
        specialty_name,
        dcc_pas_needed,
        closed_on,
    ]:
        return kept  # sent twice, or nothing changed
    if service and seen and seen != mark_of_service(kept):
        raise Refused(STALE)
    if kept.merged_into_id is not None and closed_on != kept.closed_on:
        raise Refused("It was merged into another service from that day: the day stands", field="closed_on")
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


def mark_of_service(service: Service) -> str:
    """The mark of what can be changed of a service."""
    return mark([str(getattr(service, name)) for name in SERVICE_FIELDS])


def _keeper(organisation: Organisation, by: User) -> None:
    if not may_keep(by, organisation):
        raise PermissionDenied

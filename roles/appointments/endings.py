"""What follows when a term has run out by itself: its allowance is protected where the employer's policy says so."""

from datetime import timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from people.history import because
from people.models import SettingValue
from rewards.models import ProtectedSum
from rewards.protection.settings import PROTECTION_FULL_MONTHS, PROTECTION_TAPER_MONTHS
from roles.appointments import pay
from roles.appointments.models import Appointment

BACK = timedelta(days=60)
"""How far back it looks, so that a worker that was away leaves nobody out."""


def protect_after_terms() -> int:
    """Protects the allowances of roles that ended by today, one transaction each; returns how many it looked at.

    Only where an organisation has ever set a policy: elsewhere an allowance ends with its role.
    """
    today = timezone.localdate()
    policies = SettingValue.objects.filter(key__in=[PROTECTION_FULL_MONTHS.key, PROTECTION_TAPER_MONTHS.key])
    source = Concat(Value("appointment:"), Cast(OuterRef("pk"), CharField()))
    ended = Appointment.objects.filter(
        ~Exists(ProtectedSum.objects.filter(user=OuterRef("user"), source=source)),
        organisation__in=policies.values("organisation"),
        term__endswith__gt=today - BACK,
        term__endswith__lte=today,
        allowance_gbp__gt=0,
        acting=False,
    )
    found = list(ended.order_by("pk").values_list("pk", flat=True))
    for key in found:
        with transaction.atomic(), because("The role ended"):
            held = Appointment.objects.select_for_update(no_key=True, of=("self",))
            appointment = held.select_related("user", "organisation", "service").get(pk=key)
            if appointment.term.upper and appointment.term.upper <= today:
                pay.protect(appointment)
    return len(found)

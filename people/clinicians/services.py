"""Keeping one's own clinical profile."""

from typing import Any

from django.db import transaction

from people.accounts.models import User
from people.clinicians.models import Clinician
from people.history import because


@transaction.atomic
def save_profile(user: User, **said: Any) -> Clinician:
    """Writes what the person says about themselves, on the first time as on the next."""
    User.objects.select_for_update().get(pk=user.pk)  # two first times at once make one profile
    with because("Own profile", by=user):
        clinician, _ = Clinician.objects.update_or_create(user=user, defaults=said)
    return clinician

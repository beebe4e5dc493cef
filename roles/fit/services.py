"""Keeping what one can show."""

from collections.abc import Iterable

from django.db import transaction

from people.history import because
from people.models import User
from roles.catalogue.models import Competency
from roles.fit.models import OwnCompetency


@transaction.atomic
def say(user: User, shown: Iterable[Competency]) -> None:
    """Replaces what the person says they can show."""
    User.objects.select_for_update().get(pk=user.pk)  # two pages sent at once come one after the other
    wanted = {each.pk for each in shown}
    held = set(OwnCompetency.objects.filter(user=user).values_list("competency_id", flat=True))
    with because("What they can show", by=user):
        OwnCompetency.objects.filter(user=user, competency_id__in=held - wanted).delete()
        OwnCompetency.objects.bulk_create(
            [OwnCompetency(user=user, competency_id=key) for key in sorted(wanted - held)]
        )

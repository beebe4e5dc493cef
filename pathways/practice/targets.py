"""An employer's targets: added and retired, never changed, so that what was asked on a day can be read."""

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from pathways.practice.kinds import Kind
from pathways.practice.models import Target
from pathways.practice.policies import targets_kept_by
from people.history import because
from people.models import Organisation, Specialty, User
from people.refusals import Refused

THERE = "There is a target for this already. Retire that one first"


def add(
    organisation: Organisation,
    *,
    by: User,
    kind: str,
    what: str,
    amount: Decimal,
    months: int,
    source: str,
    specialty: Specialty | None = None,
    profession: str = "",
) -> Target:
    """A new target; raises Refused where one of the same kind, words, specialty and profession stands."""
    if not targets_kept_by(by).filter(pk=organisation.pk).exists():
        raise PermissionDenied
    if kind == Kind.TRAINING:
        raise Refused("Mandatory training is met until it runs out: it needs no target", field="kind")
    with because("Added a target", by=by):
        try:
            with transaction.atomic():
                return Target.objects.create(
                    organisation=organisation,
                    specialty=specialty,
                    profession=profession,
                    kind=kind,
                    what=what.strip(),
                    amount=amount,
                    months=months,
                    source=source.strip(),
                    made_by=by,
                )
        except IntegrityError as there:
            raise Refused(THERE, field="what") from there


def retire(target: Target, *, by: User) -> Target:
    """Ends a target from now on."""
    with transaction.atomic(), because("Retired a target", by=by):
        target = Target.objects.select_for_update(no_key=True, of=("self",)).get(pk=target.pk)
        if not targets_kept_by(by).filter(pk=target.organisation_id).exists():
            raise PermissionDenied
        if target.retired_at is None:
            target.retired_at = timezone.now()
            target.save(update_fields=["retired_at"])
        return target

"""Records what payroll says of people."""

from collections.abc import Mapping

from django.db import transaction

from people.models import Organisation
from rewards.workforce.models import Characteristics

Said = Mapping[int, Mapping[str, str]]
"""By the person's key: `sex` and `ethnicity`, of which each is left out where payroll does not say it."""


def to_record(organisation: Organisation, said: Said) -> list[Characteristics]:
    """The records that would change or be new. Writes nothing; one query."""
    there = {each.user_id: each for each in Characteristics.objects.filter(organisation=organisation, user__in=said)}
    changed = []
    for user, values in said.items():
        record = there.get(user) or Characteristics(organisation=organisation, user_id=user)
        before = (record.sex, record.ethnicity)
        record.sex, record.ethnicity = values.get("sex", record.sex), values.get("ethnicity", record.ethnicity)
        if before != (record.sex, record.ethnicity):
            changed.append(record)
    return changed


def record(organisation: Organisation, said: Said) -> int:
    """Records sex and ethnic group; what is not said stays. Returns how many people’s changed."""
    with transaction.atomic():
        changed = to_record(organisation, said)
        Characteristics.objects.bulk_create(
            [
                Characteristics(organisation=organisation, user_id=each.user_id, sex=each.sex, ethnicity=each.ethnicity)
                for each in changed
            ],
            update_conflicts=True,
            unique_fields=["organisation", "user"],
            update_fields=["sex", "ethnicity"],
            batch_size=2_000,
        )
        return len(changed)

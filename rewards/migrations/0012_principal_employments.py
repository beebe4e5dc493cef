"""Which employment carries a person's awards shows to all; an award shows to an employer of its days alone; sums of
pay open to those who have a page of them (docs/adr/0019)."""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

from rewards.looks import guarding


def run(forwards: str, backwards: str) -> migrations.RunSQL:
    return migrations.RunSQL(forwards, backwards)


def guarded_anew(table: str, **how: bool) -> migrations.RunSQL:
    """0010 guards as guarding.py says today, so the way back leaves the policies as they are."""
    again = guarding.unguard(table, **how) + guarding.guard_of_person(table, **how)
    return run(again, migrations.RunSQL.noop)


class Migration(migrations.Migration):

    dependencies = [
        ('rewards', '0011_elements_of_roles'),
    ]

    operations = [
        migrations.CreateModel(
            name='Principal',
            fields=[
                ('employment', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to='rewards.employment')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
            ],
            options={
                'db_table': 'rewards_principal',
                'managed': False,
            },
        ),
        run(guarding.PRINCIPAL, guarding.NO_PRINCIPAL),
        run(guarding.EMPLOYED_IS_READ, guarding.EMPLOYED_IS_WRITTEN),
        run(guarding.SUMMING_FUNCTION, migrations.RunSQL.noop),
        guarded_anew('rewards_heldaward'),
        guarded_anew('rewards_heldawardevent', history=True),
    ]

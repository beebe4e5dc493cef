"""Row-level security on the pay tables for the web's database role (docs/adr/0019). Reversible; the role itself stays.

Each table is locked for a moment only: nothing is rewritten.
"""

from django.db import migrations

from rewards.looks import guarding


def run(forwards: str, backwards: str) -> migrations.RunSQL:
    return migrations.RunSQL(forwards, backwards)


def guarded(table: str, **how: bool) -> migrations.RunSQL:
    return run(guarding.guard(table, **how), guarding.unguard(table, history=how.get('history', False)))


def guarded_of_person(table: str, **how: bool) -> migrations.RunSQL:
    return run(guarding.guard_of_person(table, **how), guarding.unguard(table, **how))


class Migration(migrations.Migration):

    dependencies = [('rewards', '0001_initial')]

    operations = [
        run(guarding.ROLE, migrations.RunSQL.noop),
        run(guarding.EMPLOYED, guarding.NO_EMPLOYED),
        run(guarding.RIGHTS, guarding.NO_RIGHTS),
        run(guarding.FUNCTIONS, guarding.NO_FUNCTIONS),
        run(guarding.LOOKS, guarding.NO_LOOKS),
        run(guarding.FILES, guarding.NO_FILES),
        run(guarding.PRINCIPAL, guarding.NO_PRINCIPAL),
        run(guarding.EMPLOYED_IS_READ, guarding.EMPLOYED_IS_WRITTEN),
        guarded('rewards_payelement', summed=True),
        guarded('rewards_employment'),
        guarded('rewards_employmentevent', history=True),
        guarded('rewards_characteristics', looked_at=False),
        guarded('rewards_characteristicsevent', looked_at=False, history=True),
        guarded('rewards_protectedsum'),
        guarded('rewards_protectedsumevent', history=True),
        run(guarding.REVIEWS, guarding.NO_REVIEWS),
        guarded_of_person('rewards_heldaward'),
        guarded_of_person('rewards_heldawardevent', history=True),
    ]

"""Five splits each, as the issue of time splits asks for, and a role for whoever waits, so that all effects show."""

from django.db import connection, transaction

from pathways.seed.copying import say_why_in_history

EACH = 5
SHAPE = "total_pas, dcc_pas, spa_pas, anr_pas, ed_pas, apa_pas"
# A year each before the first, one ending as the next starts; lines as those of the split in force.
EARLIER = f"""
WITH held AS (
    SELECT user_id, min(lower(period)) AS first, count(*) AS n, max(id) FILTER (WHERE status = 'in_force') AS like_it
    FROM pathways_timesplit GROUP BY user_id
), written AS (
    INSERT INTO pathways_timesplit (user_id, organisation_id, service_id, status, period, {SHAPE}, reason,
        override_reason, override_agreed_by, return_reason, tiers, waits_for, version, created_at, submitted_at)
    SELECT one.user_id, one.organisation_id, one.service_id, 'superseded',
        daterange((first - make_interval(years => ago))::date, (first - make_interval(years => ago - 1))::date),
        {SHAPE}, '', '', '', '', '[]', '', 4, first - make_interval(years => ago), first - make_interval(years => ago)
    FROM held JOIN pathways_timesplit one ON one.id = like_it, generate_series(1, {EACH} - n::int) AS ago
    RETURNING id, user_id
)
INSERT INTO pathways_splitline (split_id, position, category, what, pas, additional, session, premium)
SELECT written.id, position, category, what, pas, additional, session, premium
FROM written JOIN held USING (user_id) JOIN pathways_splitline ON split_id = like_it
"""  # noqa: S608 -- of constants
ROLES = """
WITH kinds AS (
    SELECT archetype_id, row_number() OVER (ORDER BY count(*) DESC, archetype_id) AS place
    FROM roles_appointment GROUP BY archetype_id ORDER BY count(*) DESC, archetype_id LIMIT 8
)
INSERT INTO roles_appointment (user_id, organisation_id, archetype_id, title, term, pas, paid_by, allowance_gbp, acting,
    ended_reason)
SELECT user_id, organisation_id, archetype_id, 'Role of ' || user_id, daterange(lower(period) - 700, NULL), 1,
    'allowance', 5000, false, ''
FROM pathways_timesplit waits JOIN kinds ON place = 1 + waits.id % (SELECT count(*) FROM kinds)
WHERE status = 'first_signed' RETURNING id, user_id
"""
# Their second line is the role's, in the split in force and in the one that waits.
TIME = """
WITH held AS (
    SELECT split.id, role.id AS role FROM pathways_timesplit split JOIN roles_appointment role USING (user_id)
    WHERE role.id = ANY(%s) AND status IN ('in_force', 'first_signed')
), moved AS (
    UPDATE pathways_splitline SET category = 'anr' FROM held
    WHERE split_id = held.id AND position = 2 AND category = 'dcc' RETURNING split_id, role, pas
)
UPDATE pathways_timesplit SET appointment_id = role, dcc_pas = dcc_pas - pas, anr_pas = anr_pas + pas
FROM moved WHERE id = split_id
"""
# What was made up in two steps is history in one.
HISTORY = """
WITH again AS (
    DELETE FROM pathways_timesplitevent event USING pathways_timesplit split
    WHERE split.id = event.pgh_obj_id AND split.appointment_id = ANY(%(roles)s) AND event.pgh_label = 'update'
)
UPDATE pathways_timesplitevent event
SET appointment_id = split.appointment_id, dcc_pas = split.dcc_pas, anr_pas = split.anr_pas
FROM pathways_timesplit split
WHERE split.id = event.pgh_obj_id AND split.appointment_id = ANY(%(roles)s) AND event.pgh_label = 'insert'
"""


@transaction.atomic
def fill_splits() -> None:
    """After seeding, which gives each one split or two, and none who waits a role."""
    say_why_in_history("Made up for the bench")
    with connection.cursor() as cursor:
        cursor.execute(EARLIER)
        cursor.execute(ROLES)
        roles = [key for key, _ in cursor.fetchall()]
        cursor.execute(TIME, [roles])
        cursor.execute(HISTORY, {"roles": roles})

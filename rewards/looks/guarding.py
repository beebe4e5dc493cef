"""Row-level security of the tables that hold pay: what migrations run.

Read: one's own rows; HR those of the organisation where they hold the role; and what a service has opened for this
request (services.py). Write: HR there, and a service that writes this person's pay. The tables' owner is not bound.
A new table that holds a person's pay gets its policies in its own migration: `guard("rewards_…")`.

The database asks the functions once a statement, and a function only where those before it said no.
"""

from collections.abc import Iterable

from rewards.looks.standing import WEB

OWN = "user_id = (SELECT pathways_viewer())"
WRITING = "user_id = (SELECT pathways_writing())"
HR_THERE = "organisation_id = ANY ((SELECT pathways_hr_of())::bigint[])"
LOOKED_AT = "(user_id, organisation_id) IN (SELECT subject, organisation FROM pathways_looked_at())"
SUMMING = "organisation_id = (SELECT pathways_summing())"
# An award is held by a person, not with an employer: an employer's are those of the days on which it employs them.
HELD_WHILE = """EXISTS (
    SELECT 1 FROM rewards_employed employed WHERE employed.user_id = {table}.user_id
    AND employed.period && {table}.period AND {there}
)"""
HR_THEN = "employed.organisation_id = ANY ((SELECT pathways_hr_of())::bigint[])"
LOOKED_AT_THEN = """(employed.user_id, employed.organisation_id) IN (
    SELECT subject, organisation FROM pathways_looked_at()
)"""

FUNCTIONS = """
CREATE FUNCTION pathways_viewer() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('pathways.viewer', true), '')::bigint
$$;
CREATE FUNCTION pathways_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(current_setting('pathways.today', true), '')::date, current_date)
$$;
CREATE FUNCTION pathways_writing() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('pathways.writing', true), '')::bigint
$$;
CREATE FUNCTION pathways_hr_of() RETURNS bigint[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    RETURN ARRAY(
        SELECT held.organisation_id FROM people_membership held
        WHERE held.user_id = pathways_viewer() AND held.role = 'hr' AND held.period @> pathways_today()
    );
END $$;
CREATE FUNCTION pathways_looked_at() RETURNS TABLE (subject bigint, organisation bigint)
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1 AS $$
BEGIN
    IF coalesce(current_setting('pathways.opened', true), '') = '' THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT look.subject_id, look.organisation_id FROM rewards_paylook look
        WHERE look.id = ANY (string_to_array(current_setting('pathways.opened', true), ',')::bigint[])
          AND look.viewer_id = pathways_viewer() AND look.day = pathways_today();
END $$;
"""
SUMMING_FUNCTION = """
CREATE OR REPLACE FUNCTION pathways_summing() RETURNS bigint LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    IF coalesce(current_setting('pathways.summing', true), '') = '' THEN
        RETURN NULL;
    END IF;
    RETURN (
        SELECT held.organisation_id FROM people_membership held
        WHERE held.user_id = pathways_viewer() AND held.period @> pathways_today()
          AND held.organisation_id = current_setting('pathways.summing', true)::bigint
          AND held.role IN ('medical_director', 'analyst', 'hr')
        LIMIT 1
    );
END $$;
"""
"""Whose pages add up pay: those who read an organisation's figures of time splits."""
FUNCTIONS += SUMMING_FUNCTION
NAMES = ("summing()", "looked_at()", "hr_of()", "writing()", "today()", "viewer()")
NO_FUNCTIONS = "\n".join(f"DROP FUNCTION pathways_{name};" for name in NAMES)


def guard(table: str, *, summed: bool = False, looked_at: bool = True, history: bool = False) -> str:
    """Policies of a table with `user_id` and `organisation_id`.

    `summed`: what shows sums alone reads it; `looked_at`: so does a recorded look at one person. `history`: triggers
    write its rows, which stay as they are.
    """
    read = [OWN, HR_THERE, WRITING, *([LOOKED_AT] if looked_at else []), *([SUMMING] if summed else [])]
    return _policies(table, read, [WRITING, HR_THERE], history=history)


def guard_of_person(table: str, *, history: bool = False) -> str:
    """Policies of a table with `user_id` and `period`: an employer sees what is held on days on which it employs."""
    hr, looked_at = (HELD_WHILE.format(table=table, there=there) for there in (HR_THEN, LOOKED_AT_THEN))
    return _policies(table, [OWN, WRITING, hr, looked_at], [WRITING, hr], history=history)


def _policies(table: str, read: Iterable[str], write: Iterable[str], *, history: bool) -> str:
    reads, writes = " OR ".join(read), " OR ".join(write)
    said = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY web_reads ON {table} FOR SELECT TO {WEB} USING ({reads})",
        f"CREATE POLICY web_adds ON {table} FOR INSERT TO {WEB} WITH CHECK ({writes})",
    ]
    if not history:
        said += [
            f"CREATE POLICY web_changes ON {table} FOR UPDATE TO {WEB} USING ({writes}) WITH CHECK ({writes})",
            f"CREATE POLICY web_deletes ON {table} FOR DELETE TO {WEB} USING ({writes})",
        ]
    return ";\n".join(said) + ";\n"


def unguard(table: str, *, history: bool = False) -> str:
    """Takes the policies of either kind away."""
    names = ("web_reads", "web_adds", *(() if history else ("web_changes", "web_deletes")))
    dropped = "".join(f"DROP POLICY {name} ON {table};\n" for name in names)
    return f"{dropped}ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;\n"


FILES = f"""
ALTER TABLE rewards_export ENABLE ROW LEVEL SECURITY;
CREATE POLICY web_of_asker ON rewards_export TO {WEB} USING (asker_id = (SELECT pathways_viewer()));
ALTER TABLE rewards_editionfacts ENABLE ROW LEVEL SECURITY;
CREATE POLICY web_of_hr ON rewards_editionfacts TO {WEB} USING (EXISTS (
    SELECT 1 FROM rewards_edition edition WHERE edition.id = rewards_editionfacts.edition_id
    AND edition.organisation_id = ANY ((SELECT pathways_hr_of())::bigint[])
));
ALTER TABLE rewards_payrollimport ENABLE ROW LEVEL SECURITY;
CREATE POLICY web_of_hr ON rewards_payrollimport TO {WEB} USING ({HR_THERE});
"""  # noqa: S608 -- our own words
"""A list is its asker's alone; whose pay an edition adds up, and payroll's own files, are for HR there."""
OF_EMPLOYMENT = "employment_id IN (SELECT held.id FROM rewards_employment held WHERE held.id = employment_id)"
REVIEWS = "".join(
    f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
    f"CREATE POLICY web_with_employment ON {table} TO {WEB} USING ({OF_EMPLOYMENT});\n"
    for table in ("rewards_progressreview", "rewards_progressreviewevent")
)
"""A review of pay progress shows to whoever sees the employment it is about."""
NO_REVIEWS = "".join(
    f"DROP POLICY web_with_employment ON {table};\nALTER TABLE {table} DISABLE ROW LEVEL SECURITY;\n"
    for table in ("rewards_progressreview", "rewards_progressreviewevent")
)
NO_FILES = """
DROP POLICY web_of_asker ON rewards_export;
ALTER TABLE rewards_export DISABLE ROW LEVEL SECURITY;
DROP POLICY web_of_hr ON rewards_payrollimport;
ALTER TABLE rewards_payrollimport DISABLE ROW LEVEL SECURITY;
DROP POLICY web_of_hr ON rewards_editionfacts;
ALTER TABLE rewards_editionfacts DISABLE ROW LEVEL SECURITY;
"""

LOOKS = f"""
ALTER TABLE rewards_paylook ENABLE ROW LEVEL SECURITY;
CREATE POLICY web_reads ON rewards_paylook FOR SELECT TO {WEB}
    USING (subject_id = (SELECT pathways_viewer()) OR viewer_id = (SELECT pathways_viewer()));
CREATE POLICY web_adds ON rewards_paylook FOR INSERT TO {WEB} WITH CHECK (viewer_id = (SELECT pathways_viewer()));
CREATE POLICY web_counts ON rewards_paylook FOR UPDATE TO {WEB} USING (viewer_id = (SELECT pathways_viewer()));
REVOKE UPDATE, DELETE, TRUNCATE ON rewards_paylook FROM {WEB};
GRANT UPDATE (times, last_at) ON rewards_paylook TO {WEB};
"""  # noqa: S608 -- our own words
NO_LOOKS = "".join(f"DROP POLICY {name} ON rewards_paylook;\n" for name in ("web_reads", "web_adds", "web_counts"))
NO_LOOKS += "ALTER TABLE rewards_paylook DISABLE ROW LEVEL SECURITY;\n"

# Roles belong to the whole server: another database's migration may make it at the same moment.
ROLE = f"""
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{WEB}') THEN
        CREATE ROLE {WEB} NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
    WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'The database account % may not create roles. Have an administrator of the server run once:  '
            'CREATE ROLE {WEB} NOLOGIN; GRANT {WEB} TO %;', current_user, quote_ident(current_user);
END $$;
DO $$
DECLARE
    may text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
    IF NOT pg_has_role(current_user, '{WEB}', may) THEN
        EXECUTE format('GRANT {WEB} TO %I', current_user);
    END IF;
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'The database account % may not become {WEB}. Have an administrator of the server run once:  '
            'GRANT {WEB} TO %;', current_user, quote_ident(current_user);
END $$;
"""  # noqa: S608 -- our own words
# In the schema of our tables, now and later; a schema is not always called public.
RIGHTS = f"""
DO $$
BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO {WEB}', current_schema());
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO {WEB}', current_schema());
    EXECUTE format('GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA %I TO {WEB}', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {WEB}',
                   current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {WEB}',
                   current_schema());
END $$;
"""
# The role itself stays: it may serve another database of the server.
NO_RIGHTS = f"""
DO $$
BEGIN
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I REVOKE ALL ON TABLES FROM {WEB}', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I REVOKE ALL ON SEQUENCES FROM {WEB}', current_schema());
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM {WEB}', current_schema());
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA %I FROM {WEB}', current_schema());
    EXECUTE format('REVOKE USAGE ON SCHEMA %I FROM {WEB}', current_schema());
END $$;
"""
EMPLOYED = """
CREATE VIEW rewards_employed AS
SELECT id, user_id, organisation_id, service_id, period,
       CASE WHEN contract IN (
           'Consultant 2003 (England)', 'Specialty doctor 2021 (England)', 'Specialist 2021 (England)'
       ) THEN contract ELSE '' END AS contract
FROM rewards_employment;
"""
NO_EMPLOYED = "DROP VIEW rewards_employed;"
# What shows to all is only read: PostgreSQL would let a view so plain be written to, past the policies of its table.
EMPLOYED_IS_READ = f"REVOKE INSERT, UPDATE, DELETE ON rewards_employed FROM {WEB};"
EMPLOYED_IS_WRITTEN = f"GRANT INSERT, UPDATE, DELETE ON rewards_employed TO {WEB};"
PRINCIPAL = """
CREATE VIEW rewards_principal AS
SELECT held.id AS employment_id, held.user_id, held.organisation_id, stretch AS period
FROM rewards_employment held CROSS JOIN LATERAL unnest(
    datemultirange(held.period) - coalesce((
        SELECT range_agg(other.period) FROM rewards_employment other
        WHERE other.user_id = held.user_id AND (other.pas, -other.id) > (held.pas, -held.id)
    ), '{}')
) stretch;
"""
NO_PRINCIPAL = "DROP VIEW rewards_principal;"

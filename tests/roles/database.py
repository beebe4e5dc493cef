"""Looks for words through every text that the database holds."""

from collections.abc import Iterable

from django.db import connection

TEXTS = """
SELECT c.table_name, c.column_name FROM information_schema.columns c
JOIN information_schema.tables t USING (table_schema, table_name)
WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
AND (c.data_type IN ('text', 'character varying', 'character', 'json', 'jsonb', 'ARRAY', 'bytea', 'tsvector'))
"""


def found_in_database(words: Iterable[str]) -> set[tuple[str, str]]:
    """Each table and column with one of the words in it, whatever its case."""
    sought = [f"%{word.lower()}%" for word in words]
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(TEXTS)
        for table, column in cursor.fetchall():
            text = f"encode(\"{column}\", 'escape')" if _is_bytes(table, column) else f'"{column}"::text'
            cursor.execute(f'SELECT 1 FROM "{table}" WHERE lower({text}) LIKE ANY(%s) LIMIT 1', [sought])
            if cursor.fetchone():
                found.add((table, column))
    return found


def _is_bytes(table: str, column: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT data_type = 'bytea' FROM information_schema.columns WHERE table_name = %s AND column_name = %s",
            [table, column],
        )
        return bool(cursor.fetchone()[0])

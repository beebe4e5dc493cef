"""A prepared statement is planned once for a connection, and asked with other values each time."""

from datetime import date

import pytest
from django.db import DataError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from people import prepared
from people.prepared import Prepared, ask_as_written

DAYS = Prepared(
    "days_of_a_test", "SELECT %(one)s - %(other)s, 'at 100%%' WHERE %(one)s > %(other)s", one="date", other="date"
)


def asked(one: date, other: date) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        DAYS.ask(cursor, {"other": other, "one": one})
        return cursor.fetchall()


@pytest.mark.django_db
def test_it_answers_by_the_values_of_each_asking() -> None:
    assert asked(date(2028, 3, 1), date(2028, 2, 1)) == [(29, "at 100%")]
    with CaptureQueriesContext(connection) as queries:
        assert asked(date(2027, 3, 1), date(2027, 2, 1)) == [(28, "at 100%")]
        assert asked(date(2027, 2, 1), date(2027, 3, 1)) == []
    assert [query["sql"].split()[0] for query in queries] == ["EXECUTE", "EXECUTE"]


@pytest.mark.django_db
def test_what_fails_the_first_time_is_asked_again() -> None:
    divided = Prepared("divided_in_a_test", "SELECT 12 / %(by)s", by="int")
    with pytest.raises(DataError), transaction.atomic(), connection.cursor() as cursor:
        divided.ask(cursor, {"by": 0})
    with connection.cursor() as cursor:
        for by, found in ((4, 3), (3, 4)):
            divided.ask(cursor, {"by": by})
            assert cursor.fetchall() == [(found,)]
    assert asked(date(2028, 3, 1), date(2028, 2, 1)) == [(29, "at 100%")]


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_prepares_it_anew() -> None:
    assert asked(date(2028, 3, 1), date(2028, 2, 1)) == [(29, "at 100%")]
    connection.close()
    assert asked(date(2027, 3, 1), date(2027, 2, 1)) == [(28, "at 100%")]


@pytest.mark.django_db
def test_what_fails_takes_no_other_statement_with_it() -> None:
    """As in a transaction that is already lost, where it is not even prepared."""
    lost = Prepared("lost_in_a_test", "SELECT 12 / %(by)s", by="int")
    for _ in range(2):
        with transaction.atomic(), connection.cursor() as cursor:
            with pytest.raises(DataError):
                cursor.execute("SELECT 1 / 0")
            with pytest.raises(InternalError):
                lost.ask(cursor, {"by": 4})
            transaction.set_rollback(True)
        assert asked(date(2028, 3, 1), date(2028, 2, 1)) == [(29, "at 100%")]
    with connection.cursor() as cursor:
        lost.ask(cursor, {"by": 4})
        assert cursor.fetchall() == [(3,)]


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a process just begun: other tests have had statements of theirs kept."""
    monkeypatch.setattr(prepared, "_written", {})


def answer(sql: str, *values: object) -> object:
    with connection.cursor() as cursor:
        ask_as_written(cursor, sql, values)
        return cursor.fetchone()[0]


def held(words: str) -> int:
    """How many statements with these words this connection has prepared."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE strpos(statement, %s) > 0", [words])
        return cursor.fetchone()[0]


@pytest.mark.django_db
def test_a_statement_made_as_it_is_asked_is_planned_once(fresh: None) -> None:
    sql = "SELECT %s::int + cardinality(%s) AS planned_once"
    assert [answer(sql, n, keys) for n, keys in ((1, [5]), (2, []), (30, [6, 7]))] == [2, 2, 32]
    assert held("planned_once") == 1


@pytest.mark.django_db
def test_a_text_is_part_of_the_statement_and_stays_a_text(fresh: None) -> None:
    sql = "SELECT %s || to_char(%s::date, 'YYYY') || '%%' AS text_within"
    assert answer(sql, "it's 100% ", date(2026, 3, 1)) == "it's 100% 2026%"
    assert answer(sql, "$1 %(p1)s ", date(2027, 3, 1)) == "$1 %(p1)s 2027%"
    assert held("text_within") == 2


@pytest.mark.django_db
def test_a_connection_keeps_so_many_and_answers_the_rest_all_the_same(fresh: None, monkeypatch) -> None:
    monkeypatch.setattr(prepared, "MOST", 5)
    for n in range(8):
        assert answer(f"SELECT %s::int AS one_of_many_{n}", n) == n
    assert held("one_of_many_") == 5


@pytest.mark.django_db(transaction=True)
def test_one_made_as_it_is_asked_is_prepared_anew_on_a_new_connection(fresh: None) -> None:
    sql = "SELECT %s::int AS anew"
    assert answer(sql, 1) == 1
    connection.close()
    assert answer(sql, 2) == 2
    assert held("anew") == 1


@pytest.mark.django_db
def test_a_statement_stays_within_the_rows_of_the_role_that_asks(fresh: None) -> None:
    """What was planned for one role is planned anew for another, whom a policy shows less."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE apart (whose name); INSERT INTO apart VALUES ('pg_read_all_data'), ('other');"
            "ALTER TABLE apart ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON apart USING (whose = current_user)"
        )
        for role, seen in (("NONE", 2), ("pg_read_all_data", 1), ("NONE", 2), ("pg_read_all_data", 1)):
            cursor.execute(f"SET LOCAL ROLE {role}")
            assert answer("SELECT count(*) + %s FROM apart", 0) == seen
        cursor.execute("SET LOCAL ROLE NONE")

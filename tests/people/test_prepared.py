"""A prepared statement is planned once for a connection, and asked with other values each time."""

from datetime import date

import pytest
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext

from people.prepared import Prepared

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

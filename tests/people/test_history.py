"""The database keeps who changed what, when and why; raw SQL does not escape it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from people.history import because, history_of
from people.models import Membership, Role
from tests.factories import MembershipFactory, TimeSplitFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_change_names_its_author_its_reason_and_both_values() -> None:
    author = UserFactory(name="Ada Author")
    membership = MembershipFactory(role=Role.RECRUITER)
    with because("moved to human resources", by=author):
        membership.role = Role.HR
        membership.save()
    latest = history_of(membership)[0]
    assert (latest.who, latest.why) == ("Ada Author", "moved to human resources")
    assert latest.changes == (("Role", "Recruiter", "Human resources"),)


def test_raw_sql_is_caught_too() -> None:
    membership = MembershipFactory(role=Role.RECRUITER)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_membership SET role = 'analyst' WHERE id = %s", [membership.pk])
    latest = history_of(membership)[0]
    assert latest.who == "The system"
    assert latest.changes == (("Role", "Recruiter", "Analyst"),)


def test_hidden_fields_stay_hidden() -> None:
    membership = MembershipFactory(role=Role.RECRUITER)
    membership.role = Role.HR
    membership.save()
    assert history_of(membership, hide=frozenset({"role"}))[0].changes == ()


def test_history_takes_one_query_however_long_it_is(django_assert_num_queries) -> None:
    membership = MembershipFactory(role=Role.RECRUITER)
    with because("learning the ropes", by=UserFactory()):
        for role in (Role.HR, Role.ANALYST, Role.HR, Role.ANALYST):
            membership.role = role
            membership.save()
    with django_assert_num_queries(1):
        assert len(history_of(membership)) == 5


def test_a_change_within_another_keeps_the_others_reason() -> None:
    author = UserFactory(name="Ada Author")
    outer, inner = MembershipFactory(role=Role.RECRUITER), MembershipFactory(role=Role.RECRUITER)
    with because("Signed", by=author):
        set_role(outer, Role.HR)
        with because("Ended by the next"):
            set_role(inner, Role.ANALYST)
        set_role(outer, Role.ANALYST)
    assert [(entry.who, entry.why) for entry in history_of(outer)[:2]] == [("Ada Author", "Signed")] * 2
    assert (history_of(inner)[0].who, history_of(inner)[0].why) == ("Ada Author", "Ended by the next")


def test_what_the_transaction_writes_afterwards_borrows_neither_author_nor_reason() -> None:
    membership = MembershipFactory(role=Role.RECRUITER)
    with because("Sent the application", by=UserFactory(name="An Applicant")):
        set_role(membership, Role.HR)
    set_role(membership, Role.ANALYST)
    assert (history_of(membership)[0].who, history_of(membership)[0].why) == ("The system", "")


def set_role(membership: Membership, role: Role) -> None:
    membership.role = role
    membership.save()


def test_periods_people_and_dates_are_said_in_words() -> None:
    first, second = UserFactory(name="Ada First"), UserFactory(name="Bea Second")
    membership = MembershipFactory(line_manager=first, period=DateRange(date(2026, 3, 1), None))
    membership.line_manager = second
    membership.period = DateRange(date(2026, 3, 1), date(2027, 3, 1))
    membership.save()
    assert {what: after for what, _, after in history_of(membership)[0].changes} == {
        "Line manager": "Bea Second",
        "Period": "“from 1 March 2026 until 28 February 2027”",
    }


def test_who_was_named_first_is_said_by_name() -> None:
    membership = MembershipFactory(line_manager=None)
    membership.line_manager = UserFactory(name="Ada First")
    membership.save()
    assert history_of(membership)[0].changes == (("Line manager", "nothing", "Ada First"),)


def test_the_first_entry_says_that_it_was_recorded() -> None:
    assert history_of(MembershipFactory())[-1].why == "Recorded"


def test_programmed_activities_are_named_and_counted_as_on_the_screens() -> None:
    split = TimeSplitFactory(dcc_pas=Decimal("5"), spa_pas=Decimal("3"))
    split.dcc_pas, split.spa_pas = Decimal("6.5"), Decimal("1.5")
    split.save()
    assert ("DCC PAs", "5", "6.5") in history_of(split)[0].changes

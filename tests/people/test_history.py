"""The database keeps who changed what, when and why; raw SQL does not escape it."""

import pytest
from django.db import connection

from people.history import because, history_of
from people.models import Role
from tests.factories import MembershipFactory, UserFactory

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


def test_history_takes_two_queries_however_long_it_is(django_assert_num_queries) -> None:
    membership = MembershipFactory(role=Role.RECRUITER)
    with because("learning the ropes", by=UserFactory()):
        for role in (Role.HR, Role.ANALYST, Role.HR, Role.ANALYST):
            membership.role = role
            membership.save()
    with django_assert_num_queries(2):
        assert len(history_of(membership)) == 5

"""The page on which a person reads who has looked at their pay."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from people.models import Role
from rewards.looks.services import opened, opened_many
from rewards.models import PayLook
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust():
    return OrganisationFactory(name="Trust of Tests")


@pytest.fixture
def director(trust):
    return MembershipFactory(user__name="Dina Director", organisation=trust, role=Role.MEDICAL_DIRECTOR).user


def said(client, **asked) -> str:
    return " ".join(client.get(reverse("rewards:looks"), asked).content.decode().split())


def test_it_says_who_when_from_where_and_why(signed_in, user, trust, director) -> None:
    with time_machine.travel("2026-03-02 09:00", tick=False):
        opened(director, user, trust, "To sign your time split from 1 April 2026")
    with time_machine.travel("2026-03-02 15:30", tick=False):
        opened(director, user, trust, "To sign your time split from 1 April 2026")
    page = said(signed_in)
    for words in ("Dina Director", "Medical director", "Trust of Tests", "To sign your time split from 1 April 2026"):
        assert words in page
    assert "Monday 2 March 2026 at 3:30pm" in page
    assert "2 times that day" in page
    assert "1 entry" in page


def test_a_day_or_a_reason_more_is_an_entry_more_and_the_newest_is_first(signed_in, user, trust, director) -> None:
    for day, why in (("2026-03-02", "To sign"), ("2026-03-02", "To print"), ("2026-03-03", "To sign")):
        with time_machine.travel(f"{day} 12:00", tick=False):
            opened(director, user, trust, why)
    page = said(signed_in)
    assert "3 entries" in page
    assert page.index("3 March 2026") < page.index("2 March 2026")


def test_the_role_is_that_of_the_day(signed_in, user, trust, director) -> None:
    opened(director, user, trust, "To sign")
    director.memberships.update(period=(date(2020, 1, 1), timezone.localdate()))
    assert "Medical director" not in said(signed_in)


def test_nobody_reads_anothers_and_an_empty_page_teaches(signed_in, trust, director) -> None:
    opened(director, UserFactory(), trust, "To sign")
    page = said(signed_in)
    assert "Nobody has looked" in page
    assert "Dina Director" not in page
    assert "Those who may" in page


def test_years_are_chosen_once_there_are_two_and_a_wrong_one_gets_a_sentence(signed_in, user, trust, director) -> None:
    for year in (2025, 2026):
        with time_machine.travel(f"{year}-06-01 12:00", tick=False):
            opened(director, user, trust, f"To sign in {year}")
    both = said(signed_in)
    assert "To sign in 2025" in both
    assert "To sign in 2026" in both
    earlier = said(signed_in, year="2025")
    assert "To sign in 2025" in earlier
    assert "To sign in 2026" not in earlier
    for wrong in ("1999", "x", "²", "2025'"):
        page = said(signed_in, year=wrong)
        assert "There is a problem" in page
        assert "2 entries" in page


def test_the_file_holds_what_the_page_does(signed_in, user, trust, director) -> None:
    with time_machine.travel("2026-03-02 09:00", tick=False):
        opened(director, user, trust, "To sign")
    text = signed_in.get(reverse("rewards:looks-file")).content.decode("utf-8-sig")
    head, line, foot = csv.reader(io.StringIO(text))
    assert dict(zip(head, line, strict=True)) == {
        "Who": "Dina Director", "As": "medical director", "Organisation": "Trust of Tests", "Why": "To sign",
        "Day": "2 March 2026", "First at": "9am", "Last at": "9am", "Times that day": "1",
    }  # fmt: skip
    assert foot[0].startswith(f"Looks at the pay of {user}, as recorded until ")


def many(user, organisation, count: int) -> None:
    now = timezone.now()
    for n in range(count):
        viewer = MembershipFactory(organisation=organisation, role=Role.HR).user
        at = now - timedelta(days=n)
        PayLook.objects.create(
            viewer=viewer, subject=user, organisation=organisation, why="As HR", day=timezone.localdate(at),
            first_at=at, last_at=at,
        )  # fmt: skip


def test_it_asks_as_often_for_many_looks_as_for_few(signed_in, user, trust, django_assert_max_num_queries) -> None:
    asked = []
    for more in (3, 60):
        many(user, trust, more)
        with django_assert_max_num_queries(9) as queries:
            page = said(signed_in)
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert page.count("As HR") == 50
    assert said(signed_in, page="2").count("As HR") == 13


def test_a_list_is_recorded_in_one_statement_without_oneself(trust, director, django_assert_num_queries) -> None:
    people = [UserFactory() for _ in range(40)]
    with django_assert_num_queries(1):
        opened_many(director, [*(person.pk for person in people), director.pk], trust, "As HR")
    assert PayLook.objects.count() == 40
    opened_many(director, [people[0].pk, people[0].pk], trust, "As HR")
    assert sorted(PayLook.objects.values_list("times", flat=True))[-2:] == [1, 2]
    with django_assert_num_queries(0):
        opened(director, director, trust, "Myself")
        opened_many(director, [], trust, "Nobody")


def test_the_database_knows_no_look_at_oneself(user, trust) -> None:
    now = datetime(2026, 3, 2, 12, tzinfo=timezone.get_current_timezone())
    with pytest.raises(IntegrityError), transaction.atomic():
        PayLook.objects.create(
            viewer=user, subject=user, organisation=trust, why="No", day=now.date(), first_at=now, last_at=now
        )

"""Seeding: the same wish makes the same rows, and they keep every rule that real ones keep."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F, Sum

from pathways.models import SplitLine, TimeSplit
from pathways.seed.seeding import Wish, seed
from pathways.splits import facts, rules
from people.history import history_of
from people.models import Membership, Organisation, Role, User
from people.refusals import Refused
from reminders.models import Due
from reminders.rules import ANY_ROLE
from rewards.models import PayElement
from roles.models import Appointment, Post, RoleReview, SearchWord

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 2)
WISH = Wish(people=120, posts=60, random_seed=7, on=ON, pending=5)
# Rows by their meaning: keys come from sequences and differ from one database to the next.
SAID = {
    "people": "SELECT email, name FROM people_user ORDER BY email",
    "posts": "SELECT title, organisation_name, summary, closes_at, pas FROM roles_post ORDER BY 1, 2, 3, 4",
    "splits": "SELECT u.name, s.period, s.total_pas, s.dcc_pas, s.status FROM pathways_timesplit s"
    " JOIN people_user u ON u.id = s.user_id ORDER BY 1, 2, 5",
    "pay": "SELECT u.name, e.kind, e.annual_gbp, e.period FROM rewards_payelement e"
    " JOIN people_user u ON u.id = e.user_id ORDER BY 1, 2, 4",
}


def said(what: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(SAID[what])
        return [tuple(map(str, row)) for row in cursor.fetchall()]


@pytest.fixture
def reference(db: None) -> None:
    call_command("load_reference_data", stdout=StringIO())


@pytest.fixture
def seeded(reference: None) -> None:
    seed(WISH)


def test_it_makes_as_many_as_asked(seeded: None) -> None:
    assert User.objects.filter(email__endswith="@seed.example").count() == 120
    assert Post.objects.count() == 60
    assert TimeSplit.objects.filter(status=TimeSplit.Status.FIRST_SIGNED).count() == 5


def test_the_same_wish_makes_the_same_rows(reference: None) -> None:
    made = []
    for _ in range(2):
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT before_seed")
        seed(WISH)
        made.append({what: said(what) for what in SAID})
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK TO SAVEPOINT before_seed")
    assert made[0] == made[1]
    assert made[0]["pay"]


def test_another_random_seed_makes_others_beside_them(seeded: None) -> None:
    seed(Wish(people=20, posts=5, random_seed=8, on=ON))
    assert User.objects.filter(email__endswith="@seed.example").count() == 140


def test_the_same_people_are_not_made_twice(seeded: None) -> None:
    with pytest.raises(Refused, match="here already"):
        seed(WISH)


def test_without_reference_data_it_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="load_reference_data"):
        call_command("seed", people=1, posts=1)


def test_every_seeded_split_keeps_the_rules_that_are_errors(seeded: None) -> None:
    for split in TimeSplit.objects.prefetch_related("lines").select_related("user", "service"):
        found = facts.findings_of(split)
        assert not rules.errors(found), (split, found)


def test_what_waits_for_the_last_signature_has_the_first(seeded: None) -> None:
    waiting = TimeSplit.objects.pending()
    assert waiting.exists()
    assert not waiting.exclude(sign_offs__tier=1).exists()


def test_lines_add_up_to_their_split(seeded: None) -> None:
    sums = SplitLine.objects.values("split").annotate(pas=Sum("pas")).values_list("split", "pas")
    totals = dict(TimeSplit.objects.values_list("pk", "total_pas"))
    assert all(totals[split] == pas for split, pas in sums)


def test_whoever_leads_has_a_pay_element_that_names_the_role(seeded: None) -> None:
    holders = set(Appointment.objects.values_list("user", flat=True))
    named = PayElement.objects.in_force(ON).exclude(role_title="").values_list("user", flat=True)
    assert holders
    assert set(named) == holders


def test_pay_on_the_day_is_that_of_a_real_table(seeded: None) -> None:
    basic = PayElement.objects.in_force(ON).filter(kind="basic")
    assert basic.count() > 100
    assert all(Decimal(20_000) < element.annual_gbp < Decimal(160_000) for element in basic.filter(pas__gte=9))


def test_reviews_due_long_ago_were_held_and_later_ones_wait(seeded: None) -> None:
    assert RoleReview.objects.filter(due_on__lt=date(2026, 9, 1), held_on__isnull=True).count() == 0
    assert RoleReview.objects.filter(due_on__gt=ON, held_on__isnull=True).exists()


def test_every_review_that_is_due_stands_with_who_works_there(seeded: None) -> None:
    of_reviewers = Due.objects.filter(title__startswith="Role review of")
    assert of_reviewers.exists()
    assert set(of_reviewers.values_list("only_as", flat=True)) == {ANY_ROLE}
    assert not of_reviewers.left(ON).exists()


def test_every_service_with_people_has_a_lead_and_every_employer_a_director(seeded: None) -> None:
    employers = set(Membership.objects.values_list("organisation", flat=True))
    directed = set(Membership.objects.filter(role=Role.MEDICAL_DIRECTOR).values_list("organisation", flat=True))
    assert employers == directed
    assert Organisation.objects.filter(pk__in=employers, closed_on=None).count() == len(employers)


def test_open_posts_close_later_than_the_day_and_past_ones_before(seeded: None) -> None:
    assert Post.objects.filter(status="published", closes_at__date__gt=ON).count() == 3
    assert not Post.objects.filter(published_at__gte=F("closes_at")).exists()
    assert SearchWord.objects.exists()


def test_history_says_that_it_was_made_up(seeded: None) -> None:
    assert history_of(Post.objects.earliest("pk"))[-1].why == "Made up by seeding"

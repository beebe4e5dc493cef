"""How long choosing takes, and how far applicants come: never about a few people."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from people.models import Role
from people.settings.shared import SMALL_NUMBER
from roles.applications.models import Application, StageCount
from roles.measures.rules import Moments, days, middle, middles, stages_of
from roles.models import Offer
from tests.factories import OrganisationFactory, PostFactory, UserFactory, set_here
from tests.roles.people_who_choose import member

pytestmark = pytest.mark.django_db
NEW_YEAR = datetime(2026, 1, 10, 9, tzinfo=UTC)


def on(day, hour=9):
    return NEW_YEAR + timedelta(days=day, hours=hour - 9)


def test_days_are_counted_from_moment_to_moment():
    assert days(on(0), on(1, 21)) == Decimal("1.5")
    assert days(on(0), None) is None
    assert days(on(1), on(0)) is None


def test_a_post_has_days_of_its_own_but_not_of_the_person_who_answered():
    found = stages_of(Moments(on(0), on(14), on(21), on(30), on(33)))
    assert found == {"advert": 14, "scoring": 7, "deciding": 9}


def test_the_median_is_of_what_is_known():
    assert middle("Stage", [Decimal(3), None, Decimal(1), Decimal(8)]).days == 3
    assert middle("Stage", []).days is None
    assert middle("Stage", [Decimal(3)] * 4, least=5).posts is None


def test_how_long_people_take_is_hidden_when_they_are_few():
    one = Moments(on(0), on(14), on(21), on(30), on(33))
    few = {each.stage: each.days for each in middles([one] * 4, least=5)}
    enough = {each.stage: each.days for each in middles([one] * 5, least=5)}
    assert few["Advert open"] == 14
    assert few["First offer to acceptance"] is few["Advert to acceptance"] is None
    assert enough["First offer to acceptance"] == 3
    assert enough["Advert to acceptance"] == 33


@pytest.fixture
def trust(db):
    return OrganisationFactory()


def last_year(day):
    return timezone.now().replace(year=timezone.localdate().year - 1, month=3, day=1) + timedelta(days=day)


def closed_post(trust, applicants=(), **fields):
    """A post of last year with so many applicants of each status."""
    made = PostFactory(
        organisation=trust,
        **{
            "published_at": last_year(0),
            "closes_at": last_year(14),
            "shortlist_locked_at": last_year(20),
            "shortlist_locked_by": UserFactory(),
            **fields,
        },
    )
    for status, number in applicants:
        for n in range(number):
            Application.objects.create(
                post=made,
                applicant=UserFactory(),
                reference=f"{status[:4]}{made.pk}N{n}"[:12],
                status=status,
                submitted_at=last_year(10),
            )
    return made


def page(client, trust, role=Role.HR, **query):
    client.force_login(member(trust, role))
    return " ".join(client.get(reverse("measures:page"), query).content.decode().split())


def test_the_page_shows_medians_and_each_posts_days(trust, client):
    closed_post(trust, title="Director of thrift")
    closed_post(trust, shortlist_locked_at=last_year(18))
    shown = page(client, trust)
    assert 'Closing to shortlist</th><td class="nhsuk-table__cell nhsuk-table__cell--numeric">5</td>' in shown
    assert "Director of thrift" in shown


def test_few_applicants_are_hidden_and_nothing_gives_them_away(trust, client):
    closed_post(trust, [("not_shortlisted", 9), ("accepted", 6)], level="service")
    closed_post(trust, [("not_shortlisted", 3)], level="board")
    shown = page(client, trust)
    assert "hidden" in shown
    assert ">3</td>" not in shown
    assert ">18</td>" in shown
    assert ">15</td>" not in shown  # 18 less 15 would be the three


def test_the_organisations_setting_counts(trust, client):
    closed_post(trust, [("not_shortlisted", 7)])
    assert ">7</td>" in page(client, trust)
    set_here(trust, SMALL_NUMBER, 8)
    assert "Fewer than 8 people applied" in page(client, trust)


def test_the_erased_are_counted_too(trust, client):
    made = closed_post(trust, [("not_shortlisted", 6)])
    StageCount.objects.create(post=made, status="not_shortlisted", count=5)
    assert ">11</td>" in page(client, trust)


def test_a_year_that_runs_shows_no_applicants(trust, client):
    now = timezone.now()
    closed_post(
        trust, [("not_shortlisted", 9)], published_at=now - timedelta(days=9), closes_at=now, shortlist_locked_at=None
    )
    assert "is over" in page(client, trust)


def test_the_file_holds_what_the_page_shows(trust, client):
    made = closed_post(trust, [("accepted", 1)], title="=cmd|' /C calc'!A0")
    Offer.objects.create(
        application=made.applications.get(),
        allowance_gbp=8000,
        pas=2,
        starts_on=last_year(90).date(),
        answer_by=last_year(40).date(),
        made_by=UserFactory(),
        status=Offer.Status.ACCEPTED,
        answered_at=last_year(33),
    )
    client.force_login(member(trust, Role.RECRUITER))
    answer = client.get(reverse("measures:file"))
    text = answer.content.decode()
    assert "\n=cmd" not in text
    assert "14.0,6.0" in text
    assert "Median: First offer to acceptance,,hidden" in text
    assert f"choosing-{trust.name.lower().replace(' ', '-')}" in answer.headers["Content-Disposition"]


def test_no_measures_of_an_organisation_where_one_neither_recruits_nor_is_hr(trust, client):
    closed_post(trust)
    client.force_login(member(OrganisationFactory(), Role.HR))
    assert client.get(reverse("measures:page"), {"organisation": trust.pk}).status_code == 404
    client.force_login(member(trust, Role.PANEL_MEMBER))
    assert client.get(reverse("measures:page")).status_code == 404


def test_it_asks_as_often_for_many_posts_as_for_few(trust, client, django_assert_max_num_queries):
    client.force_login(member(trust, Role.HR))
    counts = []
    for total in (2, 9):
        for _ in range(total):
            closed_post(trust, [("not_shortlisted", 2)])
        with django_assert_max_num_queries(16) as asked:
            assert client.get(reverse("measures:page")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]

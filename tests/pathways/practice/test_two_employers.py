"""A person with two employers: what a regulator asks counts both, what an employer asks counts for each alone."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from psycopg2.extras import DateRange

from pathways.models import Evidence, Target, TimeSplit
from pathways.practice.readiness import Condition
from pathways.practice.reading import picture_of
from pathways.regulators.facts import kept_by, practice_hours
from pathways.regulators.rules import Route
from pathways.returns.facts import Said, flags_for
from people.models import Membership, Organisation, User
from people.settings.models import SettingValue
from tests.factories import ClinicianFactory, MembershipFactory, OrganisationFactory, ServiceFactory, TimeSplitFactory


def today() -> date:
    return timezone.localdate()


@pytest.fixture
def acute(db: None) -> Organisation:
    return OrganisationFactory(name="Acute Trust")


@pytest.fixture
def community(db: None) -> Organisation:
    return OrganisationFactory(name="Community Trust")


@pytest.fixture
def person(acute: Organisation, community: Organisation) -> User:
    user = MembershipFactory(organisation=acute).user
    MembershipFactory(user=user, organisation=community)
    return user


def week(user: User, here: Organisation, dcc: str, *, days: int = 1200, ends: date | None = None) -> TimeSplit:
    """An agreed week of so much clinical work since so many days ago."""
    return TimeSplitFactory(
        user=user,
        organisation=here,
        service=ServiceFactory(organisation=here),
        status=TimeSplit.Status.IN_FORCE,
        period=DateRange(today() - timedelta(days=days), ends),
        total_pas=D(dcc) + 1,
        dcc_pas=D(dcc),
        spa_pas=D(1),
        anr_pas=D(0),
        ed_pas=D(0),
        apa_pas=D(0),
    )


def set_here(here: Organisation, key: str, value: str) -> None:
    SettingValue.objects.create(
        organisation=here, key=key, value=value, period=DateRange(date(2020, 1, 1), None), reason="Agreed."
    )


def conditions(user: User) -> dict[str, Condition]:
    return {each.title: each for each in picture_of(user, today()).conditions}


def routes(user: User) -> dict[str, str]:
    return {route.title: route.why for route in picture_of(user, today()).routes}


def test_r5_clinical_sessions_of_both_employers_count_together(person, acute, community) -> None:
    ClinicianFactory(user=person, profession="doctor")
    week(person, acute, "0.5")
    assert "Low volume of practice" in routes(person)
    week(person, community, "0.75")
    # (0.5 + 0.75) × 42 weeks is 52.5, and the mark is 40.
    assert routes(person)["Enough clinical sessions a year"].startswith("About 52 clinical sessions")


def test_sessions_are_reckoned_by_each_employers_own_weeks_and_judged_by_the_higher_mark(
    person, acute, community
) -> None:
    ClinicianFactory(user=person, profession="doctor")
    week(person, acute, "1")
    week(person, community, "1")
    set_here(community, "working_weeks", "40")
    set_here(acute, "low_volume_sessions", "90")
    assert routes(person)["Low volume of practice"].startswith("About 82 clinical sessions a year: under 90")


def test_r6_a_nurses_hours_of_both_employers_count_together(person, acute, community) -> None:
    ClinicianFactory(user=person, profession="nurse")
    week(person, acute, "0.5")
    assert "A return programme or a test of competence" in routes(person)
    week(person, community, "0.5")
    # 1 PA a week: 4 × 42 hours a year, 504 in three.
    assert "Enough practice hours" in routes(person)
    assert conditions(person)["Practice hours"].now == "About 504 of 450 hours in 3 years"


def test_r6_hours_worked_for_an_employer_one_has_left_still_count_until_then(person, acute, community) -> None:
    ClinicianFactory(user=person, profession="nurse")
    week(person, acute, "2", days=1000)
    left = today() - timedelta(days=500)
    Membership.objects.filter(user=person, organisation=acute).update(
        period=DateRange(today() - timedelta(days=2000), left)
    )
    weeks = kept_by(person, today())
    assert [each.ends for each in weeks] == [left]
    # 500 days of 2 PAs: 2 × 4 × 42 × 500 / 365.25.
    assert practice_hours(weeks, date(2000, 1, 1), today()) == D("460.0")
    assert "Nothing can be said of low volume" in routes(person)


def test_r6_an_ahp_away_from_one_employer_who_works_for_another_is_not_out_of_practice(
    person, acute, community
) -> None:
    ClinicianFactory(user=person, profession="ahp")
    week(person, community, "4")
    said = flags_for(person, acute.pk, date(2020, 1, 1), today() + timedelta(days=90), today=today(), own=True)
    assert "No updating is asked for" in titles(said)


@pytest.mark.parametrize(
    ("away", "back", "appraised", "said"),
    [
        (90, 300, 345, "The yearly appraisal comes due"),  # not overdue yet, though it will be before they go
        (-200, -30, 370, "The yearly appraisal is overdue"),  # it was not yet on the day they came back
    ],
)
def test_r6_an_appraisal_is_overdue_by_today_whenever_one_goes_and_comes_back(
    person, acute, away: int, back: int, appraised: int, said: str
) -> None:
    ClinicianFactory(user=person, profession="doctor", appraised_on=today() - timedelta(days=appraised))
    went, came = (today() + timedelta(days=days) for days in (away, back))
    found = titles(flags_for(person, acute.pk, went, came, today=today(), own=True))
    assert [title for title in found if "appraisal" in title] == [said]


def titles(said: tuple[Said, ...]) -> dict[str, str]:
    return {each.title: each.why for each in said if isinstance(each, Route)}


def test_a_supervisor_reads_of_their_own_employer_alone_and_is_told_so(person, acute, community) -> None:
    ClinicianFactory(user=person, profession="doctor")
    week(person, acute, "0.5")
    week(person, community, "9")
    away, back = today() - timedelta(days=10), today() + timedelta(days=200)
    own = titles(flags_for(person, acute.pk, away, back, today=today(), own=True))
    other = titles(flags_for(person, acute.pk, away, back, today=today(), own=False))
    assert own["Enough clinical sessions a year"].startswith("About 399 clinical sessions")
    assert other["Low volume of practice"].startswith("About 21 clinical sessions a year with this employer:")


def test_the_weekly_minimum_is_asked_by_each_employer_of_its_own_weeks(person, acute, community) -> None:
    week(person, acute, "1.5")
    week(person, community, "3")
    found = conditions(person)
    assert found["Weekly clinical work, Acute Trust"].mend == "0.5 PAs more a week in the next time split."
    assert found["Weekly clinical work, Community Trust"].now == "3 PAs a week of at least 2"
    set_here(acute, "clinical_minimum", "1.5")
    assert conditions(person)["Weekly clinical work, Acute Trust"].mend == ""


def test_the_log_counts_for_each_employers_targets_at_its_own_notice(person, acute, community) -> None:
    for here in (acute, community):
        Target.objects.create(
            organisation=here, kind="list", what="", amount=1, months=12, source="Agreed.", made_by=person
        )
    Evidence.objects.create(user=person, kind="list", on=today() - timedelta(days=200), what="Angiography")
    set_here(community, "readiness_at_risk_months", "9")
    found = conditions(person)
    states = {title: each.state.name for title, each in found.items() if title.startswith("Supervised lists")}
    assert states == {"Supervised lists, Acute Trust": "MET", "Supervised lists, Community Trust": "AT_RISK"}


def test_with_one_employer_no_condition_names_it(acute) -> None:
    user = MembershipFactory(organisation=acute).user
    week(user, acute, "3")
    assert "Weekly clinical work" in conditions(user)


def test_the_picture_asks_as_many_queries_for_three_employers_as_for_two(person, acute, community) -> None:
    ClinicianFactory(user=person, profession="nurse")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            picture_of(person, today())
        return len(queries)

    week(person, acute, "1")
    week(person, community, "1")
    before = asked()
    third = OrganisationFactory()
    MembershipFactory(user=person, organisation=third)
    week(person, third, "1")
    assert asked() == before
    assert before <= 10

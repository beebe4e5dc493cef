"""A person with two employers: an award counts with one of them, whoever asks; and an employer of days gone by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal as D

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from people.models import Organisation, Role, User
from rewards import reference
from rewards.models import AwardLevel, ElementKind, Employment, HeldAward, PayElement, Principal
from rewards.packages.writing import follow_terms
from tests.factories import EmploymentFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.rewards.test_staff_pages import dated, words

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.rewards.looks.broken")]
BEGAN, JULY, TODAY = date(2016, 4, 1), date(2025, 7, 1), date(2025, 11, 15)


@dataclass
class Both:
    """A consultant of 6 PAs with the first employer and 4 with the second, who holds an award."""

    user: User
    first: Organisation
    second: Organisation
    award: HeldAward

    def at(self, name: str, organisation: Organisation, *more: int) -> str:
        return reverse(f"rewards:{name}", args=[organisation.pk, self.user.pk, *more])


@pytest.fixture
def both() -> Iterator[Both]:
    reference.load()
    with time_machine.travel(f"{TODAY} 10:00", tick=False):
        user, first, second = UserFactory(), OrganisationFactory(name="Same name"), OrganisationFactory()
        for organisation, pas in ((first, D(6)), (second, D(4))):
            EmploymentFactory(
                user=user, organisation=organisation, pas=pas, point="threshold 4", period=DateRange(BEGAN, None)
            )
        level = AwardLevel.objects.get(scheme__startswith="Local/employer CEA", level="level 4")
        period = DateRange(date(2017, 4, 1), None)
        award = HeldAward.objects.create(user=user, level=level, annual_gbp=D(12_064), period=period)
        for organisation in (first, second):
            follow_terms(user, organisation, JULY)
        yield Both(user, first, second, award)


def a_member(organisation: Organisation, role: str = Role.HR) -> User:
    return MembershipFactory(organisation=organisation, role=role).user


def priced(client, viewer: User, both: Both, organisation: Organisation) -> dict[str, object]:
    """What a request of the viewer's prices for one employer, after its look is recorded."""
    client.force_login(viewer)
    return dict(client.get("/broken/priced/", {"of": both.user.pk, "at": organisation.pk}).json())


def end(both: Both, organisation: Organisation, day: date) -> None:
    Employment.objects.filter(user=both.user, organisation=organisation).update(period=DateRange(BEGAN, day))


@pytest.mark.parametrize("role", [Role.HR, Role.SERVICE_LEAD])
def test_the_award_counts_with_the_employment_of_most_pas_alone_whoever_prices_it(client, both, role) -> None:
    assert priced(client, a_member(both.first, role), both, both.first) == {"awards": 1, "employments": 1}
    assert priced(client, a_member(both.second, role), both, both.second) == {"awards": 0, "employments": 1}


def test_each_employers_page_says_with_whom_the_award_is_paid(client, both) -> None:
    pages = []
    for organisation in (both.first, both.second):
        client.force_login(a_member(organisation))
        pages.append(words(client.get(both.at("staff-person", organisation))))
    first, second = (page[page.index("Package on") : page.index("Pay on record")] for page in pages)
    assert "£12,064" in first[: first.index("Progress")]
    assert "£12,064" not in second[: second.index("Progress")]
    said = "On 15 November 2025 awards are paid with another employment, not with this one."
    assert said in second
    assert said not in first


def test_hr_is_told_on_the_page_that_it_is_recorded_and_seen(client, both) -> None:
    client.force_login(a_member(both.first))
    page = words(client.get(both.at("staff-person", both.first)))
    assert f"That you opened this page is on record. {both.user} can see that you did" in page


def test_what_is_written_counts_it_once(both) -> None:
    awards = PayElement.objects.current().filter(user=both.user, kind=ElementKind.AWARD)
    assert [each.organisation for each in awards] == [both.first]


def test_the_other_employment_carries_it_from_the_day_on_which_the_first_ends(client, both) -> None:
    end(both, both.first, TODAY)
    assert priced(client, a_member(both.second), both, both.second) == {"awards": 1, "employments": 1}


def test_which_employment_carries_awards_shows_to_all_by_day_and_nothing_of_its_pay(both) -> None:
    month = DateRange(date(2025, 1, 1), date(2025, 2, 1))
    short = EmploymentFactory(user=both.user, organisation=OrganisationFactory(), pas=D(8), period=month)
    stretches = Principal.objects.filter(user=both.user).order_by("period").values_list("employment", "period")
    first = Employment.objects.get(user=both.user, organisation=both.first).pk
    assert list(stretches) == [
        (first, DateRange(BEGAN, date(2025, 1, 1))),
        (short.pk, month),
        (first, DateRange(date(2025, 2, 1), None)),
    ]
    assert {field.name for field in Principal._meta.get_fields()} == {"employment", "user", "organisation", "period"}


def test_of_two_alike_the_older_employment_carries_them(both) -> None:
    Employment.objects.filter(user=both.user).update(pas=D(5))
    assert Principal.objects.get(user=both.user).organisation == both.first


def test_hr_of_two_organisations_of_one_name_sees_one_package_on_each_page(client, both) -> None:
    Organisation.objects.filter(pk=both.second.pk).update(name=both.first.name)
    hr = a_member(both.first)
    MembershipFactory(user=hr, organisation=both.second, role=Role.HR)
    client.force_login(hr)
    page = words(client.get(both.at("staff-person", both.second)))
    assert page.count("Week paid") == 1
    assert "Week paid 4 PAs" in page


class TestAFormerEmployer:
    def later(self, both: Both) -> HeldAward:
        """An award granted after the first employment had ended."""
        end(both, both.first, JULY)
        level = AwardLevel.objects.get(
            scheme__startswith="National clinical impact award (England and Wales)", level="N1"
        )
        period = DateRange(date(2025, 10, 1), date(2030, 10, 1))
        return HeldAward.objects.create(user=both.user, level=level, annual_gbp=D(20_000), period=period)

    def test_hr_there_reads_the_awards_of_its_own_days_alone(self, client, both) -> None:
        later = self.later(both)
        former, present = (a_member(organisation) for organisation in (both.first, both.second))
        for viewer, expected in ((former, {both.award.pk}), (present, {both.award.pk, later.pk})):
            client.force_login(viewer)
            assert set(client.get("/broken/awards/").json()["awards"]) == expected

    def test_its_page_does_not_name_a_later_award_and_its_form_finds_none(self, client, both) -> None:
        later = self.later(both)
        client.force_login(a_member(both.first))
        page = words(client.get(both.at("staff-person", both.first)))
        assert "N1" not in page
        assert "£20,000" not in page
        assert client.get(both.at("staff-end-award", both.first, later.pk)).status_code == 404

    def test_a_look_opens_the_awards_of_the_days_there_alone(self, client, both) -> None:
        later = self.later(both)
        for organisation, expected in ((both.first, {both.award.pk}), (both.second, {both.award.pk, later.pk})):
            client.force_login(a_member(organisation, Role.SERVICE_LEAD))
            found = client.get("/broken/awards/", {"of": both.user.pk, "at": organisation.pk}).json()
            assert set(found["awards"]) == expected

    def test_it_does_not_end_what_another_employer_pays_now(self, client, both) -> None:
        end(both, both.first, JULY)
        client.force_login(a_member(both.first))
        form = {**dated("last_day", date(2025, 12, 31)), "why": "A slip"}
        assert client.post(both.at("staff-end-award", both.first, both.award.pk), form).status_code == 403
        both.award.refresh_from_db()
        assert both.award.period.upper is None


def test_an_award_ended_before_ones_own_time_is_written_all_the_same(client, both) -> None:
    """The new end lies before the employment here began: the rows that are left are no longer this employer's."""
    Employment.objects.filter(user=both.user, organisation=both.first).delete()
    Employment.objects.filter(user=both.user).update(period=DateRange(JULY, None))
    client.force_login(a_member(both.second))
    form = {**dated("last_day", date(2025, 3, 31)), "why": "Given up on leaving"}
    assert client.post(both.at("staff-end-award", both.second, both.award.pk), form).status_code == 302
    both.award.refresh_from_db()
    assert both.award.period.upper == date(2025, 4, 1)


def test_what_shows_to_all_is_not_a_way_to_write(client, both) -> None:
    client.force_login(both.user)
    assert client.get("/broken/through_views/").json() == {
        "rewards_employed": "permission denied for view rewards_employed",
        "rewards_principal": 'cannot delete from view "rewards_principal"',
    }
    assert Employment.objects.filter(user=both.user).count() == 2

"""HR's pages of their people's pay: the list, one person, and the forms that change what is on record."""

import re
from datetime import date
from decimal import Decimal as D

import pytest
import time_machine
from django.urls import reverse
from psycopg2.extras import DateRange

from people.models import Role
from rewards import reference
from rewards.contracts.rules import Terms
from rewards.contracts.services import agree_terms
from rewards.models import AwardLevel, Contract, Employment, HeldAward, PayElement, ProgressReview
from tests.factories import EmploymentFactory, MembershipFactory, OrganisationFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db
JULY, OCTOBER = date(2025, 7, 1), date(2025, 10, 1)
SINCE = date(2017, 10, 1)


@pytest.fixture(autouse=True)
def rates(db: None) -> None:
    reference.load()


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-11-15 10:00", tick=False):
        yield


@pytest.fixture
def trust():
    return OrganisationFactory()


@pytest.fixture
def hr(trust, client):
    who = MembershipFactory(organisation=trust, role=Role.HR, user=UserFactory(name="Hedda Rowe")).user
    client.force_login(who)
    return who


@pytest.fixture
def held(trust):
    """A consultant whose step to threshold 3 is due since 1 October."""
    who = UserFactory(name="Ada Surgeon")
    return EmploymentFactory(user=who, organisation=trust, point="threshold 2b", seniority_from=SINCE)


def words(answer) -> str:
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def at(name: str, held: Employment, *more: int) -> str:
    return reverse(f"rewards:{name}", args=[held.organisation_id, held.user_id, *more])


def contract(held: Employment, name: str = "consultant", starts: date = OCTOBER) -> str:
    return f"{at('staff-terms', held)}?contract={name}&starts={starts.isoformat()}"


def dated(name: str, day: date) -> dict[str, int]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


TERMS = {"point": "threshold 3", "pas": "9", "on_call": "A:low", "area": "", "why": "Agreed in September"}


class TestTheList:
    def names(self, client, trust, query: str = "") -> list[str]:
        answer = client.get(reverse("rewards:staff", args=[trust.pk]) + query)
        assert answer.status_code == 200
        return re.findall(r'scope="row"><a [^>]+>([^<]+)</a>', answer.content.decode())

    def test_it_has_who_is_employed_today_by_name(self, client, trust, hr, held):
        EmploymentFactory(organisation=trust, user=UserFactory(name="Zoe Nurse"), contract=Contract.AFC_8A, point="top")
        EmploymentFactory(organisation=trust, period=DateRange(date(2020, 1, 1), JULY))
        EmploymentFactory()
        assert self.names(client, trust) == ["Ada Surgeon", "Zoe Nurse"]

    def test_it_is_searched_by_name_contract_and_what_is_due(self, client, trust, hr, held):
        EmploymentFactory(organisation=trust, user=UserFactory(name="Zoe Nurse"), contract=Contract.AFC_8A, point="top")
        assert self.names(client, trust, "?q=nURse") == ["Zoe Nurse"]
        assert self.names(client, trust, "?contract=afc_8a") == ["Zoe Nurse"]
        assert self.names(client, trust, "?due=yes") == ["Ada Surgeon"]
        assert self.names(client, trust, "?due=yes&contract=afc_8a") == []
        assert self.names(client, trust, "?contract=nonsense&page=x") == ["Ada Surgeon", "Zoe Nurse"]

    def test_members_without_an_employment_are_found_too(self, client, trust, hr, held):
        assert self.names(client, trust, "?show=without") == ["Hedda Rowe"]

    def test_it_says_what_is_due_and_the_week_in_its_own_unit(self, client, trust, hr, held):
        EmploymentFactory(organisation=trust, contract=Contract.AFC_8A, point="top", pas=D("9.375"))
        page = words(client.get(reverse("rewards:staff", args=[trust.pk])))
        assert "1 step of pay due by now or in the next 60 days" in page
        assert "Threshold 3 since 1 October 2025: hold the review" in page
        assert "10 PAs" in page
        assert "37.5 hours" in page

    def test_an_empty_list_says_how_it_is_filled(self, client, trust, hr):
        page = words(client.get(reverse("rewards:staff", args=[trust.pk])))
        assert "No employment is on record here" in page
        assert "Choose among your members" in page
        assert "Nobody fits this" in words(client.get(reverse("rewards:staff", args=[trust.pk]) + "?q=zzz"))

    def test_its_queries_do_not_grow_with_its_rows(self, client, trust, hr, held, django_assert_max_num_queries):
        address = reverse("rewards:staff", args=[trust.pk])
        for count in (3, 60):
            for _ in range(count):
                service = ServiceFactory(organisation=trust)
                EmploymentFactory(organisation=trust, point="threshold 2b", seniority_from=SINCE, service=service)
            with django_assert_max_num_queries(13):
                client.get(address)
        assert len(self.names(client, trust)) == 50
        assert len(self.names(client, trust, "?page=2")) == 14


class TestOnePerson:
    def test_all_that_is_on_record_stands_on_one_page(self, client, trust, hr, held):
        level = AwardLevel.objects.get(scheme__startswith="Local/employer CEA", level="level 4")
        HeldAward.objects.create(
            user=held.user, level=level, annual_gbp=D(12_064), period=DateRange(date(2017, 4, 1), None)
        )
        agree_terms(
            held.user, trust, Terms(Contract.CONSULTANT, D(10), "threshold 2b"), JULY, by=hr, why="Years not known"
        )
        agree_terms(
            held.user, trust, Terms(Contract.CONSULTANT, D(8), "threshold 3"), OCTOBER, by=hr, why="After review"
        )
        page = words(client.get(at("staff-person", held)))
        for said in (
            "Package on Saturday 15 November 2025",
            "£104,847",
            "Consultant 2003, threshold 2b",
            "1 April 2024",
            "30 June 2025",
            "Level 4",
            "What was believed before (2 lines)",
            "£119,490",
            "After review",
            "Hedda Rowe",
            "Record the day from which years on this scale count",
        ):
            assert said in page, said

    def test_another_day_shows_what_held_then(self, client, trust, hr, held):
        page = words(client.get(at("staff-person", held) + "?on=2025-04-01"))
        assert "Package on Tuesday 1 April 2025" in page
        assert "£119,490" in page

    def test_a_day_without_an_employment_says_so(self, client, trust, hr, held):
        page = words(client.get(at("staff-person", held) + "?on=2001-01-01"))
        assert "No employment on 1 January 2001" in page

    def test_a_day_that_is_none_gets_a_sentence(self, client, trust, hr, held):
        page = words(client.get(at("staff-person", held) + "?on-day=31&on-month=2&on-year=2026"))
        assert "On must be a real date" in page

    def test_pay_with_another_employer_is_not_shown(self, client, trust, hr, held):
        EmploymentFactory(user=held.user, point="threshold 4", pas=D(2))
        page = words(client.get(at("staff-person", held)))
        assert "£119,490" in page
        assert "£29,096" not in page

    def test_ones_own_record_is_read_and_not_changed(self, client, trust, hr):
        own = EmploymentFactory(user=hr, organisation=trust, point="threshold 2b", seniority_from=SINCE)
        page = words(client.get(at("staff-person", own)))
        assert "A colleague in human resources changes it" in page
        for said in ("Change from a day", "End the employment", "Record a progress review", "Record an award"):
            assert said not in page
        answer = client.post(contract(own), TERMS)
        assert "Nobody records their own pay" in words(answer)
        assert Employment.objects.get().point == "threshold 2b"

    def test_someone_of_another_organisation_is_not_found(self, client, trust, hr, held):
        other = EmploymentFactory()
        assert client.get(at("staff-person", other)).status_code == 404
        assert client.get(reverse("rewards:staff-person", args=[trust.pk, other.user_id])).status_code == 404

    def test_its_queries_do_not_grow_with_what_is_on_record(
        self, client, trust, hr, held, django_assert_max_num_queries
    ):
        for n in range(1, 7):
            day = date(2025, n, 1)
            terms = Terms(Contract.CONSULTANT, D(n), "threshold 2b", seniority_from=SINCE)
            agree_terms(held.user, trust, terms, day, by=hr, why=f"Change {n}")
            if n in {1, 6}:
                with django_assert_max_num_queries(32):
                    client.get(at("staff-person", held))


class TestTerms:
    def seen(self, answer) -> str:
        (mark,) = re.findall(r'name="seen" value="([^"]+)"', answer.content.decode())
        return mark

    def test_the_contract_and_the_day_come_first(self, client, trust, hr, held):
        page = words(client.get(at("staff-terms", held)))
        assert "Which hours and pay are asked next depends on the contract and the day" in page
        assert "Contracted week" not in page
        wrong = words(client.get(at("staff-terms", held) + "?contract=&starts-day=1"))
        assert "Choose a contract" in wrong
        assert "First day must include a month" in wrong

    @pytest.mark.parametrize(
        ("name", "asked", "not_asked"),
        [
            ("consultant", ["Pay point", "On-call duty", "PAs", "High cost area"], ["Salary a year"]),
            ("afc_8a", ["Pay point", "Full time is 37.5", "High cost area"], ["Salary a year", "On-call duty"]),
            ("salaried_gp", ["Salary a year", "for 37.5 hours"], ["Pay point", "On-call duty"]),
            ("vsm", ["Salary a year"], ["Pay point", "On-call duty", "High cost area"]),
        ],
    )
    def test_each_contract_asks_only_what_it_has(self, client, trust, hr, held, name, asked, not_asked):
        page = words(client.get(contract(held, name)))
        for said in asked:
            assert said in page, said
        for said in not_asked:
            assert said not in page, said

    def test_the_points_are_those_of_that_day_with_their_sums(self, client, trust, hr, held):
        page = words(client.get(contract(held)))
        assert "Threshold 3: £131,059 full time, after 8 years" in page
        assert "Threshold 8" in words(client.get(contract(held, starts=date(2023, 5, 1))))

    def test_a_year_without_points_says_which_stand_in(self, client, trust, hr, held):
        page = words(client.get(contract(held, starts=date(2026, 5, 1))))
        assert "Points for Friday 1 May 2026 are not published here. These are the last that are, of Tuesday 31" in page

    def test_they_are_recorded_and_pay_follows(self, client, trust, hr, held):
        for _ in range(2):
            answer = client.post(contract(held), {**TERMS, **dated("seniority_from", SINCE)})
            assert answer.status_code == 302
        now = Employment.objects.get(user=held.user, period__startswith=OCTOBER)
        assert (now.point, now.pas, now.on_call, now.seniority_from) == ("threshold 3", D(9), "A:low", SINCE)
        assert Employment.objects.count() == 2
        assert PayElement.objects.in_force(OCTOBER).get(kind="basic").annual_gbp == D("117953.10")

    def test_hours_are_kept_as_the_share_they_are(self, client, trust, hr, held):
        form = {"point": "top", "pas": "30 hours", "area": "", "why": "A new post"}
        assert client.post(contract(held, "afc_8a"), form).status_code == 302
        assert Employment.objects.get(contract=Contract.AFC_8A).pas == D("7.5")

    def test_hours_finer_than_pas_are_kept_sent_twice_write_once(self, client, trust, hr, held):
        """37.25 hours are 9.3125 PAs, kept as 9.312."""
        form = {"point": "top", "pas": "37.25", "area": "", "why": "A new post"}
        written = []
        for _ in range(2):
            assert client.post(contract(held, "afc_8a"), form).status_code == 302
            written.append(sorted(PayElement.objects.values_list("pk", flat=True)))
        (begun,) = Employment.objects.filter(contract=Contract.AFC_8A)
        assert begun.pas == D("9.312")
        assert written[0] == written[1] != []
        assert "37.25 hours" in words(client.get(at("staff-person", held)))
        assert "more than 2 decimal places" in words(client.post(contract(held, "afc_8a"), {**form, "pas": "37.333"}))

    @pytest.mark.parametrize(
        ("name", "change", "said"),
        [
            ("consultant", {"point": ""}, "Choose the pay point: without it nothing can be worked out"),
            ("consultant", {"point": "threshold 9"}, "Choose pay point from the list"),
            ("consultant", {"pas": "-4"}, "Contracted week must be 0.25 PAs or more"),
            ("consultant", {"pas": "400"}, "Contracted week must be 20 PAs or less"),
            ("consultant", {"pas": "ten"}, "Contracted week must be a number"),
            ("consultant", {"why": ""}, "Say why: it stands in the history"),
            ("consultant", dated("seniority_from", date(2026, 1, 1)), "can’t be after the first day"),
            ("vsm", {"salary_gbp": ""}, "Enter the salary agreed"),
            ("vsm", {"salary_gbp": "-100"}, "Salary a year must be 0 or more"),
            ("vsm", {"salary_gbp": "999,999,999"}, "Salary a year is too large"),
            ("vsm", {"salary_gbp": "900000"}, "The salary must be £10,000 to £500,000 a year"),
        ],
    )
    def test_bad_input_gets_a_sentence_and_writes_nothing(self, client, trust, hr, held, name, change, said):
        answer = client.post(contract(held, name), {**TERMS, "salary_gbp": "150000", **change})
        page = words(answer)
        assert page.count(said) >= 2, "in the summary and beside the field"
        assert "Agreed in September" in answer.content.decode() or "why" in change
        assert Employment.objects.count() == 1
        assert not PayElement.objects.exists()

    def test_what_another_wrote_meanwhile_is_said_and_kept_until_sent_again(self, client, trust, hr, held):
        seen = self.seen(client.get(contract(held)))
        agree_terms(held.user, trust, Terms(Contract.CONSULTANT, D(7), "threshold 3"), OCTOBER, by=hr, why="First")
        answer = client.post(contract(held), {**TERMS, "seen": seen})
        assert "Someone changed this while you wrote" in words(answer)
        assert client.post(contract(held), {**TERMS, "seen": self.seen(answer)}).status_code == 302
        assert Employment.objects.get(period__startswith=OCTOBER).pas == D(9)

    def test_they_end_and_planned_ones_are_taken_back(self, client, trust, hr, held):
        later = date(2026, 1, 1)
        client.post(contract(held, starts=later), TERMS)
        planned = Employment.objects.get(period__startswith=later)
        page = words(client.get(at("staff-person", held)))
        assert "Planned" in page
        assert "Take back what is planned from 1 January 2026" in page
        assert client.post(at("staff-take-back", held, planned.pk), {"why": "A slip"}).status_code == 302
        assert Employment.objects.get().period.upper is None
        form = {**dated("last_day", date(2025, 12, 31)), "why": "Left"}
        assert client.post(at("staff-end", held), form).status_code == 302
        assert Employment.objects.get().period.upper == later
        assert "Enter the last day" in words(client.post(at("staff-end", held), {"why": "Left"}))


class TestAwards:
    def level(self, **which) -> AwardLevel:
        return AwardLevel.objects.get(**(which or {"scheme__startswith": "Local/employer CEA", "level": "level 4"}))

    def test_the_value_is_the_levels_own_unless_another_is_typed(self, client, trust, hr, held):
        form = {"level": self.level().pk, **dated("starts", date(2017, 4, 1)), "why": "Letter of 2017"}
        for _ in range(2):
            assert client.post(at("staff-award", held), form).status_code == 302
        assert HeldAward.objects.get().annual_gbp == D(12_064)
        other = {**form, "level": self.level(scheme__startswith="Local CEA - equal").pk, "annual_gbp": "1,234.56"}
        other |= {**dated("starts", date(2021, 4, 1)), **dated("last_day", date(2022, 3, 31))}
        assert client.post(at("staff-award", held), other).status_code in {200, 302}

    def test_a_closed_scheme_a_negative_sum_and_no_value_are_refused_beside_their_field(self, client, trust, hr, held):
        form = {"level": self.level().pk, **dated("starts", date(2019, 4, 1)), "why": "?"}
        assert words(client.post(at("staff-award", held), form)).count("closed in April 2018") == 2
        form |= {**dated("starts", date(2017, 4, 1)), "annual_gbp": "-1"}
        assert "must be 0.01 or more" in words(client.post(at("staff-award", held), form))
        variable = {**form, "level": self.level(scheme__startswith="Local CEA - equal").pk, "annual_gbp": ""}
        assert "this award has no published one" in words(client.post(at("staff-award", held), variable))
        assert not HeldAward.objects.exists()

    def test_schemes_of_elsewhere_are_not_offered(self, client, trust, hr, held):
        page = words(client.get(at("staff-award", held)))
        assert "National clinical impact award (England and Wales): N1 (£20,000)" in page
        assert "Wales only" not in page
        assert "Legacy" not in page

    def test_an_award_ends(self, client, trust, hr, held):
        award = HeldAward.objects.create(
            user=held.user, level=self.level(), annual_gbp=D(12_064), period=DateRange(date(2017, 4, 1), None)
        )
        form = {**dated("last_day", date(2025, 12, 31)), "why": "Given up"}
        assert client.post(at("staff-end-award", held, award.pk), form).status_code == 302
        award.refresh_from_db()
        assert award.period.upper == date(2026, 1, 1)


class TestProgress:
    def test_a_review_moves_the_person_on(self, client, trust, hr, held):
        page = words(client.get(at("staff-progress", held)))
        assert "next point after threshold 2b is threshold 3; its years are reached on Wednesday 1 October 2025" in page
        form = {"outcome": "may", **dated("held_on", date(2025, 11, 10)), "reason": ""}
        assert client.post(at("staff-progress", held), form).status_code == 302
        assert ProgressReview.objects.get().recorded_by == hr
        assert Employment.objects.in_force(OCTOBER).get().point == "threshold 3"

    def test_held_back_needs_its_reason(self, client, trust, hr, held):
        form = {"outcome": "held_back", **dated("held_on", date(2025, 11, 10)), "reason": ""}
        assert words(client.post(at("staff-progress", held), form)).count("Say why") == 2
        form["reason"] = "No job plan review was held"
        assert client.post(at("staff-progress", held), form).status_code == 302
        page = words(client.get(at("staff-person", held)))
        assert "Held back on 10 November 2025: No job plan review was held" in page

    def test_without_a_step_ahead_there_is_nothing_to_review(self, client, trust, hr, held):
        Employment.objects.update(point="threshold 4")
        answer = client.get(at("staff-progress", held), follow=True)
        assert "No step of pay is ahead" in words(answer)


def test_hr_of_two_organisations_chooses_one(client, trust, hr):
    other = MembershipFactory(user=hr, role=Role.HR).organisation
    page = words(client.get(reverse("rewards:staff-organisations")))
    assert str(trust) in page
    assert str(other) in page

"""Job plans agreed elsewhere come in from a file: looked at first, written once, as agreed weeks with their pay."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from pathways.jobplans import services
from pathways.jobplans.models import JobPlanImport
from pathways.jobplans.rows import HEADS
from pathways.jobplans.services import Fate
from pathways.jobplans.tasks import forget_unwritten
from pathways.jobplans.template import TEMPLATE
from pathways.models import TimeSplit
from people.history import history_of
from people.importing import keeping
from people.models import Role, User
from people.refusals import Refused
from rewards.models import ElementKind, PayElement
from tests.factories import MembershipFactory, ServiceFactory
from tests.pathways.conftest import House

Status = TimeSplit.Status
TODAY = timezone.localdate


@pytest.fixture
def hr(house: House) -> User:
    return MembershipFactory(user__name="Hana HR", organisation=house.organisation, role=Role.HR).user


def a_day(days: int) -> str:
    day = TODAY() + timedelta(days=days)
    return f"{day.day}/{day.month}/{day.year}"


def rows(house: House, starts: int, *week: str, last: str = "", service: str = "Cardiology", **more: str) -> list[str]:
    """Lines such as "dcc 6.5"; `additional` marks those that are."""
    email = more.get("email", house.clinician.email)
    found = []
    for part in week:
        category, pas, *extra = part.split()
        found.append(f"{email},{a_day(starts)},{last},{service},{category},Work,{pas},,{'yes' if extra else ''},,")
    return found


def file(*lines: str) -> bytes:
    return "\n".join([",".join(HEADS.values()), *lines]).encode()


def sent(house: House, hr: User, *lines: str) -> JobPlanImport:
    return services.send(house.organisation, "plans.csv", file(*lines), by=hr)


WEEK = ("dcc 6.5", "spa 1.5", "anr 1")


def test_a_week_is_written_as_agreed_with_its_pay_and_says_where_it_came_from(house: House, hr: User) -> None:
    plans = sent(house, hr, *rows(house, -100, *WEEK))
    assert not TimeSplit.objects.exists()
    assert services.check(plans).to_write == 1
    assert not TimeSplit.objects.exists()
    written = services.write_plans(plans, by=hr)
    split = TimeSplit.objects.get()
    assert (split.status, split.total_pas, split.anr_pas) == (Status.IN_FORCE, 9, 1)
    assert [line.what for line in split.lines.all()] == ["Work"] * 3
    basic = PayElement.objects.in_force(TODAY()).filter(user=house.clinician, kind=ElementKind.BASIC)
    assert sum(element.pas or 0 for element in basic) == 9
    assert (written.made, written.unchanged, written.left, written.rows) == (1, 0, 0, 3)
    assert bytes(written.content) == b""
    assert {(entry.who, entry.why) for entry in history_of(split)} >= {("Hana HR", "Imported from plans.csv")}


def test_the_same_file_again_changes_nothing_and_written_twice_it_stands_once(house: House, hr: User) -> None:
    lines = [*rows(house, -100, *WEEK), *rows(house, -10, "dcc 8.5", "spa 1.5")]
    first = sent(house, hr, *lines)
    services.write_plans(first, by=hr)
    services.write_plans(first, by=hr)
    elements = PayElement.objects.count()
    again = services.write_plans(sent(house, hr, *lines), by=hr)
    assert (again.made, again.unchanged) == (0, 2)
    assert TimeSplit.objects.count() == 2
    assert PayElement.objects.count() == elements


def test_weeks_of_one_person_follow_each_other_and_stand_as_their_days_say(house: House, hr: User) -> None:
    lines = [*rows(house, -10, "dcc 8.5", "spa 1.5"), *rows(house, -100, *WEEK), *rows(house, 30, *WEEK)]
    services.write_plans(sent(house, hr, *lines), by=hr)
    found = [(split.status, split.starts, split.period.upper) for split in TimeSplit.objects.order_by("period")]
    days = [TODAY() + timedelta(days=each) for each in (-100, -10, 30)]
    assert found == [
        (Status.ENDED, days[0], days[1]),
        (Status.IN_FORCE, days[1], days[2]),
        (Status.SIGNED_OFF, days[2], None),
    ]


def test_what_has_problems_is_left_out_with_row_and_column_and_the_rest_is_written(house: House, hr: User) -> None:
    other = MembershipFactory(organisation=house.organisation, role=Role.CLINICIAN, service=house.service).user
    lines = [
        *rows(house, -100, *WEEK),
        *rows(house, -100, "dcc x", "foo 1", email=other.email),
        *rows(house, -100, "dcc 1", email="nobody@example.org"),
        ",1/4/2026,,Cardiology,dcc,Work,1,,,,",
        f"{other.email},32/1/2026,,Cardiology,dcc,Work,1,,,,",
    ]
    found = services.check(sent(house, hr, *lines))
    assert (found.to_write, found.left) == (1, 2)
    said = [(problem.row, problem.column, problem.text) for problem in found.problems if problem.stops]
    assert [each[:2] for each in said] == [
        (5, "PAs a week"),
        (6, "Category"),
        (7, "Email address"),
        (8, "Email address"),
        (9, "First day"),
    ]
    assert "“x” is no number" in said[0][2]
    assert "none of DCC, SPA, ANR, ED" in said[1][2]
    assert "Nobody with this email address" in said[2][2]


@pytest.mark.parametrize(
    ("week", "words"),
    [
        (("dcc 9.5", "spa 1.5"), "marked as additional"),
        (("dcc 12", "spa 1.5"), "above the limit of 12"),
        (("dcc 1.3",), "steps of 0.125"),
    ],
)
def test_a_week_that_breaks_a_rule_is_left_out_with_the_rules_words(house: House, hr: User, week, words: str) -> None:
    found = services.check(sent(house, hr, *rows(house, -100, *week)))
    assert found.left == 1
    assert any(words in problem.text for problem in found.problems)


def test_a_warning_is_told_and_the_week_is_written(house: House, hr: User) -> None:
    found = services.check(sent(house, hr, *rows(house, -100, "dcc 9", "spa 0.5", "anr 0.5")))
    assert found.to_write == 1
    assert [problem.stops for problem in found.problems] == [False]


def test_hours_become_pas_and_a_line_of_another_service_is_kept_for_it(house: House, hr: User) -> None:
    ServiceFactory(organisation=house.organisation, name="Renal")
    head = f"{house.clinician.email},{a_day(-5)},"
    lines = [f"{head},Cardiology,dcc,Clinic,,30,,,", f"{head},RENAL,spa,Audit,,7.5,,,"]
    services.write_plans(sent(house, hr, *lines), by=hr)
    split = TimeSplit.objects.get()
    assert split.total_pas == Decimal("9.375")
    assert [str(line.service or "") for line in split.lines.all()] == ["", "Renal"]


def test_days_for_which_an_agreed_split_stands_are_left_alone(house: House, hr: User) -> None:
    stands = house.signed_off(TODAY() - timedelta(days=50))
    found = services.check(sent(house, hr, *rows(house, -100, *WEEK)))
    assert found.left == 1
    assert "stands for some of these days" in found.problems[0].text
    earlier = f"{(stands.starts - timedelta(days=1)):%d/%m/%Y}"
    assert services.check(sent(house, hr, *rows(house, -100, *WEEK, last=earlier))).to_write == 1


def test_a_person_or_service_of_another_organisation_is_as_unknown_as_none(house: House, hr: User) -> None:
    elsewhere = MembershipFactory(role=Role.CLINICIAN).user
    ServiceFactory(name="Renal")
    texts = [
        problem.text
        for lines in (rows(house, -5, "dcc 1", email=elsewhere.email), rows(house, -5, "dcc 1", service="Renal"))
        for problem in services.check(sent(house, hr, *lines)).problems
    ]
    assert texts[0].startswith("Nobody with this email address works for")
    assert texts[1].startswith("“Renal” is no service of")


def test_only_hr_sends_and_only_who_sent_it_writes(house: House, hr: User) -> None:
    for user in (house.director, house.clinician):
        with pytest.raises(PermissionDenied):
            services.send(house.organisation, "plans.csv", file(*rows(house, -5, *WEEK)), by=user)
    plans = sent(house, hr, *rows(house, -5, *WEEK))
    other = MembershipFactory(organisation=house.organisation, role=Role.HR).user
    with pytest.raises(PermissionDenied):
        services.write_plans(plans, by=other)


def test_the_template_is_itself_a_file_that_can_be_checked(house: House, hr: User) -> None:
    for name, content in (("t.csv", TEMPLATE.as_text().encode()), ("t.xlsx", TEMPLATE.as_spreadsheet())):
        found = services.check(services.send(house.organisation, name, content, by=hr))
        (judged,) = found.plans
        assert judged.fate is Fate.LEFT
        assert {problem.column for problem in found.problems} == {"Email address"}  # the example is nobody


def test_a_file_without_the_columns_is_refused_and_nothing_is_kept(house: House, hr: User) -> None:
    with pytest.raises(Refused, match="columns are missing"):
        services.send(house.organisation, "plans.csv", b"Name\nAnn\n", by=hr)
    assert not JobPlanImport.objects.exists()


def test_a_file_not_written_goes_when_another_is_sent_and_after_a_day(house: House, hr: User) -> None:
    sent(house, hr, *rows(house, -5, *WEEK))
    kept = sent(house, hr, *rows(house, -6, *WEEK))
    assert JobPlanImport.objects.get() == kept
    assert forget_unwritten() == 0
    assert keeping.forget_unwritten(JobPlanImport, TODAY() + timedelta(days=1)) == 1


def test_the_whole_way_on_the_pages(client, house: House, hr: User) -> None:
    client.force_login(hr)
    address = reverse("jobplans:send", args=[house.organisation.pk])
    assert "Choose a file" in client.post(address, {}).content.decode()
    wrong = client.post(address, {"file": SimpleUploadedFile("plans.csv", b"Name\nAnn\n")})
    assert "columns are missing" in wrong.content.decode()
    upload = SimpleUploadedFile(
        "plans.csv", file(*rows(house, -5, *WEEK), *rows(house, -5, "dcc 1", email="x@y.example"))
    )
    page = client.post(address, {"file": upload}, follow=True)
    assert "1 time split would be written" in page.content.decode()
    assert "Nobody with this email address" in page.content.decode()
    plans = JobPlanImport.objects.get()
    done = client.post(reverse("jobplans:write", args=[house.organisation.pk, plans.pk]), follow=True).content.decode()
    assert "Receipt of an import" in done
    assert "Hana HR" in done
    assert TimeSplit.objects.filter(status=Status.IN_FORCE).count() == 1
    assert "plans.csv" in client.get(address).content.decode()


def test_nobody_else_reads_a_file_that_is_not_written(client, house: House, hr: User) -> None:
    plans = sent(house, hr, *rows(house, -5, *WEEK))
    client.force_login(MembershipFactory(organisation=house.organisation, role=Role.HR).user)
    assert client.get(reverse("jobplans:checked", args=[house.organisation.pk, plans.pk])).status_code == 404


def test_nobody_imports_their_own_week(house: House, hr: User) -> None:
    found = services.check(sent(house, hr, *rows(house, -10, *WEEK, email=hr.email)))
    assert found.to_write == 0
    assert [(problem.column, problem.text) for problem in found.problems if problem.stops] == [
        ("Email address", "This is your own week: someone else imports it, or you propose it")
    ]


@pytest.mark.parametrize("day", ["31/12/9999", "1/1/0001", "1/1/1900", "31/12/2090"])
@pytest.mark.parametrize("column", ["starts", "last_day"])
def test_a_day_outside_a_working_life_is_a_problem_of_its_row(house: House, hr: User, day: str, column: str) -> None:
    line = {"starts": a_day(-10), "last_day": "", column: day}
    row = f"{house.clinician.email},{line['starts']},{line['last_day']},Cardiology,dcc,Work,8.5,,,,"
    found = services.check(sent(house, hr, row))
    assert found.to_write == 0
    assert any(problem.column == HEADS[column] and "is not between" in problem.text for problem in found.problems)

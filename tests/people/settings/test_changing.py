"""An organisation's settings hold from a day on; the past stays, and each old thing keeps its own day's value."""

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from pathways.splits.settings import PA_CAP, SPA_FLOOR, WORKING_WEEKS
from people.models import Organisation, Role, SettingValue, User
from people.refusals import Refused
from people.settings import services
from people.settings.declared import DECLARED, Mark, Whole
from people.settings.reading import set_by_organisations, setting, settings_on
from people.settings.shared import SMALL_NUMBER
from people.settings.standing import history_of_setting
from tests.factories import MembershipFactory, OrganisationFactory, set_here
from tests.together import together

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def trust() -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def keeper(trust: Organisation) -> User:
    return MembershipFactory(organisation=trust, role=Role.ORGANISATION_ADMIN, user__name="Ada Keeper").user


def day(days: int):
    return TODAY() + timedelta(days=days)


def change(trust, keeper, value, *, starts=0, wanted=WORKING_WEEKS, reason="Agreed on Monday", **options):
    return services.change(trust, wanted, value, starts=day(starts), reason=reason, by=keeper, **options)


def spans(trust, wanted=WORKING_WEEKS):
    held = SettingValue.objects.filter(organisation=trust, key=wanted.key).order_by("period")
    return [
        (row.value, (row.starts - TODAY()).days, row.period.upper and (row.period.upper - TODAY()).days) for row in held
    ]


def test_until_something_is_set_the_declared_default_holds(trust):
    assert setting(trust, WORKING_WEEKS, TODAY()) == 42
    assert setting(trust, PA_CAP, TODAY()) == Decimal(12)


def test_a_value_holds_from_its_day_on_and_the_days_before_keep_theirs(trust, keeper):
    change(trust, keeper, 44, starts=10)
    assert [setting(trust, WORKING_WEEKS, day(n)) for n in (-400, 0, 9, 10, 5000)] == [42, 42, 42, 44, 44]


def test_all_that_a_page_wants_is_one_query(trust, keeper, django_assert_num_queries):
    change(trust, keeper, Decimal("11.5"), wanted=PA_CAP)
    with django_assert_num_queries(1):
        held = settings_on(trust, TODAY(), PA_CAP, SPA_FLOOR, WORKING_WEEKS)
        assert (held[PA_CAP], held[SPA_FLOOR], held[WORKING_WEEKS]) == (Decimal("11.5"), Decimal("1.5"), 42)


def test_another_organisation_keeps_its_own(trust, keeper):
    other = OrganisationFactory()
    change(trust, keeper, 44)
    set_here(other, WORKING_WEEKS, 40)
    assert setting(other, WORKING_WEEKS, TODAY()) == 40
    assert set_by_organisations(WORKING_WEEKS, TODAY()) == {trust.pk: 44, other.pk: 40}
    assert set_by_organisations(WORKING_WEEKS, TODAY(), among=[trust.pk]) == {trust.pk: 44}


def test_a_second_change_ends_the_first_on_its_day(trust, keeper):
    change(trust, keeper, 44)
    change(trust, keeper, 40, starts=30)
    assert spans(trust) == [("44", 0, 30), ("40", 30, None)]


def test_a_change_before_one_that_is_planned_holds_until_that(trust, keeper):
    change(trust, keeper, 40, starts=30)
    change(trust, keeper, 44)
    assert spans(trust) == [("44", 0, 30), ("40", 30, None)]


def test_a_change_within_a_value_keeps_what_was_planned_after_it(trust, keeper):
    change(trust, keeper, 44)
    change(trust, keeper, 40, starts=30)
    change(trust, keeper, 43, starts=10)
    assert spans(trust) == [("44", 0, 10), ("43", 10, 30), ("40", 30, None)]


def test_a_second_change_on_the_same_day_takes_the_first_ones_place_and_the_history_keeps_it(trust, keeper):
    change(trust, keeper, 44, reason="A slip")
    change(trust, keeper, 45, reason="Put right")
    assert spans(trust) == [("45", 0, None)]
    latest, first = history_of_setting(trust, WORKING_WEEKS)
    assert (first.who, first.why) == ("Ada Keeper", "A slip")
    assert first.changes[0][1:] == ("42 weeks (the default)", "44 weeks")
    assert (latest.why, latest.changes[0][1:]) == ("Put right", ("44 weeks", "45 weeks"))


def test_the_history_tells_changes_and_not_that_a_period_got_shorter(trust, keeper):
    change(trust, keeper, 44)
    change(trust, keeper, 40, starts=30)
    services.take_back(trust, WORKING_WEEKS, day(30), by=keeper)
    told = [(entry.why, entry.changes[0][1:]) for entry in history_of_setting(trust, WORKING_WEEKS)]
    assert told == [
        ("Taken back before it held", ("40 weeks", "44 weeks")),
        ("Agreed on Monday", ("44 weeks", "40 weeks")),
        ("Agreed on Monday", ("42 weeks (the default)", "44 weeks")),
    ]


def test_what_is_planned_can_be_taken_back_and_what_held_before_goes_on(trust, keeper):
    change(trust, keeper, 44)
    change(trust, keeper, 40, starts=30)
    for _ in range(2):  # sent twice
        services.take_back(trust, WORKING_WEEKS, day(30), by=keeper)
    assert spans(trust) == [("44", 0, None)]


def test_what_holds_cannot_be_taken_back(trust, keeper):
    change(trust, keeper, 44)
    with pytest.raises(Refused, match="holds already"):
        services.take_back(trust, WORKING_WEEKS, TODAY(), by=keeper)
    assert spans(trust) == [("44", 0, None)]


@pytest.mark.parametrize(
    ("value", "starts", "reason", "sentence"),
    [
        (44, -1, "x", "Choose today or a later day"),
        (44, 4000, "x", "within the next ten years"),
        (53, 0, "x", "Give 36 weeks to 52 weeks"),
        (35, 0, "x", "Give 36 weeks to 52 weeks"),
        (44, 0, "  ", "Give the reason"),
        (42, 0, "x", "It is 42 weeks on .* already"),
    ],
)
def test_what_cannot_be_gets_a_sentence_and_changes_nothing(trust, keeper, value, starts, reason, sentence):
    with pytest.raises(Refused, match=sentence):
        change(trust, keeper, value, starts=starts, reason=reason)
    assert not SettingValue.objects.exists()


def test_a_change_sent_twice_is_one(trust, keeper):
    first = change(trust, keeper, 44)
    assert change(trust, keeper, 44) == first
    assert len(history_of_setting(trust, WORKING_WEEKS)) == 1


def test_who_saw_something_older_is_told(trust, keeper):
    seen = services.mark_of([])
    change(trust, keeper, 44)
    with pytest.raises(Refused, match="Someone changed this"):
        change(trust, keeper, 45, seen=seen)


@pytest.mark.parametrize("role", [Role.HR, Role.MEDICAL_DIRECTOR, Role.RECRUITER, Role.CLINICIAN])
def test_only_an_administrator_changes_and_takes_back(trust, keeper, role):
    change(trust, keeper, 40, starts=30)
    other = MembershipFactory(organisation=trust, role=role).user
    with pytest.raises(PermissionDenied):
        change(trust, other, 44)
    with pytest.raises(PermissionDenied):
        services.take_back(trust, WORKING_WEEKS, day(30), by=other)
    assert spans(trust) == [("40", 30, None)]


def test_an_administrator_of_another_organisation_changes_nothing_here(trust):
    with pytest.raises(PermissionDenied):
        change(trust, MembershipFactory(role=Role.ORGANISATION_ADMIN).user, 44)


@pytest.mark.django_db(transaction=True)
def test_many_changes_at_once_leave_one_value_a_day(trust, keeper):
    values = range(36, 42)
    answers = together(*(partial(change, trust, keeper, value) for value in values))
    assert all(isinstance(answer, SettingValue) for answer in answers)
    assert len(spans(trust)) == 1
    assert len(history_of_setting(trust, WORKING_WEEKS)) == len(values)


def test_the_database_refuses_a_second_value_on_a_day_and_a_group_under_five(trust):
    set_here(trust, WORKING_WEEKS, 44)
    with pytest.raises(IntegrityError, match="one_value_of_a_setting_a_day"), transaction.atomic():
        set_here(trust, WORKING_WEEKS, 45, DateRange(day(5), None))
    with pytest.raises(IntegrityError, match="r12_small_number"), transaction.atomic():
        set_here(trust, SMALL_NUMBER, 4)


def test_a_setting_is_declared_once_and_its_default_lies_within_its_bounds():
    def declare(key: str, default: int) -> None:
        Whole(
            key=key,
            room="A room",
            words="Words",
            unit="day",
            default=default,
            least=1,
            most=5,
            source="A source",
            mark=Mark.OURS,
        )

    with pytest.raises(ValueError, match="declared twice"):
        declare("working_weeks", 2)
    with pytest.raises(ValueError, match="Give 1 day to 5 days"):
        declare("new", 9)
    assert "new" not in DECLARED


def test_every_setting_says_its_source_and_reads_what_it_writes():
    for each in DECLARED.values():
        assert each.source.endswith(".")
        assert each.read(each.write(each.default)) == each.default

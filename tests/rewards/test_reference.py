"""Rates are data: loaded from files, each with its source and mark, as often as one likes."""

from datetime import date
from decimal import Decimal as D

import pytest

from rewards import reference
from rewards.models import AwardLevel, Contract, PayPoint, Rate
from rewards.rates.services import load, point_name

pytestmark = pytest.mark.django_db


def test_it_loads_every_payable_row_with_source_and_mark() -> None:
    said = reference.load()
    assert said == "175 pay points, 26 award levels and 24 rates."
    for model in (PayPoint, AwardLevel, Rate):
        assert not model.objects.filter(mark="").exists()
    assert not PayPoint.objects.filter(source="").exists()


def test_loading_twice_changes_nothing_and_mends_what_someone_changed() -> None:
    reference.load()
    before = set(PayPoint.objects.values_list("pk", "point"))
    Rate.objects.filter(name="vsm_approval_line").update(value=D(1))
    reference.load()
    assert set(PayPoint.objects.values_list("pk", "point")) == before
    assert Rate.objects.get(name="vsm_approval_line").value == D(170_000)


def test_loading_takes_three_writes(django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(9):
        reference.load()


def test_every_contract_we_price_has_points_but_very_senior_managers() -> None:
    reference.load()
    assert set(Contract.values) - set(PayPoint.objects.values_list("contract", flat=True)) == {Contract.VSM}


def test_p8_no_consultant_rate_is_loaded_for_2026_27() -> None:
    reference.load()
    assert not PayPoint.objects.filter(contract=Contract.CONSULTANT, period__contains=date(2026, 4, 1)).exists()


def test_rates_are_read_in_one_query_and_hold_on_their_days(django_assert_num_queries) -> None:
    reference.load()
    with django_assert_num_queries(1):
        rates = load([(Contract.CONSULTANT, "threshold 4")])
    top = point_name(Contract.CONSULTANT, "threshold 4")
    figure = rates.on(top, date(2026, 3, 31))
    assert figure is not None
    assert (figure.value, figure.year, figure.checked) == (D(145_478), "2025/26", True)
    assert rates.on(top, date(2026, 4, 1)) is None
    pension = [rates.on("employer_pension", day) for day in (date(2024, 3, 31), date(2024, 4, 1))]
    assert [each.value for each in pension if each] == [D("0.206"), D("0.237")]


def test_p1_the_day_to_price_is_the_last_for_which_all_rates_are_published() -> None:
    reference.load()
    rates = load([(Contract.CONSULTANT, "threshold 4"), (Contract.AFC_8B, "top")])
    top = point_name(Contract.CONSULTANT, "threshold 4")
    banded = point_name(Contract.AFC_8B, "top")
    assert rates.day_to_price([top], date(2025, 7, 1)) == date(2025, 7, 1)
    assert rates.day_to_price([top], date(2026, 11, 1)) == date(2026, 3, 31)
    assert rates.day_to_price([banded], date(2026, 11, 1)) == date(2026, 11, 1)
    assert rates.day_to_price([banded, "area:afc:inner"], date(2026, 11, 1)) == date(2026, 3, 31)
    assert rates.day_to_price([banded, "area:afc:never"], date(2026, 11, 1)) == date(2026, 11, 1)

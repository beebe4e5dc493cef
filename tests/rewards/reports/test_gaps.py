"""Pay gaps: as the regulations define them, worked by hand and beside a plain recomputation."""

from collections import Counter
from datetime import date
from decimal import Decimal as D
from fractions import Fraction
from random import Random
from statistics import median

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from rewards.models import Characteristics, Contract, Employment
from rewards.reports.asking import Ask
from rewards.reports.gaps.report import behind, figures
from rewards.reports.gaps.rules import Person, adjusted, gap, hourly_of, quarters, snapshot
from rewards.reports.published import HIDDEN
from tests.factories import OrganisationFactory
from tests.rewards.reports.paying import consultant, pay, there

DAY = date(2026, 3, 31)


def test_an_hour_is_a_years_pay_by_weeks_and_hours():
    # £104,357.14 is £2,000 for each of 365.25 / 7 weeks: £50 for each of 40 hours.
    assert round(hourly_of(D("104357.142857142857"), D(10)), 6) == D(50)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 3, 30), date(2025, 3, 31)),
        (date(2026, 11, 28), date(2026, 3, 31)),
    ],
)
def test_the_snapshot_day_is_the_last_31_march(day, found):
    assert snapshot(day) == found


@pytest.mark.parametrize(
    ("reference", "other", "found"),
    [(D(50), D(40), D("20.0")), (D(40), D(50), D("-25.0")), (D(50), D(50), D("0.0")), (D(0), D(5), None)],
)
def test_a_gap_is_a_share_of_the_references_pay_to_one_place(reference, other, found):
    assert gap(reference, other) == found


def person(key, group, hourly, alike=""):
    return Person(key, group, D(hourly), D(0), alike)


def test_quarters_are_as_equal_as_can_be():
    found = quarters([person(n, "Male", n) for n in range(10)])
    assert {quarter: len(those) for quarter, those in found.items()} == {
        "Lower": 3,
        "Lower middle": 2,
        "Upper middle": 3,
        "Upper": 2,
    }


def test_people_of_the_same_pay_on_a_border_are_spread_over_it_evenly_by_group():
    those = [person(n, "Male" if n % 2 else "Female", 50) for n in range(16)]
    found = Counter((quarter, one.group) for quarter, placed in quarters(those).items() for one in placed)
    assert set(found.values()) == {2}


def test_the_adjusted_gap_lays_like_beside_like():
    # Women are paid as men at each point, but more of them stand at the lower one: raw 20%, adjusted none.
    low, high = "point 1", "point 2"
    those = [person(n, "Female", 30, low) for n in range(6)] + [person(10 + n, "Female", 60, high) for n in range(2)]
    those += [person(20 + n, "Male", 30, low) for n in range(2)] + [person(30 + n, "Male", 60, high) for n in range(6)]
    assert adjusted(those, "Male", "Female").gap == D("0.0")
    assert adjusted(those, "Male", "Female").compared == 8


def test_a_set_with_one_side_alone_says_nothing():
    those = [person(1, "Female", 30, "nurse"), person(2, "Male", 60, "doctor")]
    assert adjusted(those, "Male", "Female").gap is None


@pytest.fixture
def trust(db):
    return OrganisationFactory()


def staff(trust, count, sex, basic, ethnicity="white", award=0):
    users = []
    for _ in range(count):
        user = consultant(trust, basic=basic)
        Characteristics.objects.create(user=user, organisation=trust, sex=sex, ethnicity=ethnicity)
        if award:
            pay(user, trust, "award", award)
        users.append(user)
    return users


def table(trust, number, by="sex", **asked):
    return figures(Ask(trust, DAY, by=by, **asked)).tables[number]


def test_mean_and_median_gap_by_hand(trust):
    staff(trust, 6, "male", 100_000)
    staff(trust, 4, "male", 125_000)
    staff(trust, 5, "female", 80_000)
    rows = {row.name: row.values for row in table(trust, 0).rows}
    # £110,000 / 2,087.142857 hours = £52.70; £80,000 = £38.33: less by £30,000 in £110,000, 27.3%; medians 20%.
    assert rows["Male"] == (10, D("52.70"), D("47.91"), None, None)
    assert rows["Female"] == (5, D("38.33"), D("38.33"), D("27.3"), D("20.0"))


def test_a_group_of_few_is_hidden_with_another(trust):
    staff(trust, 9, "male", 100_000, "white")
    staff(trust, 6, "male", 100_000, "asian")
    staff(trust, 3, "male", 100_000, "black")
    rows = {row.name: row.values[0] for row in table(trust, 0, by="ethnicity").rows}
    assert rows == {"White": 9, "Asian or Asian British": HIDDEN, "Black, Black British, Caribbean or African": HIDDEN}


def test_bonuses_are_those_of_the_twelve_months_by_days(trust):
    users = staff(trust, 5, "female", 100_000)
    for user in users:
        # Held for 73 of the 365 days that end on 31 March 2026.
        pay(user, trust, "award", 10_000, date(2025, 1, 1), date(2025, 6, 13))
    staff(trust, 5, "male", 100_000, award=10_000)
    rows = {row.name: row.values for row in table(trust, 1).rows}
    assert rows["Female"][:4] == (5, D(5), D("100.0"), D("2000.00"))
    assert rows["Female"][5:] == (D("80.0"), D("80.0"))


def test_someone_without_hours_on_record_stands_outside_and_is_said_to(trust):
    staff(trust, 5, "male", 100_000)
    staff(trust, 5, "female", 100_000)
    for n in range(5):
        assert "no hours on record" not in figures(Ask(trust, DAY, by="sex")).lead, f"{n} people are too few to count"
        lost = pay(consultant(trust), trust, "on_call", 5_000).user
        lost.pay_elements.filter(kind="basic").delete()
    published = figures(Ask(trust, DAY, by="sex"))
    assert "5 people have no hours on record" in published.lead
    assert lost.pk not in {line.key for line in there(behind(Ask(trust, DAY, by="sex", which="people"))).lines}


def test_a_very_senior_managers_hours_are_those_of_the_employment(trust):
    user = consultant(trust)
    user.pay_elements.all().delete()
    pay(user, trust, "salary", 150_000)
    Employment.objects.create(
        user=user, organisation=trust, contract=Contract.VSM, pas=10, period=DateRange(date(2025, 4, 1), None)
    )
    (line,) = there(behind(Ask(trust, DAY, by="sex", which="people"))).lines
    assert line.values[1] == D("71.87")


def test_the_table_equals_a_plain_recomputation(trust):
    """The same figures by fractions, person by person, without the report's own code."""
    chance = Random(7)
    plain: dict[str, list[Fraction]] = {"male": [], "female": []}
    for _ in range(60):
        sex, pas = chance.choice(["male", "female"]), chance.choice([4, 6, 8, 10, 11])
        annual, extra = chance.randrange(40_000, 200_000), chance.choice([0, 3_016, 12_064])
        user = consultant(trust, basic=0)
        user.pay_elements.all().delete()
        pay(user, trust, "basic", annual, pas=D(pas))
        if extra:
            pay(user, trust, "award", extra)
        Characteristics.objects.create(user=user, organisation=trust, sex=sex)
        plain[sex].append(Fraction(annual + extra) * 7 / Fraction("365.25") / (pas * 4))

    def to_one_place(share: Fraction) -> D:
        return D(int((abs(share) * 10 + Fraction(1, 2)) // 1) * (1 if share >= 0 else -1)) / 10

    means = {sex: sum(those, Fraction(0)) / len(those) for sex, those in plain.items()}
    medians = {sex: Fraction(median(those)) for sex, those in plain.items()}
    row = next(row for row in table(trust, 0).rows if row.name == "Female")
    assert row.values[3] == to_one_place((means["male"] - means["female"]) * 100 / means["male"])
    assert row.values[4] == to_one_place((medians["male"] - medians["female"]) * 100 / medians["male"])


def test_where_the_reference_is_hidden_no_gap_to_it_is_shown(trust):
    staff(trust, 3, "male", 100_000)
    staff(trust, 9, "female", 80_000)
    rows = {row.name: row.values for row in table(trust, 0).rows}
    assert rows["Male"][0] is HIDDEN
    assert rows["Female"][-2:] == (HIDDEN, HIDDEN)

"""R12 within a row: no figure of few people by an equation that stands in it; and each guard against one is needed."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal as D
from random import Random
from typing import Any

import pytest

from people.models import Organisation, Role
from people.refusals import Refused
from rewards.editions import rules as weighing
from rewards.editions import services, text
from rewards.editions.models import Edition
from rewards.models import Characteristics
from rewards.reports import tabling
from rewards.reports.asking import Ask
from rewards.reports.costs import report as costs
from rewards.reports.gaps import report as gaps
from rewards.reports.leading import report as leading
from rewards.reports.published import HIDDEN, Published
from rewards.reports.register import REPORTS
from tests.factories import MembershipFactory, OrganisationFactory
from tests.rewards.editions.attack import found
from tests.rewards.editions.equations import about_few, worked_out
from tests.rewards.editions.test_suppression import asks, organisation
from tests.rewards.reports.paying import ON, ROLE_FROM, consultant, leader, pay

pytestmark = pytest.mark.django_db
LEAST = 5


@pytest.fixture
def trust() -> Organisation:
    """Few gain beside many who lose, few have additional PAs, few are men, and few are paid an award."""
    trust = OrganisationFactory(kind="NHS trust")
    gain = [leader(trust, allowance=8_000, pas=D(1)) for _ in range(2)]
    lose = [leader(trust, allowance=1_000, apa=9_000, pas=D(1)) for _ in range(8)]
    same = [leader(trust, allowance=5_000, apa=5_000, pas=D(1)) for _ in range(7)]
    for user in same[:3]:
        pay(user, trust, "apa", 10_000, pas=D(1), pensionable=False, label="more")
    others = [consultant(trust, basic=90_000 + 500 * n) for n in range(31)]
    for user in others[:2]:
        pay(user, trust, "award", 3_000)
    sexes = ["male"] * 3 + ["female"] * 20
    for user, sex in zip([*others, *lose, *same, *gain], sexes, strict=False):
        Characteristics.objects.create(user=user, organisation=trust, sex=sex)
    return trust


def told(trust: Organisation, report: str, by: str = "") -> list[str]:
    return about_few(REPORTS[report].figures(Ask(trust, ON, by=by)), LEAST)


@pytest.mark.parametrize("report", list(REPORTS))
def test_no_equation_of_any_report_tells_of_few(trust, report) -> None:
    for by in [*REPORTS[report].groupings] or [""]:
        assert told(trust, report, by) == []


def test_nor_in_an_organisation_of_chance() -> None:
    trust, services_ = organisation(Random(5))
    for report, ask in asks(trust, services_):
        assert about_few(report.figures(ask), LEAST) == []


def without(name: str, module: Any, **options: Any) -> Callable[[pytest.MonkeyPatch], None]:
    """Has a report make its tables as if it had not asked for these options."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        made = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *given, **asked: made(*given, **{**asked, **options}))

    return patch


def unbound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns worked out from a sum show where it is hidden."""
    monkeypatch.setattr(gaps, "Derived", lambda column, of, *rest: tabling.Derived(column, None, *rest))


def beside_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gaps show beside a reference that is hidden."""
    monkeypatch.setattr(tabling, "hide_beside", lambda table: table)


GUARDS = [
    pytest.param("leading", without("summed", leading, following=()), "gains", id="losses beside few gains"),
    pytest.param("leading", without("summed", leading, adding=()), "/1", id="counts that add up to the people"),
    pytest.param("cost", without("summed", costs, following=()), "by-role/", id="on-costs and all beside few parts"),
    pytest.param("cost", without("tabled", costs, following=()), "by-month/", id="the same, month by month"),
    pytest.param("gaps", without("tabled", gaps, adding=()), "quarters", id="a quarter's people by group"),
    pytest.param("gaps", unbound, "bonus", id="shares and means of few who are paid a bonus"),
    pytest.param("gaps", beside_shown, "by the gap of", id="gaps beside a hidden reference"),
]


@pytest.mark.parametrize(("report", "taken_away", "named"), GUARDS)
def test_each_guard_is_needed(trust, monkeypatch, report, taken_away, named) -> None:
    assert told(trust, report) == []
    taken_away(monkeypatch)
    assert any(named in each for each in told(trust, report))


@pytest.mark.parametrize("guarded", [True, False])
def test_a_loss_beside_few_gains_is_hidden_with_them(trust, monkeypatch, guarded) -> None:
    """Two gain £8,000 each and eight lose £8,000: £64,000 lost beside a change of −£48,000 would tell the two."""
    if not guarded:
        without("summed", leading, following=())(monkeypatch)
    on_the_day = REPORTS["leading"].figures(Ask(trust, ON, by="kind")).tables[0].rows[1]
    assert on_the_day.values[:2] == (17, HIDDEN)
    assert on_the_day.values[4:6] == (D(-48_000), HIDDEN if guarded else D(64_000))
    assert ("over-the-term/On the day asked for/gains" in told(trust, "leading", "kind")) is not guarded


def test_losses_show_again_where_enough_gain(trust) -> None:
    for _ in range(3):
        leader(trust, allowance=8_000)
    row = REPORTS["leading"].figures(Ask(trust, ON, by="kind")).tables[0].rows[1]
    assert row.values[1:6] == (5, 8, 7, D(-24_000), D(64_000))


def published(trust: Organisation, *wanted: tuple[str, Ask]) -> list[Published]:
    """What analysts read of these reports, published in turn."""
    hr = MembershipFactory(organisation=trust, role=Role.HR).user
    for report, ask in wanted:
        if REPORTS[report].figures(ask).tables:
            edition = services.keep(REPORTS[report], ask, name="Board", address="", by=hr)
            with suppress(Refused):  # nothing of it may be shown
                services.publish(edition, by=hr)
    editions = Edition.objects.published().select_related("facts").order_by("pk")
    return [text.with_facts(text.from_text(each.shown), bytes(each.facts.packed)) for each in editions]


def attacked(read: list[Published]) -> list[str]:
    return found([figure for each in read for figure in worked_out(each)], LEAST)


def test_what_is_published_in_turn_tells_nothing_by_any_difference_of_what_is_worked_out() -> None:
    trust, services_ = organisation(Random(11))
    read = published(trust, *((report.slug, ask) for report, ask in asks(trust, services_)))
    assert sum(1 for each in read for _ in worked_out(each)) > 100, "The attacker has something to work with."
    assert attacked(read) == []


def both_sexes(count: int) -> Organisation:
    trust = OrganisationFactory()
    for n in range(2 * count):
        user = consultant(trust, basic=90_000 + 100 * n)
        Characteristics.objects.create(user=user, organisation=trust, sex="male" if n % 2 else "female")
    return trust


def a_year_apart(trust: Organisation) -> list[tuple[str, Ask]]:
    """The gaps before and after one more man began."""
    user = consultant(trust, basic=140_000, starts=date(2026, 4, 1))
    Characteristics.objects.create(user=user, organisation=trust, sex="male")
    return [("gaps", Ask(trust, day, by="sex")) for day in (date(2026, 3, 31), ON)]


@pytest.mark.parametrize("guarded", [True, False])
def test_a_gap_beside_a_reference_that_weighing_hides_is_hidden_too(monkeypatch, guarded) -> None:
    if not guarded:
        monkeypatch.setattr(weighing, "hide_beside", lambda table: table)
    trust = both_sexes(12)
    assert (attacked(published(trust, *a_year_apart(trust))) == []) is guarded


def test_one_persons_gain_is_not_found_from_changes_and_losses_that_both_moved() -> None:
    """Six lose more on the second day and one gains more: changes differ by seven people, losses by six."""
    trust = OrganisationFactory()
    for n in range(6):
        lost = leader(trust, allowance=1_000, apa=9_000 + n)
        pay(lost, trust, "protection", 500 + n, ROLE_FROM, ON)
    gained = [leader(trust, allowance=8_000) for _ in range(6)]
    pay(gained[0], trust, "area", 777, ON)
    days = [date(2026, 4, 1), ON]
    read = published(trust, *(("leading", Ask(trust, day, by="kind", more={"moment": "day"})) for day in days))
    assert len(read) == 2
    assert attacked(read) == []

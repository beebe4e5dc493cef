"""R12 across everything that analysts read: no figure of few people, and none by taking one figure from another."""

from contextlib import suppress
from datetime import date
from decimal import Decimal as D
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.models import Role
from people.refusals import Refused
from rewards.editions import services, text
from rewards.editions.models import Edition
from rewards.editions.rules import Shown, few_differ, safe
from rewards.models import Characteristics
from rewards.reports.asking import Ask
from rewards.reports.published import HIDDEN, Column, Fact, Published, Unit
from rewards.reports.register import REPORTS
from rewards.reports.tabling import summed
from tests.factories import MembershipFactory, OrganisationFactory, ServiceFactory
from tests.rewards.editions.attack import Part, found, known
from tests.rewards.reports.paying import consultant, leader

LEAST = 5
SUMS = [Column("Pay", Unit.POUNDS)]


def table(groups, key="table"):
    """A table of people by group: {"Lead": {1: 100, …}}."""
    facts = [Fact(who, name, (D(pay),)) for name, those in groups.items() for who, pay in those.items()]
    return summed(key, key, "Group", facts, SUMS, least=LEAST)


def people(first, last, pay=100):
    return {who: pay + who for who in range(first, last)}


def values(tables):
    return {row.name: row.values[0] for table in tables for row in table.lines}


@pytest.mark.parametrize(
    ("one", "other", "few"),
    [
        ({1: D(1)}, {1: D(1)}, False),
        ({1: D(1)}, {1: D(2)}, True),
        (dict.fromkeys(range(9), D(1)), dict.fromkeys(range(5), D(1)), True),
        (dict.fromkeys(range(10), D(1)), dict.fromkeys(range(5), D(1)), False),
    ],
)
def test_few_differ_where_one_to_four_people_have_other_parts(one, other, few):
    assert few_differ(one, other, LEAST) is few
    assert few_differ(other, one, LEAST) is few


def test_a_group_that_one_person_joined_since_is_not_shown_a_second_time():
    shown = Shown.of((), LEAST)
    safe([table({"Lead": people(0, 20), "Tutor": people(30, 60)})], shown)
    later = safe([table({"Lead": people(0, 21), "Tutor": people(30, 60)})], shown)
    assert values(later)["Lead"] is HIDDEN


def test_nobody_has_changed_and_the_same_figures_are_shown_again():
    shown = Shown.of((), LEAST)
    tables = [table({"Lead": people(0, 20), "Tutor": people(30, 60)})]
    assert safe(tables, shown) == safe(tables, shown)


def test_a_filter_that_leaves_four_out_shows_nothing_beside_the_whole():
    shown = Shown.of((), LEAST)
    safe([table({"All": people(0, 30)})], shown)
    assert safe([table({"All": people(0, 26)}, "filtered")], shown) == ()


def test_one_persons_new_pay_in_a_large_group_is_not_found_from_two_dates():
    shown = Shown.of((), LEAST)
    before, after = people(0, 30), people(0, 30) | {7: 90_000}
    safe([table({"All": before})], shown)
    assert safe([table({"All": after})], shown) == ()


GROUPS = st.dictionaries(st.sampled_from("ABCDE"), st.sets(st.integers(0, 40), min_size=1), min_size=1)


def partition(groups):
    """Each person in the first group that has them, paid by who they are and sometimes differently."""
    seen: set[int] = set()
    made = {}
    for name, those in groups.items():
        made[name] = {who: 100 + who for who in those - seen}
        seen |= those
    return {name: those for name, those in made.items() if those}


@settings(max_examples=60, deadline=None)
@given(st.lists(GROUPS, min_size=1, max_size=4))
def test_whatever_is_published_in_turn_an_attacker_finds_nothing(editions):
    shown = Shown.of((), LEAST)
    everything: list[tuple[str, Part]] = []
    for n, groups in enumerate(editions):
        tables = safe([table(partition(groups), f"edition {n}")], shown)
        everything += known(Published("", "", tables, (), LEAST))
    assert found(everything, LEAST) == []


def organisation(chance):
    """Two services of people who lead or do not, of both sexes, joining over two years."""
    trust = OrganisationFactory(kind="NHS trust")
    services_ = [ServiceFactory(organisation=trust) for _ in range(2)]
    for n in range(46):
        joined = chance.choice([date(2024, 4, 1), date(2024, 4, 1), date(2025, 9, 1)])
        service = chance.choice(services_)
        user = consultant(trust, basic=chance.randrange(90_000, 146_000), starts=joined, service=service)
        if n % 2:
            kind = chance.choice(["Clinical director", "Clinical lead"])
            leader(trust, allowance=chance.randrange(1_000, 9_000), kind=kind, service=service)
        Characteristics.objects.create(
            user=user,
            organisation=trust,
            sex=chance.choice(["male", "female"]),
            ethnicity=chance.choice(["white", "white", "asian", "black"]),
        )
    return trust, services_


def asks(trust, services_):
    """Every report, in each of its groupings, on three days, whole and by service."""
    for day in (date(2025, 3, 31), date(2026, 3, 31), date(2026, 5, 1)):
        for report in REPORTS.values():
            for by in [*report.groupings] or [""]:
                yield report, Ask(trust, day, by=by)
        for service in services_:
            yield REPORTS["cost"], Ask(trust, day, by="role", service=service)
            yield REPORTS["gaps"], Ask(trust, day, by="sex", service=service)


@pytest.mark.django_db
def test_every_report_published_on_several_days_and_filters_tells_nothing_by_any_difference():
    trust, services_ = organisation(Random(3))
    hr = MembershipFactory(organisation=trust, role=Role.HR).user
    raw: list[tuple[str, Part]] = []
    for report, ask in asks(trust, services_):
        published = report.figures(ask)
        raw += known(published)
        if published.tables:
            edition = services.keep(report, ask, name="Board", address="", by=hr)
            with suppress(Refused):  # nothing of it may be shown
                services.publish(edition, by=hr)
    read = [
        text.with_facts(text.from_text(edition.shown), bytes(edition.facts.packed))
        for edition in Edition.objects.published().select_related("facts")
    ]
    everything = [figure for published in read for figure in known(published)]
    assert len(everything) > 100, "The attacker has something to work with."
    assert found(everything, LEAST) == []
    assert found(raw, LEAST), "Without what editions hide, the same attack finds people: it can."

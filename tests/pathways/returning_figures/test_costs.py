"""What supervised days cost, for human resources and for directors."""

from datetime import date, timedelta
from decimal import Decimal as D

from django.utils import timezone

from pathways.returning.costs import cost_for, cost_of_supervision
from pathways.returning.reading import Ask
from people.models import Organisation, Role
from rewards.models import PayLook
from tests.factories import ServiceFactory
from tests.pathways.returning_figures.making import days, of, page_of, pay, plan, put_right, reader


def year_of(here: Organisation) -> tuple[Ask, date, date]:
    ask = of(here)
    return ask, ask.on - timedelta(days=364), ask.on + timedelta(days=1)


def test_supervised_days_cost_two_pas_each_at_the_persons_own_pay(here) -> None:
    first = plan(here, "supervised")
    pay(first.user, here, 104_000)
    days(first, 10)
    days(plan(here, "supervised"), 3)
    days(plan(here, "supervised"), 4, agreed=False)
    found = cost_of_supervision(*year_of(here))
    # £104,000 for 10 PAs: a PA a week is £10,400 a year, £200 in one week; 10 days × 2 PAs × £200.
    assert (found.days, found.pounds, found.unpriced) == (13, D("4000.00"), 3)
    assert found.people == (first.user_id,)


def test_pay_that_was_put_right_counts_as_it_is_now_known(here) -> None:
    lone = plan(here, "supervised")
    put_right(pay(lone.user, here, 104_000), 52_000)
    days(lone, 1)
    assert cost_of_supervision(*year_of(here)).pounds == 200


def test_hr_reads_what_a_few_people_cost_with_a_look_on_record(client, here) -> None:
    lone = plan(here, "supervised")
    pay(lone.user, here, 104_000)
    days(lone, 1)
    hr = reader(here, Role.HR)
    client.force_login(hr)
    assert "£400 in pay" in page_of(client, here)
    assert PayLook.objects.filter(viewer=hr, subject=lone.user).exists()


def cost(here: Organisation, **more: object) -> D | None:
    found = cost_for(of(here, **more), pay=False)
    return found.pounds if found else None


def test_a_director_reads_settled_years_of_enough_people_and_no_day_or_group_by_itself(here, summer) -> None:
    day, then = date(2026, 3, 2), timezone.now() - timedelta(days=150)
    service = ServiceFactory(organisation=here)
    for _ in range(5):
        held = plan(here, "supervised", service=service)
        paid = pay(held.user, here, 104_000, recorded_days_ago=300)
        assert cost(here) is None, "of fewer than five people"
        held.days.create(day=day, work="clinic", logged_by=held.user, agreed_by=held.supervisor, agreed_at=then)
        unpriced = plan(here, "supervised")
        unpriced.days.create(day=day, work="clinic", logged_by=held.user, agreed_by=held.supervisor, agreed_at=then)
    assert cost(here) == 2000
    assert cost(here, on=date(2026, 7, 1)) == 2000
    assert cost(here, on=date(2026, 6, 30)) is None
    assert cost(here, service=service) is None
    late = plan(here, "supervised")
    pay(late.user, here, 208_000, recorded_days_ago=300)
    late.days.create(day=day, work="clinic", logged_by=late.user, agreed_by=late.user, agreed_at=timezone.now())
    assert cost(here) == 2000, "what is agreed after the year is settled would tell one person’s pay"
    put_right(paid, 208_000)
    assert cost(here) == 2000, "what is put right after the year is settled would tell one person’s pay"

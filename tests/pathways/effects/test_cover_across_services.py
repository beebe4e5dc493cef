"""A line worked for another service counts there and not in the split's own, wherever cover is added up."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from pathways.approvals.several import joint
from pathways.effects.reading import effects_of
from pathways.models import TimeSplit
from pathways.splits.drafting import save_draft
from pathways.splits.effect import cover_effect
from pathways.splits.policies import Turns
from pathways.splits.services import sign_off, submit
from pathways.splits.week import Line
from people.memberships.requests import held_by
from people.models import Role, Service, User
from tests.factories import MembershipFactory, ServiceFactory
from tests.pathways.conftest import House, lines


def shared_week(to: Service, pas: str = "2") -> tuple[Line, ...]:
    """6.5 PAs of clinical care, some of them for another service, 1.5 supporting and 2 leading."""
    away = Line("dcc", Decimal(pas), what="Clinic elsewhere", service=to.pk)
    return (*lines(f"dcc {Decimal('6.5') - Decimal(pas)}", "spa 1.5", "anr 2"), away)


def neighbour(house: House) -> tuple[Service, User, User]:
    """Another service of the same organisation, with a clinician and a lead."""
    service = ServiceFactory(name="Stroke", organisation=house.organisation, dcc_pas_needed=Decimal(20))
    people = [
        MembershipFactory(organisation=house.organisation, role=role, service=service).user
        for role in (Role.CLINICIAN, Role.SERVICE_LEAD)
    ]
    return service, people[0], people[1]


def agreed(house: House, owner: User, lead: User, service: Service, week: tuple[Line, ...]) -> TimeSplit:
    draft = save_draft(house.proposal(timezone.localdate(), service=service, lines=week), by=owner)
    sent = submit(draft, by=owner, version=draft.version)
    once = sign_off(sent, by=lead, version=sent.version)
    return sign_off(once, by=house.director, version=once.version)


def test_what_is_asked_for_counts_in_its_own_service_without_what_goes_elsewhere(house: House) -> None:
    stroke, _, _ = neighbour(house)
    split = house.submitted(lines=shared_week(stroke))
    cover = effects_of(split, timezone.localdate()).cover
    assert (cover.first_day.before, cover.first_day.after) == (0, Decimal("4.5"))
    assert cover.months[-1].after == Decimal("4.5")
    assert cover_effect(split).after == Decimal("4.5")


def test_what_another_service_gives_counts_here_with_its_people(house: House) -> None:
    stroke, other, _ = neighbour(house)
    agreed(house, house.clinician, house.lead, house.service, shared_week(stroke))
    draft = save_draft(house.proposal(service=stroke), by=other)
    cover = effects_of(draft, timezone.localdate()).cover
    assert (cover.first_day.before, cover.first_day.after, cover.first_day.people) == (2, Decimal("8.5"), 2)
    assert (cover.months[0].before, cover.months[-1].after) == (2, Decimal("8.5"))
    assert (cover_effect(draft).before, cover_effect(draft).people) == (2, 2)


def test_one_who_asks_to_give_the_other_service_less_is_named_there(house: House) -> None:
    stroke, other, _ = neighbour(house)
    agreed(house, house.clinician, house.lead, house.service, shared_week(stroke))
    house.submitted(lines=shared_week(stroke, "1"))
    draft = save_draft(house.proposal(service=stroke), by=other)
    ((name, less),) = effects_of(draft, timezone.localdate()).cover.others
    assert (name, less.change) == ("The clinician", -1)


def test_one_who_newly_asks_to_give_the_other_service_counts_with_all_that_is_asked(house: House) -> None:
    stroke, other, _ = neighbour(house)
    house.submitted(lines=shared_week(stroke))
    draft = save_draft(house.proposal(service=stroke), by=other)
    last = effects_of(draft, timezone.localdate()).cover.months[-1]
    assert (last.before, last.after, last.with_all) == (0, Decimal("6.5"), Decimal("8.5"))


def test_a_look_at_several_says_what_each_service_gains_and_loses(house: House) -> None:
    stroke, _, _ = neighbour(house)
    agreed(house, house.clinician, house.lead, house.service, house.proposal().lines)
    first = house.proposal(timezone.localdate() + timedelta(days=30))
    draft = save_draft(replace(first, lines=shared_week(stroke)), by=house.clinician)
    sent = submit(draft, by=house.clinician, version=draft.version)
    found = joint(Turns.of(house.lead, held_by(house.lead)), [sent.pk])
    changes = {service: (each.dcc_before, each.dcc_after, each.anr) for service, each in found.by_service.items()}
    assert changes == {"Cardiology": (Decimal("6.5"), Decimal("4.5"), 0), "Stroke": (0, 2, 0)}
    assert found.total.dcc == 0

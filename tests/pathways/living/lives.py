"""Random lives of one clinician's splits, run through the services and beside a small model of what should be agreed.

The model knows half-open spans and nothing of the code under test. After each step every day of the horizon is asked of
both, and what pay is written for today is compared with the week that the model says holds.
"""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from pathways.models import TimeSplit
from pathways.splits import correcting, drafting, services
from pathways.splits.ending import end_early
from pathways.splits.tasks import bring_into_force
from people.models import Role, User
from people.refusals import Refused
from rewards.models import ElementKind, PayElement
from tests.factories import MembershipFactory
from tests.pathways.conftest import House, lines

Status = TimeSplit.Status
HORIZON = 60
WEEKS = {10: ("dcc 6.5", "spa 1.5", "anr 2"), 9: ("dcc 7", "spa 2"), 8: ("dcc 6.5", "spa 1.5")}
CONTRACT = Decimal(10)
DAYS = st.integers(min_value=0, max_value=HORIZON)


@dataclass
class Span:
    """What the model knows of an agreed split: its days from the first of the horizon, and its week."""

    key: int
    starts: int
    ends: int | None
    as_signed: int | None
    pas: int

    def holds(self, day: int) -> bool:
        return self.starts <= day and (self.ends is None or day < self.ends)


class Lives(RuleBasedStateMachine):
    """One life: proposals, signatures, returns, refusals, reopenings, early ends, corrections and days that pass."""

    house: House
    admin: User
    hr: User
    first: datetime
    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.day = 0
        self.open: dict[int, tuple[int, int | None, int]] = {}
        self.agreed: list[Span] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @contextmanager
    def now(self) -> Any:
        type(self).steps += 1
        with time_machine.travel(self.first + timedelta(days=self.day), tick=False):
            yield

    def date_of(self, day: int) -> date:
        return timezone.localdate(self.first) + timedelta(days=day)

    def may_be_agreed(self, starts: int, ends: int | None) -> bool:
        """S9: no agreed split starts on or after its first day and before its end."""
        return not any(span.starts >= starts and (ends is None or span.starts < ends) for span in self.agreed)

    def rewrites(self, starts: int, ends: int | None) -> bool:
        """Whether a day gone by of these has its agreed split: that would be a correction."""
        until = self.day if ends is None else min(ends, self.day)
        if starts >= until:
            return False
        return any(span.starts < until and (span.ends is None or span.ends > starts) for span in self.agreed)

    def expect(self, allowed: bool, act: Callable[[], object]) -> bool:
        """The service does it if and only if the model allows it."""
        refused = None
        try:
            with transaction.atomic():
                act()
        except Refused as wrong:
            refused = wrong.sentence
        assert (refused is None) is allowed, refused or "the service did what the model forbids"
        return allowed

    @rule(starts=DAYS, length=st.none() | st.integers(min_value=1, max_value=30), pas=st.sampled_from(sorted(WEEKS)))
    def send(self, starts: int, length: int | None, pas: int) -> None:
        ends = None if length is None else starts + length
        with self.now():
            proposal = self.house.proposal(
                self.date_of(starts),
                total=Decimal(pas),
                lines=lines(*WEEKS[pas]),
                last_day=self.date_of(ends - 1) if ends else None,
            )
            draft = drafting.save_draft(proposal, by=self.house.clinician)

            def act() -> None:
                services.submit(draft, by=self.house.clinician, version=draft.version)

            if self.expect(self.may_be_agreed(starts, ends) and not self.rewrites(starts, ends), act):
                self.open[draft.pk] = (starts, ends, pas)
            else:
                services.withdraw(draft, by=self.house.clinician, version=draft.version)

    @precondition(lambda self: self.open)
    @rule(data=st.data())
    def sign_both(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.open)))
        starts, ends, pas = self.open[key]
        with self.now():

            def act() -> None:
                split = TimeSplit.objects.get(pk=key)
                split = services.sign_off(split, by=self.house.lead, version=split.version)
                services.sign_off(split, by=self.house.director, version=split.version)

            if self.expect(self.may_be_agreed(starts, ends), act):
                del self.open[key]
                for span in self.agreed:
                    if span.holds(starts):
                        span.ends = starts
                self.agreed.append(Span(key, starts, ends, ends, pas))
                bring_into_force()

    @precondition(lambda self: self.open)
    @rule(data=st.data(), how=st.sampled_from(["return", "decline", "withdraw", "reopen"]))
    def end_a_proposal(self, data: st.DataObject, how: str) -> None:
        key = data.draw(st.sampled_from(sorted(self.open)))
        del self.open[key]
        with self.now():
            split = TimeSplit.objects.get(pk=key)
            if how == "withdraw":
                services.withdraw(split, by=self.house.clinician, version=split.version)
                return
            act, by = {
                "return": (services.return_for_change, self.house.lead),
                "decline": (services.decline, self.house.lead),
                "reopen": (services.reopen, self.admin),
            }[how]
            act(split, by=by, version=split.version, reason="So it goes.")

    @precondition(lambda self: self.agreed)
    @rule(data=st.data())
    def reopen_an_agreed_one(self, data: st.DataObject) -> None:
        span = data.draw(st.sampled_from(self.agreed))
        with self.now():

            def act() -> None:
                split = TimeSplit.objects.get(pk=span.key)
                services.reopen(split, by=self.admin, version=split.version, reason="So it goes.")

            if self.expect(span.starts > self.day, act):
                self.agreed.remove(span)
                for before in self.agreed:
                    if before.ends == span.starts and before.as_signed != before.ends:
                        later = [each.starts for each in self.agreed if each.starts >= span.starts]
                        wanted = [end for end in (before.as_signed, *later) if end is not None]
                        before.ends = min(wanted, default=None)

    @precondition(lambda self: self.agreed)
    @rule(data=st.data(), ahead=st.integers(min_value=-2, max_value=20))
    def end_one_early(self, data: st.DataObject, ahead: int) -> None:
        span = data.draw(st.sampled_from(self.agreed))
        last = self.day + ahead
        in_force = span.starts <= self.day and span.holds(self.day)
        allowed = in_force and last >= self.day and (span.ends is None or last < span.ends - 1)
        with self.now():

            def act() -> None:
                split = TimeSplit.objects.get(pk=span.key)
                day = self.date_of(last)
                end_early(split, last_day=day, reason="So it goes.", by=self.house.director, version=split.version)

            if self.expect(allowed, act):
                span.ends = span.as_signed = last + 1

    @precondition(lambda self: self.agreed)
    @rule(data=st.data(), later=st.integers(min_value=-2, max_value=20), pas=st.sampled_from(sorted(WEEKS)))
    def correct_one(self, data: st.DataObject, later: int, pas: int) -> None:
        span = data.draw(st.sampled_from(self.agreed))
        starts = span.starts + later
        allowed = span.starts <= starts < self.day and (span.ends is None or starts < span.ends)
        made: list[int] = []
        with self.now():

            def act() -> None:
                wrong = TimeSplit.objects.get(pk=span.key)
                draft = correcting.begin(wrong, reason="It was never so.", by=self.house.clinician)
                proposal = self.house.proposal(
                    self.date_of(starts),
                    total=Decimal(pas),
                    lines=lines(*WEEKS[pas]),
                    last_day=None if span.ends is None else self.date_of(span.ends - 1),
                )
                split = drafting.save_draft(proposal, by=self.house.clinician, split=draft, version=draft.version)
                split = services.submit(split, by=self.house.clinician, version=split.version)
                split = services.sign_off(split, by=self.house.director, version=split.version)
                made.append(services.sign_off(split, by=self.hr, version=split.version).pk)

            if self.expect(allowed, act):
                right = Span(made[0], starts, span.ends, span.as_signed, pas)
                if starts == span.starts:
                    self.agreed.remove(span)
                else:
                    span.ends = span.as_signed = starts
                self.agreed.append(right)

    @rule(days=st.integers(min_value=1, max_value=12))
    def days_pass(self, days: int) -> None:
        self.day += days
        with self.now():
            bring_into_force()

    @invariant()
    def every_day_has_the_split_of_the_model(self) -> None:
        held = TimeSplit.objects.filter(user=self.house.clinician, status__in=[*AGREED]).only("period")
        for span in self.agreed:
            assert span.ends is None or span.ends > span.starts
        found = {split.pk: (split.starts, split.period.upper) for split in held}
        expected = {
            span.key: (self.date_of(span.starts), None if span.ends is None else self.date_of(span.ends))
            for span in self.agreed
        }
        assert found == expected

    @invariant()
    def today_is_paid_by_the_split_that_holds(self) -> None:
        today = self.date_of(self.day)
        holding = [span for span in self.agreed if span.holds(self.day)]
        assert len(holding) <= 1
        basic = PayElement.objects.in_force(today).filter(user=self.house.clinician, kind=ElementKind.BASIC)
        paid = sum(element.pas or 0 for element in basic)
        ever = PayElement.objects.current().filter(user=self.house.clinician, kind=ElementKind.BASIC).exists()
        if holding:
            assert paid == holding[0].pas, (
                self.day,
                holding,
                self.agreed,
                list(basic.values("pas", "period", "source")),
            )
            status = TimeSplit.objects.values_list("status", flat=True).get(pk=holding[0].key)
            assert status == Status.IN_FORCE
        elif ever and paid:
            assert paid == CONTRACT


AGREED = (Status.SIGNED_OFF, Status.IN_FORCE, Status.SUPERSEDED, Status.ENDED)


def live(house: House, first: datetime) -> int:
    """Runs 150 lives of up to 50 steps in the house, from one moment on; answers how many steps were taken.

    A life that disagrees with the model is shown as it was: making it smaller takes longer than a run may.
    """
    admin = MembershipFactory(organisation=house.organisation, role=Role.ORGANISATION_ADMIN).user
    hr = MembershipFactory(organisation=house.organisation, role=Role.HR).user
    about = {"house": house, "admin": admin, "hr": hr, "first": first, "steps": 0}
    machine: type[Lives] = type("LivesHere", (Lives,), about)
    how = settings(
        max_examples=150,
        stateful_step_count=50,
        deadline=None,
        derandomize=True,  # a red run is then about the change, not about luck
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=how)
    return machine.steps

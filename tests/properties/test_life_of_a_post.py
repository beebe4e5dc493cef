"""The whole life of a post, in any order of events: what must never be, whoever does what when.

Every step asks the real services over the real database. A refusal is an answer; what counts is what stands after it.
"""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from people.models import Role
from people.refusals import Refused
from reminders.models import Message
from roles.applications import services as applications
from roles.appointments import services as appointments
from roles.authoring import services as authoring
from roles.models import Application, Appointment, Interest, Offer, PanelSeat, Post, Score, Talk
from roles.selection import interests, offers
from roles.selection import services as selection
from roles.selection.rules import LEAST_SCORERS
from roles.selection.talks import settle_talk
from tests.factories import CriterionFactory, OrganisationFactory, PostFactory
from tests.roles.applying import fill_parts
from tests.roles.people_who_choose import STATEMENT, clinician, member

APPLICANTS, MEMBERS = 3, 3
applicant = st.integers(0, APPLICANTS - 1)
seated = st.integers(0, MEMBERS - 1)
recruits = st.integers(0, 1)
ONCE = ("shortlisted", "not shortlisted", "have an offer", "not appointed", "are appointed")


def attempt(act: Callable[[], Any]) -> bool:
    """Whether it was done; refused, it must have left everything as it was, which the invariants see."""
    try:
        act()
    except (Refused, PermissionDenied):
        return False
    return True


class LifeOfAPost(RuleBasedStateMachine):
    """A post of one or two seats, two recruiters, three panel members and four people who may apply or share it."""

    @initialize(
        seats=st.integers(1, 2), stage=st.sampled_from(["open", "scored", "locked", "offered"]), shared=st.booleans()
    )
    def advertise(self, seats: int, stage: str, shared: bool = False) -> None:
        here = OrganisationFactory()
        self.post = PostFactory(organisation=here, seats=seats, job_share=shared)
        self.criteria = [CriterionFactory(post=self.post, position=n, text=f"Criterion {n}") for n in (1, 2)]
        self.recruiters = [member(here, Role.RECRUITER) for _ in range(2)]
        self.members = [member(here, Role.PANEL_MEMBER) for _ in range(MEMBERS)]
        self.people = [clinician() for _ in range(APPLICANTS)]
        for each in self.members:
            selection.add_member(self.post, each.email, by=self.recruiters[0])
        # Where hypothesis begins, for hardly any order of events from the very first would come to the end of a life.
        if stage == "open":
            self.write(0, False)
        else:
            self.several_apply(APPLICANTS)
            self.score_everything_after_closing(3, 1 if stage == "scored" else MEMBERS)
        if stage in {"locked", "offered"}:
            self.record_talks(0, True)
            self.lock(0, APPLICANTS - 1)
        if stage == "offered":
            self.make_offers(0, 8000)

    def application(self, who: int) -> Application | None:
        return Application.objects.filter(post=self.post, applicant=self.people[who]).first()

    def seat(self, whose: int) -> PanelSeat | None:
        return PanelSeat.objects.filter(post=self.post, user=self.members[whose]).first()

    def one_of(self, which: int) -> Offer:
        made = list(Offer.objects.filter(application__post=self.post).order_by("pk"))
        return made[which % len(made)]

    def offered(self) -> bool:
        return Offer.objects.filter(application__post=self.post).exists()

    def locked(self) -> bool:
        return Post.objects.filter(pk=self.post.pk, shortlist_locked_at__isnull=False).exists()

    @rule(who=applicant, whole=st.booleans())
    def write(self, who: int, whole: bool) -> None:
        if not attempt(lambda: applications.start(self.post, self.people[who])):
            return
        mine = self.application(who)
        assert mine is not None
        for criterion in self.criteria[: None if whole else 1]:
            attempt(partial(applications.save_statement, mine, criterion, STATEMENT, by=self.people[who]))
        if whole and mine.status == Application.Status.DRAFT:
            fill_parts(mine)

    @rule(how_many=st.integers(1, APPLICANTS))
    def several_apply(self, how_many: int) -> None:
        for who in range(how_many):
            self.write(who, True)
            self.submit(who)

    @rule(who=applicant)
    def submit(self, who: int) -> None:
        if mine := self.application(who):
            attempt(lambda: applications.submit(mine, by=self.people[who], confirmed=True))

    @rule(who=applicant)
    def withdraw_application(self, who: int) -> None:
        if mine := self.application(who):
            attempt(lambda: applications.withdraw(mine, by=self.people[who]))

    @rule(whose=seated)
    def declare(self, whose: int) -> None:
        if seat := self.seat(whose):
            attempt(lambda: selection.declare(seat, "", by=self.members[whose]))

    @rule(whose=seated, by=recruits, why=st.sampled_from(["", "On leave"]))
    def take_off_the_panel(self, whose: int, by: int, why: str) -> None:
        if seat := self.seat(whose):
            attempt(lambda: selection.remove_member(seat, by=self.recruiters[by], reason=why))

    @rule(whose=seated, by=recruits)
    def ask_to_the_panel(self, whose: int, by: int) -> None:
        attempt(lambda: selection.add_member(self.post, self.members[whose].email, by=self.recruiters[by]))

    @rule(whose=seated, who=applicant, by=recruits, outcome=st.sampled_from(["", "out", "counts"]))
    def declare_an_interest(self, whose: int, who: int, by: int, outcome: str) -> None:
        seat, application = self.seat(whose), self.application(who)
        if seat and application:
            attempt(lambda: interests.declare_interest(seat, application, "close", by=self.members[whose]))
            said: dict[str, Any] = {"outcome": outcome, "reason": "We talked", "by": self.recruiters[by]}
            attempt(lambda: interests.settle(seat, application, **said))

    @rule(by=recruits, held=st.booleans())
    def record_talks(self, by: int, held: bool) -> None:
        said = {"outcome": "held" if held else "waived", "reason": "We talked"}
        for talk in Talk.objects.filter(application__post=self.post):
            attempt(partial(settle_talk, talk, by=self.recruiters[by], **said))

    @rule(whose=seated, who=applicant, points=st.integers(-1, 6), whole=st.booleans())
    def score(self, whose: int, who: int, points: int, whole: bool) -> None:
        seat, application = self.seat(whose), self.application(who)
        if seat and application:
            given = {each.pk: (points, "") for each in self.criteria[: None if whole else 1]}
            done = attempt(lambda: selection.save_scores(seat, application, given, by=self.members[whose]))
            assert not done or 0 <= points <= 5

    @rule(points=st.integers(0, 5), scorers=st.integers(1, MEMBERS))
    def score_everything_after_closing(self, points: int, scorers: int) -> None:
        self.the_closing_moment_comes()
        for whose in range(scorers):
            self.declare(whose)
            for who in range(APPLICANTS):
                self.score(whose, who, (points + who + whose) % 6, True)

    @rule()
    def the_closing_moment_comes(self) -> None:
        Post.objects.filter(pk=self.post.pk).update(closes_at=timezone.now() - timedelta(minutes=1))

    @rule(by=recruits)
    def close_early(self, by: int) -> None:
        attempt(lambda: authoring.close_early(self.post, "Enough applied", by=self.recruiters[by]))

    @rule(by=recruits, sure=st.integers(0, 9))
    def withdraw_post(self, by: int, sure: int) -> None:
        if sure == 0:
            attempt(lambda: authoring.withdraw(self.post, "The service is reorganised", by=self.recruiters[by]))

    @rule(by=recruits, places=st.integers(-1, 5))
    def lock(self, by: int, places: int) -> None:
        attempt(lambda: selection.lock_shortlist(self.post, by=self.recruiters[by], places=places))

    @precondition(locked)
    @rule(by=recruits, allowance=st.sampled_from([8000, 8000, 4000, 9000]), part=st.sampled_from(["1", "0.5", "0.25"]))
    def make_offers(self, by: int, allowance: int, part: str = "1") -> None:
        """To everyone on the shortlist, whatever the seats: whoever comes first has one, or a part of one."""
        today = timezone.localdate()
        terms: dict[str, Any] = {
            "allowance_gbp": Decimal(allowance),
            "pas": self.post.pas * Decimal(part),
            "starts_on": today + timedelta(days=60),
            "answer_by": today + timedelta(days=14),
        }
        for application in Application.objects.filter(post=self.post).order_by("pk"):
            attempt(partial(offers.make_offer, application, by=self.recruiters[by], **terms))

    @precondition(offered)
    @rule(which=applicant, yes=st.booleans())
    def answer(self, which: int, yes: bool) -> None:
        offer = self.one_of(which)
        act = appointments.accept if yes else appointments.decline
        attempt(lambda: act(offer, by=offer.application.applicant))

    @precondition(offered)
    @rule(yes=st.booleans())
    def everyone_answers(self, yes: bool) -> None:
        for which in range(Offer.objects.filter(application__post=self.post).count()):
            self.answer(which, yes)

    @precondition(offered)
    @rule(which=applicant)
    def the_day_to_answer_by_passes(self, which: int) -> None:
        offer = self.one_of(which)
        Offer.objects.filter(pk=offer.pk).update(answer_by=timezone.localdate() - timedelta(days=1))

    @rule(who=applicant, by=recruits)
    def turn_down(self, who: int, by: int) -> None:
        if application := self.application(who):
            attempt(lambda: offers.turn_down(application, by=self.recruiters[by]))

    @invariant()
    def no_more_offers_than_seats(self) -> None:
        if made := getattr(self, "post", None):
            today = timezone.localdate()
            offers_of = Offer.objects.filter(application__post=made)
            taken = offers_of.filter(status="accepted") | offers_of.filter(status="made", answer_by__gte=today)
            if made.job_share:
                assert sum(offer.pas for offer in taken) <= made.seats * made.pas
            assert taken.count() <= made.seats * (2 if made.job_share else 1)

    @invariant()
    def one_holder_a_seat(self) -> None:
        if made := getattr(self, "post", None):
            holders = Appointment.objects.filter(post=made)
            assert holders.count() <= made.seats * (2 if made.job_share else 1)
            if made.job_share:
                assert sum(each.pas for each in holders) <= made.seats * made.pas
            assert holders.values("user").distinct().count() == holders.count()
            accepted = Offer.objects.filter(application__post=made, status="accepted").values_list("pk", flat=True)
            assert set(holders.values_list("offer_id", flat=True)) == set(accepted)

    @invariant()
    def a_locked_shortlist_has_no_missing_scores(self) -> None:
        made = Post.objects.filter(pk=self.post.pk).first() if hasattr(self, "post") else None
        if made is None or made.shortlist_locked_at is None:
            return
        asked = {each.pk for each in self.criteria}
        decided = Application.objects.filter(post=made).exclude(status__in=["draft", "withdrawn"])
        for application in decided:
            assert application.status != Application.Status.SUBMITTED
            given: dict[int, set[int]] = {}
            out = Interest.objects.filter(application=application).exclude(outcome="counts")
            counted = Score.objects.filter(application=application, seat__removed_at=None)
            for seat, criterion in counted.exclude(seat__in=out.values("seat")).values_list("seat", "criterion"):
                given.setdefault(seat, set()).add(criterion)
            assert sum(criteria == asked for criteria in given.values()) >= LEAST_SCORERS
            assert not Talk.objects.filter(application=application, outcome="").exists()
            assert not Interest.objects.filter(application=application, outcome="", seat__removed_at=None).exists()

    @invariant()
    def what_is_decided_about_an_application_agrees_with_its_offer(self) -> None:
        if made := getattr(self, "post", None):
            for application in Application.objects.filter(post=made).select_related("offer"):
                offer = getattr(application, "offer", None)
                expected = {"made": "offered", "accepted": "accepted", "declined": "declined", "lapsed": "declined"}
                if offer is None:
                    assert application.status not in {"offered", "accepted", "declined"}
                else:
                    assert application.status == expected[offer.status]

    @invariant()
    def no_letter_goes_twice(self) -> None:
        if hasattr(self, "post"):
            told = Message.objects.filter(user__in=self.people).values_list("user", "subject")
            for (_, subject), times in Counter(told).items():
                assert times == 1 or not any(words in subject for words in ONCE), subject
            for person in self.people:
                subjects = " ".join(subject for user, subject in told if user == person.pk)
                assert not ("You are shortlisted" in subjects and "You were not shortlisted" in subjects)


def statuses(machine: LifeOfAPost) -> set[str]:
    return set(Application.objects.filter(post=machine.post).values_list("status", flat=True))


@pytest.mark.django_db
def test_the_steps_come_to_every_end_there_is():
    """A machine whose steps are all refused would prove nothing."""
    came_to = set()
    for answer in (True, False):
        machine = LifeOfAPost()
        machine.advertise(seats=1, stage="offered")
        came_to |= statuses(machine)
        machine.answer(0, answer)
        for who in range(APPLICANTS):
            machine.turn_down(who, 0)
        came_to |= statuses(machine)
    machine = LifeOfAPost()
    machine.advertise(seats=2, stage="open")
    came_to |= statuses(machine)
    machine.several_apply(1)
    came_to |= statuses(machine)
    machine.withdraw_application(0)

    assert came_to | statuses(machine) == set(Application.Status.values)


@pytest.mark.django_db
def test_no_order_of_events_gives_what_must_never_be():
    run_state_machine_as_test(
        LifeOfAPost,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

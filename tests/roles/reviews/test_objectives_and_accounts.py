"""Objectives agreed by two, and accounts that neither reads before the other has sent theirs."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from time_machine import travel

from people.models import Membership, Role
from people.refusals import Refused
from reminders.models import Message
from roles.models import Account, Objectives
from roles.reviews import accounts, objectives, policies, rules
from roles.reviews.line import follow_the_line
from tests.roles.reviews.reviewing import TEXTS, Reviewing, colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def of():
    return Reviewing()


class TestObjectives:
    def test_the_holder_proposes_the_reviewer_agrees_and_each_is_told_once(self, of):
        made = objectives.propose(of.appointment, "Waits under 18 weeks", by=of.holder)
        objectives.propose(of.appointment, "Waits under 18 weeks", by=of.holder)
        objectives.agree(made, by=of.reviewer)
        objectives.agree(made, by=of.reviewer)

        stands = objectives.agreed(of.appointment)
        assert stands
        assert stands.lines == ["Waits under 18 weeks"]
        assert Message.objects.filter(user=of.reviewer, subject__startswith="Objectives to agree").count() == 1
        assert Message.objects.filter(user=of.holder, subject__startswith="Objectives agreed").count() == 1

    def test_the_reviewer_does_not_set_the_first_ones(self, of):
        with pytest.raises(Refused, match="holder of the role proposes"):
            objectives.propose(of.appointment, "Save money", by=of.reviewer)

    def test_nobody_agrees_to_their_own_proposal(self, of):
        made = objectives.propose(of.appointment, "Waits under 18 weeks", by=of.holder)
        with pytest.raises(Refused, match="wait for the other"):
            objectives.agree(made, by=of.holder)
        with pytest.raises(IntegrityError), transaction.atomic():
            Objectives.objects.filter(pk=made.pk).update(agreed_by=of.holder)

    def test_what_was_agreed_holds_until_both_agree_to_another(self, of):
        first = objectives.agree(objectives.propose(of.appointment, "First", by=of.holder), by=of.reviewer)
        second = objectives.propose(of.appointment, "Second", by=of.reviewer)
        assert objectives.agreed(of.appointment) == first

        objectives.agree(second, by=of.holder)
        assert objectives.agreed(of.appointment) == second

    def test_an_answer_may_be_another_proposal_and_the_former_can_no_longer_be_agreed(self, of):
        first = objectives.propose(of.appointment, "First", by=of.holder)
        objectives.propose(of.appointment, "Second", by=of.reviewer)
        with pytest.raises(Refused, match="replaced by others"):
            objectives.agree(first, by=of.reviewer)

    def test_what_a_former_reviewer_proposed_is_agreed_by_the_holder_and_not_by_the_reviewer_after_them(self, of):
        objectives.agree(objectives.propose(of.appointment, "First", by=of.holder), by=of.reviewer)
        second = objectives.propose(of.appointment, "Second", by=of.reviewer)
        Membership.objects.filter(user=of.reviewer).delete()
        successor = colleague(of.appointment.organisation, Role.MEDICAL_DIRECTOR)
        follow_the_line()
        with pytest.raises(Refused, match="wait for the holder"):
            objectives.agree(second, by=successor)
        assert objectives.agree(second, by=of.holder).agreed_by == of.holder

    def test_a_medical_director_who_is_not_the_reviewer_has_no_part_in_them(self, of):
        other = colleague(of.appointment.organisation, Role.MEDICAL_DIRECTOR)
        with pytest.raises(PermissionDenied):
            objectives.propose(of.appointment, "Third", by=other)


class TestAccounts:
    def test_a_draft_keeps_what_was_typed_and_is_read_by_its_author_alone(self, of):
        accounts.keep(of.review, TEXTS | {"support": "Too few data"}, by=of.holder)
        assert Account.objects.get(author=of.holder).support == "Too few data"
        assert policies.accounts_read_by(of.reviewer, of.review) == []

    def test_neither_reads_what_the_other_sent_before_both_have(self, of):
        of.sends(of.holder)
        assert policies.accounts_read_by(of.reviewer, of.review) == []
        of.sends(of.reviewer, "A hard year, led well.")
        read = {each.author for each in policies.accounts_read_by(of.holder, of.review)}
        assert read == {of.holder, of.reviewer}

    def test_on_the_day_of_the_meeting_what_was_sent_is_read_and_a_draft_is_not(self, of):
        meeting = of.meets()
        of.sends(of.holder)
        accounts.keep(of.review, TEXTS | {"done": "Draft"}, by=of.reviewer)
        with travel(meeting.starts_at - timedelta(days=1), tick=False):
            assert policies.accounts_read_by(of.reviewer, of.review)[0].author == of.reviewer
            assert len(policies.accounts_read_by(of.reviewer, of.review)) == 1
        with travel(meeting.starts_at, tick=False):
            assert {each.author for each in policies.accounts_read_by(of.reviewer, of.review)} == {
                of.holder,
                of.reviewer,
            }
            assert [each.author for each in policies.accounts_read_by(of.holder, of.review)] == [of.holder]

    def test_what_was_sent_changes_until_the_other_can_read_it_and_then_stays(self, of):
        of.sends(of.holder, "First words")
        of.sends(of.holder, "Second words")
        assert Account.objects.get(author=of.holder).done == "Second words"
        of.sends(of.reviewer)
        with pytest.raises(Refused, match="stays as it is"):
            of.sends(of.holder, "Third words")
        assert Account.objects.get(author=of.holder).done == "Second words"

    def test_without_what_was_done_nothing_is_sent(self, of):
        with pytest.raises(Refused) as refused:
            accounts.send(of.review, TEXTS | {"ahead": "More"}, by=of.holder)
        assert refused.value.field == "done"
        assert not Account.objects.exists()

    def test_a_medical_director_who_is_not_the_reviewer_reads_none(self, of):
        of.sends(of.holder)
        of.sends(of.reviewer)
        other = colleague(of.appointment.organisation, Role.MEDICAL_DIRECTOR)
        assert policies.accounts_read_by(other, of.review) == []


@pytest.mark.parametrize(
    ("both", "days", "held", "seen"),
    [(True, None, False, True), (False, None, False, False), (False, 1, False, False), (False, 0, False, True),
     (False, -1, False, True), (False, None, True, True)],
)  # fmt: skip
def test_accounts_are_open_once_both_are_sent_or_the_day_has_come(both, days, held, seen):
    today = timezone.localdate()
    meets_on = None if days is None else today + timedelta(days=days)
    assert rules.accounts_open(both_sent=both, meets_on=meets_on, held=held, today=today) is seen

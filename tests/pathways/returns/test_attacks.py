"""What nobody may do to a return plan: the wrong person, one who left, the next supervisor, the second press."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateRange

from mentoring.finding import open_to
from mentoring.models import MentorProfile
from mentoring.services import accept, ask, why_not_ask
from pathways.models import CheckInAnswers, Concern, ReturnPlan
from pathways.returns.answers import give, reply
from pathways.returns.changing import hand_over
from pathways.returns.concerns import answer, raise_concern
from pathways.returns.dues import without_supervisor
from pathways.returns.services import complete, extend
from pathways.returns.supervision import agree_days, log_day
from people.models import Membership, Role, User
from people.refusals import Refused
from reminders.models import Message
from tests.factories import MembershipFactory
from tests.pathways.returning import Returning, step_of

SAID = {"practice": "less", "confidence": "supported", "support": "partly", "wellbeing": "struggling"}
WORDS = "Two referral letters went out late."


@pytest.fixture
def plan(returning: Returning) -> ReturnPlan:
    plan = returning.opened()
    returning.hold(plan, "before")
    return plan


def leaves(user: User) -> None:
    """Their membership ends today."""
    today = timezone.localdate()
    Membership.objects.filter(user=user).update(period=DateRange(today - timedelta(days=500), today))


def another(plan: ReturnPlan, role: str = Role.CLINICIAN, name: str = "Nia Next") -> User:
    return MembershipFactory(organisation=plan.organisation, service=plan.service, role=role, user__name=name).user


def test_a_supervisor_who_has_left_reads_and_does_nothing_any_more(client, returning, back) -> None:
    day = log_day(back, by=returning.clinician, day=back.returns_on, work="clinic")
    step = step_of(back, "supervised_end")
    raised = raise_concern_with_officer(returning, back)
    leaves(returning.lead)
    client.force_login(returning.lead)
    for route, key in (
        ("detail", back.pk),
        ("days", back.pk),
        ("extend", back.pk),
        ("raise", back.pk),
        ("check_in", step.pk),
        ("concern", raised.pk),
    ):
        assert client.get(reverse(f"returns:{route}", args=[key])).status_code == 404, route
    assert "Amira Away" not in client.get(reverse("returns:list")).content.decode()
    for attempt in (
        lambda: agree_days(back, by=returning.lead, days=[day.pk]),
        lambda: log_day(back, by=returning.lead, day=back.returns_on + timedelta(days=1), work="clinic"),
        lambda: extend(back, by=returning.lead, supervised_days=30),
        lambda: complete(step, by=returning.lead, done_on=timezone.localdate()),
        lambda: raise_concern(back, by=returning.lead, text=WORDS),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def raise_concern_with_officer(returning: Returning, plan: ReturnPlan, *, withheld: bool = False) -> Concern:
    another(plan, Role.MEDICAL_DIRECTOR, "Olu Officer")
    return raise_concern(plan, by=returning.lead, text=WORDS, withheld=withheld)


def test_the_clinician_reads_that_nobody_supervises_and_names_someone_else(client, returning, plan) -> None:
    client.force_login(returning.clinician)
    page = reverse("returns:detail", args=[plan.pk])
    assert "nobody supervises your return" not in client.get(page).content.decode()
    leaves(returning.lead)
    assert "Sam Supervisor no longer works here" in client.get(page).content.decode()
    hand_over(plan, by=returning.clinician, supervisor=another(plan))
    assert "nobody supervises your return" not in client.get(page).content.decode()


def test_the_clinician_is_reminded_once_to_name_another_until_they_have(returning, plan) -> None:
    assert not list(without_supervisor(timezone.localdate()))
    leaves(returning.lead)
    [found] = without_supervisor(timezone.localdate())
    assert (found.user_id, found.due_on) == (returning.clinician.pk, timezone.localdate())
    assert found.path == reverse("returns:supervisor", args=[plan.pk])
    hand_over(plan, by=returning.clinician, supervisor=another(plan))
    assert not list(without_supervisor(timezone.localdate()))


def test_the_next_supervisor_does_not_learn_of_a_concern_and_a_withheld_one_least(client, returning, plan) -> None:
    raise_concern_with_officer(returning, plan, withheld=True)
    following = another(plan)
    hand_over(plan, by=returning.clinician, supervisor=following)
    client.force_login(following)
    page = client.get(reverse("returns:detail", args=[plan.pk])).content.decode()
    assert "raised a concern" not in page
    assert "raised" not in client.get(reverse("returns:list")).content.decode()


def test_a_medical_director_who_comes_to_supervise_is_no_responsible_officer_of_it(client, returning, plan) -> None:
    concern = raise_concern_with_officer(returning, plan)
    director = User.objects.get(name="Olu Officer")
    assert Concern.objects.visible_to(director).exists()
    hand_over(plan, by=returning.clinician, supervisor=director)
    client.force_login(director)
    assert client.get(reverse("returns:concern", args=[concern.pk])).status_code == 404
    assert not Concern.objects.visible_to(director).exists()
    with pytest.raises(PermissionDenied):
        answer(concern, by=director, outcome="none", text="Nothing.", tell_clinician=False)


def test_a_concern_is_hidden_from_the_clinicians_lead_who_does_not_supervise(client, returning, plan) -> None:
    concern = raise_concern_with_officer(returning, plan)
    for role in (Role.SERVICE_LEAD, Role.HR, Role.ORGANISATION_ADMIN):
        client.force_login(another(plan, role, "Lea Lead"))
        assert client.get(reverse("returns:concern", args=[concern.pk])).status_code == 404
        assert client.get(reverse("returns:detail", args=[plan.pk])).status_code == 404


def test_how_one_is_is_read_by_no_supervisor_before_or_after(client, returning, plan) -> None:
    step = step_of(plan, "in_role")
    give(step, by=returning.clinician, **SAID)
    following = another(plan)
    hand_over(plan, by=returning.clinician, supervisor=following)
    pages = [reverse("returns:check_in", args=[step.pk]), reverse("returns:reply", args=[step.pk])]
    client.force_login(returning.lead)
    assert {client.get(page).status_code for page in pages} == {404}
    client.force_login(following)
    assert all("Struggling" not in client.get(page).content.decode() for page in pages)
    with pytest.raises(PermissionDenied):
        reply(step, by=returning.lead, text="Let us meet.")


def test_the_same_answers_given_again_reach_the_next_supervisor(returning, plan) -> None:
    step = step_of(plan, "in_role")
    give(step, by=returning.clinician, **SAID)
    following = another(plan)
    hand_over(plan, by=returning.clinician, supervisor=following)
    for _ in range(2):
        give(step, by=returning.clinician, **SAID)
    given = CheckInAnswers.objects.select_related("check_in__plan").get(check_in=step)
    assert given.wellbeing_for(following) == "Struggling"
    assert given.wellbeing_for(returning.lead) == ""
    assert Message.objects.filter(user=following, key__contains=":answered:").count() == 1


def test_r8_whoever_supervises_a_return_does_not_become_its_clinicians_mentor(returning, plan) -> None:
    following = another(plan)
    mentor = MentorProfile.objects.create(user=following, joined_on=timezone.localdate())
    asked = ask(mentor, by=returning.clinician, message="Would you?")
    hand_over(plan, by=returning.clinician, supervisor=following)
    with pytest.raises(Refused, match="You supervise the return to practice of Amira Away"):
        accept(asked, by=following, answer="Gladly.")
    assert "supervises your return to practice" in why_not_ask(mentor, returning.clinician)
    assert mentor not in open_to(returning.clinician)


def test_the_second_press_on_days_that_are_agreed_says_that_none_waits(client, returning, back) -> None:
    day = log_day(back, by=returning.clinician, day=back.returns_on, work="clinic")
    client.force_login(returning.lead)
    page, posted = reverse("returns:days", args=[back.pk]), {"agree": "1", "days": [day.pk]}
    assert "1 day agreed" in client.post(page, posted, follow=True).content.decode()
    assert "No day waits to be agreed any more" in client.post(page, posted, follow=True).content.decode()


def test_a_day_is_not_agreed_after_the_supervised_period_has_ended(client, returning, back) -> None:
    returning.worked(back)
    late = log_day(back, by=returning.clinician, day=back.returns_on + timedelta(days=12), work="clinic")
    returning.hold(back, "supervised_end")
    with pytest.raises(Refused, match="its days stand"):
        agree_days(back, by=returning.lead, days=[late.pk])
    client.force_login(returning.lead)
    posted = {"agree": "1", "days": [late.pk]}
    shown = client.post(reverse("returns:days", args=[back.pk]), posted, follow=True).content.decode()
    assert "its days stand" in shown


def test_the_plan_says_whose_turn_it_is_once_the_questions_are_answered(client, returning, plan) -> None:
    step = step_of(plan, "in_role")
    page = reverse("returns:detail", args=[plan.pk])
    give(step, by=returning.clinician, **SAID)
    client.force_login(returning.lead)
    shown = client.get(page).content.decode()
    assert "Amira Away has answered: it is your turn to reply" in shown
    assert f'href="{reverse("returns:reply", args=[step.pk])}"' in shown
    assert "it is your turn to reply" in client.get(reverse("returns:list")).content.decode()
    client.force_login(returning.clinician)
    assert "You have answered: Sam Supervisor replies" in client.get(page).content.decode()

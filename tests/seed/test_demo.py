"""The demo: everyone can sign in, everyone has something to do, and a second start changes nothing."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from mentoring.models import Mentorship, SessionNote, SessionTime
from pathways.models import CheckInAnswers, Concern, Mediation, ReturnPlan, TimeSplit
from pathways.practice.readiness import State
from pathways.practice.reading import picture_of
from pathways.seed.demo import DIRECTOR_POST
from pathways.seed.demo_choices import INTERVIEW_POST, SCORING_POST
from pathways.seed.demo_people import PASSWORD, PERSONAS
from pathways.seed.demo_terms import LEAD_POST
from people.models import Organisation, Role, User
from reminders.models import Due, Message
from rewards.models import PayElement
from rewards.packages.rules import price
from rewards.packages.services import circumstances_of
from roles.models import Application, Booking, HolderAnswer, Objectives, Post, RoleReview, TermOffer

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(db: None) -> None:
    call_command("load_reference_data", stdout=StringIO())
    call_command("seed_demo", people=60, posts=20, stdout=StringIO())


def persona(name: str) -> User:
    return User.objects.get(email=f"{name}@demo.example")


def signed_in(name: str) -> tuple[str, int, object]:
    """Where a persona stands after signing in, how the page answers, and who that is."""
    typed = {"login": f"{name}@demo.example", "password": PASSWORD}
    page = Client().post("/accounts/login/", typed, follow=True)
    return page.redirect_chain[-1][0], page.status_code, page.wsgi_request.user


def test_every_persona_signs_in_and_sees_the_desk(demo: None) -> None:
    names = [*PERSONAS, "outsider"]
    assert {name: signed_in(name) for name in names} == {name: ("/home/", 200, persona(name)) for name in names}


def test_the_outsider_holds_every_role_elsewhere_and_none_here(demo: None) -> None:
    here = persona("md").memberships.get().organisation
    held = persona("outsider").memberships.all()
    assert {membership.role for membership in held} == set(Role.values)
    assert here not in {membership.organisation for membership in held}


def test_the_clinician_is_paid_as_in_case_a(demo: None) -> None:
    trust = Organisation.objects.get(ods_code="RCF")
    standing = circumstances_of(persona("clinician"), trust, timezone.localdate())
    assert standing is not None
    assert price(standing.facts).total == Decimal("179363.70")
    elements = PayElement.objects.in_force(timezone.localdate()).filter(user=persona("clinician"))
    assert sum(element.annual_gbp for element in elements) == Decimal("179363.70")


def test_the_open_post_has_criteria_and_a_panel(demo: None) -> None:
    post = Post.objects.open(timezone.now()).get(title=DIRECTOR_POST)
    assert post.criteria.count() == 4
    assert {seat.user for seat in post.panel.all()} == {persona("panel1"), persona("panel2")}


def test_applications_wait_for_the_panel(demo: None) -> None:
    post = Post.objects.get(title=SCORING_POST)
    assert post.closes_at < timezone.now()
    assert set(post.applications.values_list("status", flat=True)) == {Application.Status.SUBMITTED}
    assert post.applications.count() == 2
    assert not post.applications.exclude(submitted_at__lt=post.closes_at).exists()


def test_what_the_recruiter_reads_before_the_lock_names_no_applicant(demo: None, client: Client) -> None:
    post = Post.objects.get(title=SCORING_POST)
    client.force_login(persona("recruiter"))
    page = client.get(f"/panel/{post.pk}/").content.decode()
    assert "Beth Lawson" in page
    assert not [a for a in post.applications.all() if a.applicant.name in page or a.applicant.email in page]


def test_time_splits_wait_for_the_lead_and_for_the_director(demo: None) -> None:
    waiting = TimeSplit.objects.pending().values_list("status", flat=True)
    assert set(waiting) == {TimeSplit.Status.SUBMITTED, TimeSplit.Status.FIRST_SIGNED}


def test_a_review_is_due_today_for_holder_and_director(demo: None) -> None:
    due = Due.objects.filter(kind="role_review", due_on=timezone.localdate(), reminded_at=None)
    assert {persona("mentor"), persona("md")} <= {each.user for each in due}


def test_a_meeting_of_a_return_plan_is_due_today_for_clinician_and_supervisor(demo: None) -> None:
    plan = ReturnPlan.objects.get(user=persona("mentor"), supervisor=persona("md"))
    first = plan.check_ins.filter(done_on=None)[0]
    due = Due.objects.filter(kind="return_check_in", subject=f"check-in:{first.pk}", state="open", reminded_at=None)
    assert {(each.user, each.remind_on) for each in due} == {
        (persona("mentor"), timezone.localdate()),
        (persona("md"), timezone.localdate()),
    }


def test_someone_is_in_each_state_of_the_way_back_and_the_clinician_has_a_log(demo: None) -> None:
    assert set(ReturnPlan.objects.values_list("status", flat=True)) == set(ReturnPlan.Status.values)
    assert Concern.objects.visible_to(persona("md")).filter(answered_at=None).count() == 1
    assert CheckInAnswers.objects.visible_to(persona("servicelead")).filter(check_in__done_on=None).count() == 1
    picture = picture_of(persona("clinician"), timezone.localdate())
    assert {condition.state for condition in picture.conditions} == set(State)


def test_a_colleague_has_asked_the_mentor(demo: None) -> None:
    assert Mentorship.objects.filter(mentor__user=persona("mentor"), status=Mentorship.Status.REQUESTED).count() == 1


def test_the_mentor_and_the_service_lead_have_a_session_in_each_state(demo: None) -> None:
    times = SessionTime.objects.filter(session__mentorship__mentee=persona("servicelead"))
    assert set(times.values_list("state", flat=True)) == {"proposed", "agreed", "cancelled"}
    agreed = times.filter(state="agreed")
    assert (agreed.filter(starts_at__lt=timezone.now()).count(), agreed.filter(session__note=None).count()) == (3, 3)
    assert set(SessionNote.objects.values_list("shared", flat=True)) == {True, False}
    assert Due.objects.filter(kind="mentorship_session", state="open").count() == 4


def test_a_second_run_changes_nothing(demo: None) -> None:
    tables = (User, Post, TimeSplit, ReturnPlan, PayElement, Due, Message, Application)
    before = [table.objects.count() for table in tables]
    told = StringIO()
    call_command("seed_demo", stdout=told)
    assert "here already" in told.getvalue()
    assert [table.objects.count() for table in tables] == before


def test_without_reference_data_it_says_what_to_do() -> None:
    with pytest.raises(CommandError, match="load_reference_data"):
        call_command("seed_demo", stdout=StringIO())


def test_one_of_the_shortlist_has_picked_a_time_and_the_other_has_not(demo: None) -> None:
    post = Post.objects.get(title=INTERVIEW_POST)
    asked = Booking.objects.filter(application__post=post)
    assert (asked.count(), asked.filter(slot=None).count()) == (2, 1)
    assert post.applications.filter(status=Application.Status.NOT_SHORTLISTED).count() == 1


def test_the_director_is_to_attest_and_a_lead_is_offered_another_term(demo: None) -> None:
    assert Due.objects.filter(kind="fitness", user=persona("md"), state="open").exists()
    assert TermOffer.objects.filter(status="made", title=LEAD_POST).count() == 1


def test_the_open_post_has_its_job_description(demo: None, client: Client) -> None:
    (document,) = Post.objects.get(title=DIRECTOR_POST).documents.all()
    page = client.get(document.post.get_absolute_url())
    assert document.title in page.content.decode()


def test_the_open_post_closes_in_the_afternoon_some_weeks_ahead(demo: None) -> None:
    closes = timezone.localtime(Post.objects.get(title=DIRECTOR_POST).closes_at)
    assert (closes.hour, closes.minute) == (17, 0)
    assert closes.date() == timezone.localdate() + timedelta(days=21)


def test_a_split_is_talked_about_and_another_is_in_mediation(demo: None) -> None:
    assert TimeSplit.objects.pending().filter(remarks__by__email="servicelead@demo.example").count() == 1
    [mediation] = Mediation.objects.all()
    assert mediation.split.status == TimeSplit.Status.IN_MEDIATION
    assert mediation.mediator is not None


def test_someone_is_in_each_state_of_a_role_review(demo: None) -> None:
    assert Objectives.objects.filter(state="proposed").count() == 1
    mine = RoleReview.objects.get(appointment__user=persona("mentor"), due_on=timezone.localdate())
    assert mine.accounts.filter(sent_at__isnull=False).count() == 1
    assert mine.meetings.filter(state="agreed").exists()
    held = RoleReview.objects.filter(reviewer=persona("md"), held_on=timezone.localdate())
    assert {each.next_step for each in held} == {"change_split", "return"}
    assert HolderAnswer.objects.filter(signed_at__isnull=False).count() == 1
    assert {each.feedback.filter(batch=1).count() for each in held} == {3}

"""The main job, click by click, in a real browser: one clinician's way from a search to a signed-off split and back,
with everyone who has a part in it at a window of their own."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from pathways.models import ReturnPlan, TimeSplit
from pathways.splits.tasks import bring_into_force
from reminders.models import CalendarFeed, Due, Message
from reminders.tasks import sweep
from rewards.models import PayElement
from roles.models import Application, Appointment, Post
from tests.system.browser import Visitor
from tests.system.steps import apply, closes, fill_date, fill_line

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]

TITLE = "Clinical director, cardiology"


def the_post() -> Post:
    return Post.objects.get(title=TITLE, contact_email="recruiter@demo.example")


def find_and_weigh(clinician: Visitor, post: Post) -> None:
    clinician.go("/roles/")
    clinician.fill("Words", "cardiolgy")
    clinician.press("Search")
    clinician.sees("cardiology")
    clinician.page.locator(f"a[href^='{post.get_absolute_url()}']").first.click()
    clinician.sees("£8,000")
    clinician.sees("£179,364")  # case A of domain.md 11.3, to the pound
    clinician.sees("£187,364")  # and the allowance on top


def score_blind(member: Visitor, post: Post, reference: str, points: str) -> None:
    member.go(f"/panel/{post.pk}/scoring/")
    if member.page.get_by_label("No", exact=True).count():
        member.page.get_by_label("No", exact=True).check()
        member.press("Save and go on")
    member.follow(f"Application {reference}")
    applicant = Application.objects.get(reference=reference).applicant
    assert str(applicant) not in member.page.content()
    for group in member.page.locator("main section").all():
        group.get_by_role("radio", name=points).check()
    member.press("Save scores")
    member.sees("You have scored 1 of 1")


def lock_and_offer(recruiter: Visitor, post: Post, reference: str, starts: date) -> None:
    recruiter.go(f"/panel/{post.pk}/")
    recruiter.fill("How many to shortlist", "1")
    recruiter.press("Check the shortlist")
    recruiter.press("Lock the shortlist")
    recruiter.go(f"/panel/{post.pk}/applications/{reference}/")
    recruiter.follow("Make an offer")
    recruiter.fill("Responsibility allowance", "8000")
    fill_date(recruiter, "starts_on", starts)
    fill_date(recruiter, "answer_by", starts - timedelta(days=1))
    recruiter.press("Make the offer")
    recruiter.sees("Offered")


def accept(clinician: Visitor, reference: str) -> Appointment:
    clinician.go("/home/")
    clinician.follow("offer")
    clinician.sees("£187,364")
    clinician.page.get_by_label("I accept this offer").check()
    clinician.press("Send my answer")
    clinician.sees("You are appointed")
    clinician.sees("The right to return")
    return Appointment.objects.get(offer__application__reference=reference)


def propose_split(clinician: Visitor, appointment: Appointment) -> None:
    clinician.follow("Propose a time split")
    fill_date(clinician, "starts", appointment.starts)
    clinician.fill("PAs a week in all", "10")
    fill_line(clinician, 0, "Direct clinical care", "Clinics, ward rounds and lists", "5")
    fill_line(clinician, 1, "Supporting professional activities", "Appraisal, learning, audit", "1.5")
    fill_line(clinician, 2, "Additional NHS responsibilities", TITLE, "2")
    expect(clinician.page.locator("#findings")).to_contain_text("8.5")  # S1 answers while they type
    fill_line(clinician, 0, "Direct clinical care", "Clinics, ward rounds and lists", "6.5")
    clinician.press("Save and check answers")
    clinician.press("Send for sign-off")
    clinician.sees("Those who sign it have been told")


def sign(approver: Visitor, name: str) -> None:
    approver.go("/approvals/")
    approver.follow(name)
    approver.sees("Direct clinical care")
    approver.sees("£")
    approver.press("Sign it")
    approver.sees("You have signed")


def comes_into_force(split: TimeSplit) -> None:
    """The first day of the split comes: beat runs the task."""
    with time_machine.travel(datetime.combine(split.starts, time(9))):
        bring_into_force()
    split.refresh_from_db()
    assert split.status == TimeSplit.Status.IN_FORCE
    written = PayElement.objects.in_force(split.starts).filter(user=split.user)
    assert dict(written.filter(kind="basic").values_list("kind", "source")) == {"basic": f"split:{split.pk}"}
    assert not written.filter(kind="apa").exists()  # the week has no additional PA any more
    earlier = TimeSplit.objects.exclude(pk=split.pk).get(user=split.user, status=TimeSplit.Status.SUPERSEDED)
    assert earlier.period.upper == split.starts


def open_return_plan(clinician: Visitor, appointment: Appointment) -> ReturnPlan:
    clinician.go(f"/appointments/{appointment.pk}/")
    clinician.follow("Open a return plan")
    clinician.page.get_by_label("Supervisor").select_option(label="Owen Price, servicelead@demo.example")
    clinician.press("Draft the plan")
    clinician.sees("Check your return plan")
    clinician.press("Open the plan")
    clinician.sees("Your return plan is open")
    return appointment.return_plans.get()


def keep_check_in(clinician: Visitor, plan: ReturnPlan) -> None:
    """The meeting before leaving practice is held and moves the plan on."""
    before = plan.status
    clinician.go(f"/returns/check-ins/{plan.check_ins.get(kind='before').pk}/")
    clinician.fill("Note", "We agreed how I keep my echo list.")
    clinician.press("Record it")
    clinician.sees("Recorded")
    plan.refresh_from_db()
    assert plan.status != before


def reminded(appointment: Appointment, plan: ReturnPlan) -> None:
    """A review and a check-in come due: each writes one letter to each who must act, however often the sweep runs."""
    review, step = appointment.reviews.earliest("due_on"), plan.check_ins.filter(done_on=None).earliest("due_on")
    sweep()  # what the demo has due today
    for subject in (f"review:{review.pk}", f"check-in:{step.pk}"):
        Due.objects.filter(subject=subject).update(due_on=timezone.localdate(), remind_on=timezone.localdate())
        before = Message.objects.count()
        sweep()
        sweep()
        assert Message.objects.count() - before == Due.objects.filter(subject=subject).count() == 2


def reads_desk_and_calendar(clinician: Visitor, appointment: Appointment) -> None:
    clinician.go("/home/")
    clinician.sees(f"Role review: {appointment.title}")
    clinician.sees("Return plan")
    clinician.follow("Put what is due into your own calendar")
    clinician.press("Make")
    feed = CalendarFeed.objects.get(user=appointment.user)
    calendar = clinician.context.request.get(f"/calendar/{feed.secret}.ics").text()
    assert f"Role review: {appointment.title}" in calendar.replace("\r\n ", "").replace("\\,", ",")
    assert calendar.count("BEGIN:VEVENT") >= 2


def reads_report(hr: Visitor) -> None:
    hr.go("/pay/reports/")
    hr.sees("Pay by leadership role")
    hr.sees("hidden")
    hr.sees("Worse off since taking a role")
    for name, start in (("Download the whole report (XLSX)", b"PK"), ("Download this table (CSV)", b"\xef\xbb\xbf")):
        with hr.page.expect_download() as download:
            hr.follow(name)
        assert download.value.path().read_bytes().startswith(start)


def ask_mentor(clinician: Visitor) -> None:
    clinician.go("/mentoring/")
    clinician.follow("Find a mentor")
    clinician.follow("Helen Marsh")
    clinician.page.locator("textarea").fill("I would like to hear how you kept your clinics going.")
    clinician.press("Send the request")
    clinician.sees("You have asked Helen Marsh")


def accept_mentee(mentor: Visitor) -> None:
    mentor.go("/home/")
    mentor.follow("Answer Amira Hassan")
    mentor.fill("Your answer", "Gladly. Shall we meet on Thursday?")
    mentor.press("Accept")
    mentor.sees("You have accepted")


def test_a_clinician_leads_and_can_come_back(demo, visit):
    clinician, post = visit("clinician"), the_post()
    find_and_weigh(clinician, post)
    reference = apply(clinician, "clinician@demo.example")

    closes(post)
    score_blind(visit("panel1"), post, reference, "4")
    score_blind(visit("panel2"), post, reference, "5")
    starts = timezone.localdate() + timedelta(days=40)
    lock_and_offer(visit("recruiter"), post, reference, starts)
    appointment = accept(clinician, reference)
    assert appointment.reviews.exists()

    propose_split(clinician, appointment)
    sign(visit("servicelead"), "Amira Hassan")
    sign(visit("md"), "Amira Hassan")
    comes_into_force(appointment.splits.get())

    plan = open_return_plan(clinician, appointment)
    keep_check_in(clinician, plan)
    reminded(appointment, plan)
    reads_desk_and_calendar(clinician, appointment)

    reads_report(visit("hr"))
    ask_mentor(clinician)
    accept_mentee(visit("mentor"))


def test_the_outsider_finds_none_of_it(demo, visit):
    outsider = visit("outsider")
    split = TimeSplit.objects.filter(user__email="clinician@demo.example").get()
    post = the_post()
    for path in (f"/splits/{split.pk}/", f"/approvals/{split.pk}/", f"/panel/{post.pk}/", f"/panel/{post.pk}/scoring/"):
        assert outsider.page.goto(path).status == 404
    outsider.go("/pay/reports/")
    assert "Airedale" not in outsider.page.content()

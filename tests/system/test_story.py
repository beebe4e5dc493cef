"""How a post is filled, from its first line to its first day: ten people, each at a window of their own."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import expect
from reportlab.pdfgen.canvas import Canvas

from reminders.models import Message
from roles.interviews.models import Slot
from roles.models import Application, Post
from roles.saved.tasks import alert
from tests.system.browser import Visitor
from tests.system.steps import apply, closes, fill_date

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]

TITLE = "Clinical lead, heart failure clinic"
WRITTEN, ASKED = "Has led a change that patients noticed", "Keeps calm when a clinic overruns"
NAMES = ("Amira Hassan", "Helen Marsh", "clinician@demo.example", "mentor@demo.example")


def gives_a_second_recruiter(admin: Visitor) -> None:
    admin.go("/home/")
    admin.follow("People and roles")
    admin.follow("Give someone a role")
    admin.fill("Email address", "hr@demo.example")
    admin.page.get_by_label("Role", exact=True).select_option(label="Recruiter")
    admin.press("Give the role")
    admin.sees("is Recruiter here")


def saves_a_search(clinician: Visitor) -> None:
    clinician.go("/roles/?q=heart+failure+clinic")
    clinician.follow("Save this search")
    clinician.page.get_by_label("As they are published").check()
    clinician.press("Save")
    clinician.sees("The search is saved")


def paper() -> bytes:
    """A PDF of one line."""
    made = BytesIO()
    canvas = Canvas(made)
    canvas.drawString(72, 720, "Job description")
    canvas.save()
    return made.getvalue()


def writes(recruiter: Visitor) -> Post:
    recruiter.go("/posts/")
    recruiter.follow("Write a post")
    recruiter.page.get_by_label("Kind of role").select_option(label="Clinical lead / service lead / specialty lead")
    recruiter.press("Begin the draft")
    recruiter.follow("Describe the work")
    recruiter.fill("Title", TITLE)
    recruiter.page.get_by_label("Service", exact=True).select_option(label="Cardiology")
    recruiter.fill("In a sentence", "Lead the heart failure team, half a day a week.")
    recruiter.fill("The work", "Rotas, pathways and a plan for the year.")
    recruiter.press("Save")
    recruiter.follow("Time, pay and term")
    recruiter.fill("Leadership time a week", "1")
    recruiter.page.get_by_label("Responsibility allowance").check()
    recruiter.fill("Least allowance a year", "4,000")
    recruiter.fill("Most allowance a year", "4,000")
    recruiter.fill("Term in months", "36")
    fill_date(recruiter, "starts_on", timezone.localdate() + timedelta(days=90))
    recruiter.press("Save")
    recruiter.follow("The way back")
    recruiter.fill("Direct clinical care to come back to", "7.5")
    recruiter.fill("Within how many months", "3")
    recruiter.press("Save")
    recruiter.follow("Person specification")
    recruiter.fill("Criterion 1", WRITTEN)
    recruiter.fill("Criterion 2", ASKED)
    recruiter.page.locator("[name=by_2]").select_option("interview")
    recruiter.press("Save")
    recruiter.follow("Dates and contact")
    fill_date(recruiter, "closes_on", timezone.localdate() + timedelta(days=30))
    recruiter.fill("Whom to talk to", "Beth Lawson")
    recruiter.fill("Their email address", "recruiter@demo.example")
    recruiter.press("Save")
    names_the_panel(recruiter)
    attaches(recruiter)
    assert recruiter.faults() == []
    recruiter.press("Send to a second person")
    recruiter.sees("one of them publishes it")
    return Post.objects.get(title=TITLE)


def names_the_panel(recruiter: Visitor) -> None:
    recruiter.page.locator("main").get_by_role("link", name="Panel", exact=True).click()
    for email in ("panel1@demo.example", "panel2@demo.example"):
        recruiter.fill("Email address", email)
        recruiter.press("Add to the panel")
        recruiter.sees("is on the panel")
    recruiter.follow("Back to the post")


def attaches(recruiter: Visitor) -> None:
    recruiter.follow("Documents")
    recruiter.fill("What it is", "Job description")
    recruiter.page.locator("input[type=file]").set_input_files(
        {"name": "jd.pdf", "mimeType": "application/pdf", "buffer": paper()}
    )
    recruiter.press("Add it")
    recruiter.sees("Job description")
    recruiter.follow("Back to the post")


def is_not_there_yet(stranger: Visitor, post: Post) -> None:
    stranger.page.goto(post.get_absolute_url())
    stranger.sees("Page not found")


def publishes(second: Visitor) -> None:
    second.go("/home/")
    second.follow(f"Publish, or change: {TITLE}")
    second.press("Publish")
    second.sees("The post is published")


def finds_it_without_signing_in(stranger: Visitor, post: Post) -> None:
    stranger.go("/roles/?q=heart+failure+clinic")
    stranger.follow(TITLE)
    stranger.sees(WRITTEN)
    stranger.sees("7.5 PAs")
    assert '"@type": "JobPosting"' in stranger.page.content()
    assert stranger.faults() == []


def hears_of_it_once(clinician: Visitor, post: Post) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        alert("at_once")
        alert("at_once")
    [letter] = Message.objects.filter(user__email="clinician@demo.example", text__contains=TITLE)
    assert post.get_absolute_url() in letter.text
    clinician.go(post.get_absolute_url())
    clinician.sees("How it fits you")
    clinician.sees("Open to your profession: Doctor.")
    clinician.follow("What it is, where it leads, and people to ask")
    clinician.sees("People who do it and would talk")
    clinician.page.go_back()


def scores_blind(member: Visitor, post: Post, points: dict[str, str]) -> None:
    member.go(f"/panel/{post.pk}/scoring/")
    member.page.get_by_label("No", exact=True).check()
    member.press("Save and go on")
    for reference, given in points.items():
        member.follow(f"Application {reference}")
        seen = member.page.content()
        assert not [name for name in NAMES if name in seen]
        assert ASKED not in seen
        member.page.get_by_role("radio", name=given).check()
        member.press("Save scores")
        member.sees("every criterion is scored")


def locks(recruiter: Visitor, post: Post) -> None:
    recruiter.go(f"/panel/{post.pk}/")
    assert not [name for name in NAMES if name in recruiter.page.content()]
    recruiter.fill("How many to shortlist", "2")
    recruiter.press("Check the shortlist")
    recruiter.press("Lock the shortlist")
    recruiter.sees("Amira Hassan")


def offers_times(recruiter: Visitor, post: Post) -> None:
    recruiter.follow("Interviews and decisions")
    recruiter.follow("Put a question")
    recruiter.fill("Question", "Tell us of a clinic that overran.")
    recruiter.page.get_by_label("Criterion", exact=True).select_option(label=ASKED)
    recruiter.press("Put the question")
    recruiter.follow("Offer a time")
    for clock in ("9:30", "2pm"):
        fill_date(recruiter, "starts", timezone.localdate() + timedelta(days=9))
        recruiter.fill("Time", clock)
        recruiter.fill("Place", "Seminar room 2")
        recruiter.press("Save and offer another")
        recruiter.sees("The time is offered")
    recruiter.go(f"/interviews/posts/{post.pk}/")
    recruiter.press("Ask 2 applicants to pick a time")
    recruiter.sees("Asked by email: 2")


def picks(applicant: Visitor, reference: str, time: str) -> None:
    applicant.go(f"/interviews/{reference}/")
    applicant.page.get_by_label(time).check()
    applicant.press("Pick this time")
    applicant.sees("Your interview time is booked")
    calendar = applicant.context.request.get(f"/interviews/{reference}/interview.ics").text()
    assert "Seminar room 2" in calendar


def scores_the_interview(member: Visitor, post: Post, given: dict[str, str]) -> None:
    for name, points in given.items():
        member.go(f"/interviews/posts/{post.pk}/panel/")
        member.follow(name)
        member.page.get_by_role("radio", name=points).first.check()
        member.press("Save scores")
        member.sees("every answer is scored")


def decides(recruiter: Visitor, post: Post, name: str, verdict: str, rank: str) -> None:
    recruiter.go(f"/interviews/posts/{post.pk}/")
    recruiter.page.get_by_role("row", name=name).get_by_role("link", name="Decide").click()
    recruiter.page.get_by_label(verdict, exact=True).check()
    recruiter.fill("Rank", rank)
    recruiter.fill("Reason", "Both members agree.")
    recruiter.press("Record the decision")
    recruiter.sees("Offers go in this order")


def offers(recruiter: Visitor, post: Post, reference: str) -> None:
    recruiter.go(f"/panel/{post.pk}/applications/{reference}/")
    recruiter.follow("Make an offer")
    starts = timezone.localdate() + timedelta(days=60)
    fill_date(recruiter, "starts_on", starts)
    fill_date(recruiter, "answer_by", starts - timedelta(days=40))
    recruiter.press("Make the offer")
    recruiter.sees("The offer is made")


def asks_and_accepts(clinician: Visitor, recruiter: Visitor, reference: str) -> None:
    clinician.go(f"/offers/{reference}/")
    clinician.fill("Your message", "May I keep my Tuesday clinic?")
    clinician.press("Send")
    clinician.sees("May I keep my Tuesday clinic?")
    recruiter.go(f"/offers/{reference}/")
    recruiter.fill("Your message", "Yes, you may.")
    recruiter.press("Send")
    clinician.go(f"/applications/{reference}/offer/")
    clinician.sees("£4,000")
    clinician.page.get_by_label("I accept this offer").check()
    clinician.press("Send my answer")
    clinician.sees("You are appointed")
    clinician.sees("The right to return")


def tells_everyone_else(recruiter: Visitor, post: Post, reference: str) -> None:
    recruiter.go(f"/panel/{post.pk}/applications/{reference}/feedback/")
    recruiter.page.get_by_label("Feedback").first.fill("Strong; say more of what patients noticed.")
    recruiter.press("Save feedback")
    recruiter.go(f"/panel/{post.pk}/not-appointed/")
    recruiter.press("Tell them")
    [letter] = Message.objects.filter(user__email="mentor@demo.example", subject__startswith="You were not appointed")
    assert "say more of what patients noticed" in letter.text


def test_a_post_is_written_found_applied_for_chosen_for_and_taken_up(demo, visit) -> None:
    clinician, recruiter, other = visit("clinician"), visit("recruiter"), visit("mentor")
    gives_a_second_recruiter(visit("admin"))
    saves_a_search(clinician)
    post = writes(recruiter)
    stranger = visit(width=320)
    is_not_there_yet(stranger, post)
    publishes(visit("hr"))
    finds_it_without_signing_in(stranger, post)
    hears_of_it_once(clinician, post)

    first = apply(clinician, "clinician@demo.example")
    other.go(post.get_absolute_url())
    second = apply(other, "mentor@demo.example")

    closes(post)
    panel = [visit("panel1"), visit("panel2")]
    for member in panel:
        scores_blind(member, post, {first: "5", second: "4"})
    locks(recruiter, post)

    offers_times(recruiter, post)
    picks(clinician, first, "9:30am")
    picks(other, second, "2pm")
    Slot.objects.filter(post=post).update(starts_at=F("starts_at") - timedelta(days=12))  # the day comes
    for member in panel:
        scores_the_interview(member, post, {"Amira Hassan": "5", "Helen Marsh": "3"})
    decides(recruiter, post, "Amira Hassan", "Appointable", "1")
    decides(recruiter, post, "Helen Marsh", "Reserve", "1")

    offers(recruiter, post, first)
    asks_and_accepts(clinician, recruiter, first)
    tells_everyone_else(recruiter, post, second)
    post.refresh_from_db()
    assert post.status == "filled"
    assert Application.objects.get(reference=second).status == "rejected"

    analyst = visit("analyst")
    analyst.go("/applications/figures/")
    expect(analyst.page.locator("main")).not_to_contain_text("Amira")
    recruiter.go("/panel/measures/")
    recruiter.sees("Days")

"""Steps that several stories take, each as one person at their own window."""

import re
from datetime import date, timedelta

from django.utils import timezone

from reminders.models import Message
from roles.models import Application, Post
from tests.system.browser import Visitor

STATEMENT = "I led the heart failure service through two winters: waits fell by a third and nobody left the team."


def fill_date(visitor: Visitor, name: str, day: date) -> None:
    """Types a date into its three boxes."""
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        visitor.page.locator(f"[name={name}-{part}]").fill(str(value))


def fill_line(visitor: Visitor, row: int, category: str, what: str, pas: str) -> None:
    """Types one line of the week."""
    line = visitor.page.locator("fieldset.app-line").nth(row)
    line.get_by_label("Category").select_option(label=category)
    line.get_by_label("What you do").fill(what)
    line.get_by_label("PAs a week").fill(pas)


def apply(clinician: Visitor, email: str) -> str:
    """From the post's page to the receipt; returns the application's reference."""
    clinician.follow("Apply")
    clinician.press("Start application")
    clinician.page.wait_for_url(re.compile(r"/applications/[0-9A-Z]+/$"))
    application = Application.objects.get(reference=clinician.page.url.split("/")[-2])
    for criterion in application.post.criteria.written():
        clinician.go(f"/applications/{application.reference}/statements/{criterion.pk}/")
        clinician.fill("Your statement", STATEMENT)
        clinician.press("Save and go on")
    fill_steps(clinician)
    clinician.page.get_by_label("What I wrote is true").check()
    clinician.press("Send application")
    clinician.sees("Application sent")
    receipt = Message.objects.get(user__email=email, subject__startswith="We have your application")
    assert application.reference in receipt.text
    return application.reference


def fill_steps(clinician: Visitor) -> None:
    """Everything beside the statements, page by page; what is on record is filled in already."""
    clinician.sees("Employment history")
    clinician.fill("Your role", "Consultant cardiologist")
    clinician.press("Save and go on")
    clinician.sees("Professional registration")
    clinician.press("Save and go on")
    for n, name in enumerate(("Ruth Ames", "Sam Cole"), start=1):
        clinician.page.locator(f"[name=name_{n}]").fill(name)
        clinician.page.locator(f"[name=position_{n}]").fill("Medical director")
        clinician.page.locator(f"[name=email_{n}]").fill(f"referee{n}@referees.example")
    clinician.press("Save and go on")
    for question in ("conflict", "fitness"):
        clinician.page.locator(f"[name={question}][value=no]").check()
    clinician.press("Save and go on")
    clinician.fill("Clinical time a week", "6.5")
    clinician.press("Save and go on")
    clinician.sees("Check your answers")


def closes(post: Post) -> None:
    """The closing moment passes."""
    Post.objects.filter(pk=post.pk).update(closes_at=timezone.now() - timedelta(minutes=1))

"""A post comes to be, click by click: the administrator makes a second recruiter, one writes, the other publishes, and
anyone finds it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from people.models import User
from roles.models import Post
from tests.system.browser import Visitor

pytestmark = [pytest.mark.system, pytest.mark.django_db(transaction=True)]

TITLE = "Clinical lead, heart failure clinic"


def fill_date(visitor: Visitor, name: str, day: date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        visitor.page.locator(f"[name={name}-{part}]").fill(str(value))


def gives_a_second_recruiter(admin: Visitor) -> None:
    admin.go("/home/")
    admin.follow("People and roles")
    admin.follow("Give someone a role")
    admin.fill("Email address", "mentor@demo.example")
    admin.page.get_by_label("Role", exact=True).select_option(label="Recruiter")
    admin.press("Give the role")
    admin.sees("is Recruiter here")


def writes(recruiter: Visitor) -> None:
    recruiter.go("/posts/")
    recruiter.follow("Write a post")
    recruiter.page.get_by_label("Kind of role").select_option(label="Clinical lead / service lead / specialty lead")
    recruiter.press("Begin the draft")
    recruiter.sees("Before it can be published")
    recruiter.follow("Describe the work")
    recruiter.fill("Title", TITLE)
    recruiter.page.get_by_label("Service", exact=True).select_option(label="Cardiology")
    recruiter.fill("In a sentence", "Lead the heart failure team, half a day a week.")
    recruiter.fill("The work", "Rotas, pathways and a plan for the year.")
    recruiter.press("Save")
    recruiter.follow("Person specification")
    recruiter.fill("Criterion 1", "Has led a change that patients noticed")
    recruiter.press("Save")
    recruiter.follow("Dates and contact")
    fill_date(recruiter, "closes_on", timezone.localdate() + timedelta(days=30))
    recruiter.fill("Whom to talk to", "Beth Lawson")
    recruiter.fill("Their email address", "recruiter@demo.example")
    recruiter.press("Save")
    assert recruiter.faults() == []
    recruiter.press("Send to a second person")
    recruiter.sees("one of them publishes it")
    recruiter.sees("It waits for another recruiter")


def publishes(second: Visitor) -> None:
    second.go("/home/")
    second.follow(f"Publish, or change: {TITLE}")
    second.press("Publish")
    second.sees("The post is published")


def test_a_post_is_written_published_by_a_second_person_and_found_by_anyone(demo, visit) -> None:
    gives_a_second_recruiter(visit("admin"))
    writes(visit("recruiter"))
    post = Post.objects.get(title=TITLE)
    stranger = visit(width=320)
    stranger.page.goto(post.get_absolute_url())
    stranger.sees("Page not found")
    publishes(visit(User.objects.get(email="mentor@demo.example")))

    stranger.go("/roles/kinds/clinical-lead/")
    stranger.go(f"/roles/?q=heart+failure+clinic&order=newest&kind={post.archetype.slug}")
    stranger.follow(TITLE)
    stranger.sees("Has led a change that patients noticed")
    assert stranger.faults() == []

    clinician = visit("clinician")
    clinician.go(post.get_absolute_url())
    clinician.sees("How it fits you")
    clinician.sees("Open to your profession: Doctor.")
    clinician.follow("What it is, where it leads, and people to ask")
    clinician.sees("People who do it and would talk")

"""The demo's own posts: advertised as a recruiter would, and moved into the past."""

from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from textwrap import wrap
from typing import Any

import pgtrigger
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.utils import timezone
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from people.models import Service, User
from roles.authoring import documents
from roles.models import Archetype, Criterion, PaidBy, PanelSeat, Post
from roles.posts.words import note_words

CRITERIA = [
    "Has led a team through change that patients noticed",
    "Reads a service's budget and activity and acts on what they say",
    "Deals early and fairly with difficulties between people",
    "Keeps up a clinical practice that colleagues respect",
]


def advertise(title: str, slug: str, cast: dict[str, User], home: Service, *, closes_in: int, **more: Any) -> Post:
    """An open post of the service with its criteria, its job description, and the two panel members seated.

    `more` sets fields of the post otherwise than for a lead of a service.
    """
    post = _lead_of(home, title, slug, by=cast["recruiter"], closes_in=closes_in)
    for name, value in more.items():
        setattr(post, name, value)
    post.hold()
    post.save()
    Criterion.objects.bulk_create(
        Criterion(post=post, position=n, text=text, essential=n < len(CRITERIA)) for n, text in enumerate(CRITERIA, 1)
    )
    PanelSeat.objects.bulk_create(PanelSeat(post=post, user=cast[name]) for name in ("panel1", "panel2"))
    documents.attach(post, job_description(post), "Job description", by=cast["recruiter"])
    post.status = Post.Status.PUBLISHED
    post.save()
    note_words(post)
    return post


def _lead_of(home: Service, title: str, slug: str, *, by: User, closes_in: int) -> Post:
    """A post to lead the service, not saved yet; it closes at 5pm in so many days."""
    organisation, now = home.organisation, timezone.now()
    closes = (timezone.localtime(now) + timedelta(days=closes_in)).replace(hour=17, minute=0, second=0, microsecond=0)
    archetype = Archetype.objects.get(slug=slug)
    return Post(
        organisation=organisation,
        service=home,
        archetype=archetype,
        title=title,
        summary=f"Lead {home.name.lower()} at {organisation.name}, and keep your own clinics while you do it.",
        description=(
            f"You lead {home.name.lower()} with its general manager and its lead nurse: its people, its quality, its"
            " money and its plans. You are a member of the divisional board. We have set time aside for the work,"
            " and your job plan will show it.\n\nYou keep your own practice, and come back to it when the term ends."
        ),
        professions=["doctor"],
        pas=2,
        paid_by=PaidBy.ALLOWANCE,
        allowance_low_gbp=8000,
        allowance_high_gbp=8000,
        term_months=36,
        starts_on=(closes + timedelta(days=45)).date(),
        clinical_minimum_pas=2,
        return_dcc_pas=Decimal("7.5"),
        return_within_months=3,
        return_notice_months=3,
        contact_name="Beth Lawson",
        contact_email="recruiter@demo.example",
        contact_phone="01535 496 0000",
        how_chosen="Two people score every statement without names. The three highest are asked to an interview.",
        published_at=now,
        closes_at=closes,
        created_by=by,
    )


def job_description(post: Post) -> SimpleUploadedFile:
    """One page of paper, as organisations have it."""
    held = BytesIO()
    page = Canvas(held, pagesize=A4)
    page.setTitle(f"Job description: {post.title}")
    for n, line in enumerate([post.title, str(post.organisation), "", *wrap(post.description, 90)]):
        page.drawString(60, 780 - 16 * n, line)
    page.save()
    return SimpleUploadedFile("job-description.pdf", held.getvalue(), content_type="application/pdf")


def backdate(records: QuerySet[Any], **moments: datetime) -> None:
    """Moves what was just made into the past, and its history with it, as if it had been so from the start."""
    with pgtrigger.ignore():
        records.update(**moments)
    history: Any = records.model._meta.get_field("events").related_model
    history._base_manager.filter(pgh_obj__in=records.values("pk")).update(**moments)

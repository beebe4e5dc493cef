"""What applicants and panel members are told, each event once."""

from django.urls import reverse

from people.design.words import longtime
from reminders.services import tell
from roles.applications.models import Application
from roles.applications.services import contact_of
from roles.posts.models import Post
from roles.selection.models import PanelSeat

SUBJECTS = {
    "shortlisted": "You are shortlisted: {}",
    "not_shortlisted": "You were not shortlisted: {}",
    "offered": "You have an offer: {}",
    "rejected": "You were not appointed: {}",
}


def tell_applicant(application: Application, post: Post, event: str, **facts: str) -> None:
    """Tells an applicant what became of their application; `event` is a key of SUBJECTS."""
    route = "applications:offer" if event == "offered" else "applications:detail"
    tell(
        application.applicant,
        kind="application",
        key=f"application:{application.pk}:{event}",
        subject=SUBJECTS[event].format(post.title),
        template=f"roles/mail/{event}",
        context={
            "title": post.title,
            "organisation": post.organisation_name,
            "reference": application.reference,
            "contact": contact_of(post),
            **facts,
        },
        path=reverse(route, args=[application.reference]),
    )


def tell_member(seat: PanelSeat, post: Post) -> None:
    """Tells a panel member that they have a seat. No applicant is named, nor counted."""
    tell(
        seat.user,
        kind="panel",
        key=f"panel:{seat.pk}:added",
        subject=f"You are on the panel for {post.title}",
        template="roles/mail/panel",
        context={
            "title": post.title,
            "organisation": post.organisation_name,
            "closes_at": longtime(post.closes_at),
        },
        path=reverse("panel:scoring", args=[post.pk]),
    )

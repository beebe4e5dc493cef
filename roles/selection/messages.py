"""What applicants and panel members are told, each event once."""

from django.urls import reverse
from django.utils import timezone

from people.design.words import longtime
from people.memberships.policies import holders, holds_role
from people.models import Role, User
from reminders.services import tell
from roles.applications.models import Application, ApplicationStatus
from roles.applications.services import contact_of
from roles.posts.models import Post, PostStatus
from roles.selection.models import PanelSeat, Talk
from roles.selection.outcome_models import Feedback, Offer

SUBJECTS = {
    "shortlisted": "You are shortlisted: {}",
    "not_shortlisted": "You were not shortlisted: {}",
    "offered": "You have an offer: {}",
    "rejected": "You were not appointed: {}",
    "lapsed": "Your offer ran out: {}",
}


def tell_applicant(application: Application, post: Post, event: str, **facts: object) -> None:
    """Tells an applicant what became of their application; `event` is a key of SUBJECTS.

    Who is not chosen gets the recruiter's feedback with it; never a note of the panel.
    """
    if event in {"not_shortlisted", "rejected"}:
        facts["feedback"] = feedback_on(application)
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


def tell_member(seat: PanelSeat, post: Post, *, again: str = "") -> None:
    """Tells a panel member, once the post is published, that they have a seat. No applicant is named, nor counted.

    `again` tells this time from the first, for someone who had left.
    """
    if post.status == PostStatus.DRAFT:
        return
    tell(
        seat.user,
        kind="panel",
        key=f"panel:{seat.pk}:added{again}",
        subject=f"You are on the panel for {post.title}",
        template="roles/mail/panel",
        context={
            "title": post.title,
            "organisation": post.organisation_name,
            "closes_at": longtime(post.closes_at),
        },
        path=reverse("panel:scoring", args=[post.pk]),
    )


def tell_removed(seat: PanelSeat, post: Post) -> None:
    """Tells someone that they are off the panel; the recruiter says why. A draft's panel was never told it was one."""
    if post.status == PostStatus.DRAFT:
        return
    tell(
        seat.user,
        kind="panel",
        key=f"panel:{seat.pk}:removed:{timezone.now().isoformat()}",
        subject=f"You are no longer on the panel for {post.title}",
        template="roles/mail/panel_left",
        context={
            "title": post.title,
            "organisation": post.organisation_name,
            "why": seat.removed_because,
            "contact": contact_of(post),
        },
        path=reverse("panel:list"),
    )


def tell_of_talk(talk: Talk, seat: PanelSeat, post: Post) -> None:
    """Tells a panel member that they and another are far apart; the page says on what."""
    tell(
        seat.user,
        kind="panel",
        key=f"talk:{talk.pk}:{seat.pk}",
        subject=f"Talk about an application: {post.title}",
        template="roles/mail/talk",
        context={"title": post.title, "organisation": post.organisation_name},
        path=reverse("panel:talk", args=[post.pk, talk.pk]),
    )


def feedback_on(application: Application) -> list[tuple[str, str]]:
    """What the recruiter wrote to the applicant: criterion and text, in the criteria's order."""
    written = Feedback.objects.filter(application=application).order_by("criterion__position")
    return list(written.values_list("criterion__text", "text"))


def recruiters_of(offer: Offer, post: Post) -> list[User]:
    """Who made the offer, or the organisation's recruiters where they no longer are one."""
    if offer.made_by.is_active and holds_role(offer.made_by, Role.RECRUITER, post.organisation_id):
        return [offer.made_by]
    return holders(Role.RECRUITER, post.organisation_id)


def tell_of_withdrawal(application: Application, former: ApplicationStatus) -> None:
    """Tells the recruiters that one who was in the running is not: by name only where names are open (domain.md 9)."""
    post, sent = application.post, application.submitted_at
    running = former in {ApplicationStatus.SUBMITTED, ApplicationStatus.SHORTLISTED}
    if application.status != ApplicationStatus.WITHDRAWN or not running or post.closes_at > timezone.now():
        return
    who = f"application {application.reference}"
    if post.shortlist_locked_at is not None:
        who = f"{application.applicant} ({who})"
    for user in holders(Role.RECRUITER, post.organisation_id):
        tell(
            user,
            kind="application",
            key=f"application:{application.pk}:withdrawn:{sent:%Y%m%d%H%M%S}:{user.pk}",
            subject=f"An applicant withdrew: {post.title}",
            template="roles/mail/applicant_withdrew",
            context={"title": post.title, "who": f"{who[0].upper()}{who[1:]}"},
            path=reverse("panel:post", args=[post.pk]),
        )


def tell_recruiters(offer: Offer, post: Post, answer: str, *, who: str, following: str) -> None:
    """Tells the recruiter that an offer was accepted, declined or lapsed, and who is next in order."""
    made_by = recruiters_of(offer, post)
    for user in made_by:
        tell(
            user,
            kind="application",
            key=f"offer:{offer.pk}:{'answered' if answer != 'lapsed' else 'lapsed'}"
            + (f":{user.pk}" if len(made_by) > 1 else ""),
            subject=f"Offer {'ran out' if answer == 'lapsed' else answer}: {post.title}",
            template="roles/mail/answered",
            context={"title": post.title, "who": who, "answer": answer, "following": following},
            path=reverse("panel:post", args=[post.pk]),
        )

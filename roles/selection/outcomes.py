"""What becomes of someone: the panel's decision, feedback to them, and what is asked about an offer."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.design.words import longdate
from people.history import because
from people.models import User
from people.refusals import Refused
from reminders.services import tell
from roles.applications.models import Application, ApplicationStatus
from roles.applications.services import locked, locked_post
from roles.selection import policies
from roles.selection.guards import own
from roles.selection.messages import recruiters_of
from roles.selection.outcome_models import Decision, Feedback, Offer, OfferNote, Verdict

MAY_HEAR = {ApplicationStatus.SUBMITTED, ApplicationStatus.SHORTLISTED}


def decide(application: Application, *, by: User, verdict: str, rank: int | None, reason: str) -> Decision:
    """Records the decision on someone shortlisted; it may be changed until they are offered the post or turned down.

    Ranks are given once among the appointable and once among the reserve.
    """
    with transaction.atomic(), because("Recorded the decision", by=by):
        post = locked_post(application.post_id)
        own(post, by)
        application = locked(application)
        if application.status != ApplicationStatus.SHORTLISTED:
            status = application.get_status_display().lower()
            raise Refused(f"Application {application.reference} is “{status}”, so no decision is recorded on it now.")
        if verdict not in Verdict.values:
            raise Refused("Select a decision", field="verdict")
        if not reason.strip():
            raise Refused("Give the reason for the decision", field="reason")
        if verdict == Verdict.NOT_APPOINTABLE:
            rank = None
        elif not rank or rank < 1:
            raise Refused("Enter a rank, for example 1 for the first to be offered the post", field="rank")
        others = Decision.objects.filter(application__post=post, verdict=verdict).exclude(application=application)
        taken = others.filter(rank=rank).select_related("application__applicant").first() if rank else None
        if taken is not None:
            raise Refused(
                f"{taken.application.applicant} has rank {rank} already. Give each a rank of their own.", field="rank"
            )
        decision, _ = Decision.objects.update_or_create(
            application=application,
            defaults={"verdict": verdict, "rank": rank, "reason": reason.strip(), "decided_by": by},
        )
        return decision


def save_feedback(application: Application, texts: dict[int, str], *, by: User) -> None:
    """Keeps what the applicant is told by criterion's key if they are not chosen; an empty text takes one away."""
    with transaction.atomic(), because("Wrote feedback", by=by):
        post = locked_post(application.post_id)
        own(post, by)
        application = locked(application)
        if application.status not in MAY_HEAR:
            raise Refused("This applicant has been told the outcome already, so what you typed was not kept.")
        if not texts.keys() <= set(post.criteria.values_list("pk", flat=True)):
            raise PermissionDenied
        for criterion_id, text in texts.items():
            if text.strip():
                Feedback.objects.update_or_create(
                    application=application, criterion_id=criterion_id, defaults={"text": text.strip()}
                )
            else:
                Feedback.objects.filter(application=application, criterion_id=criterion_id).delete()


def ask_about(offer: Offer, text: str, *, by: User) -> OfferNote:
    """Writes a question about an offer or an answer to it, and tells the other side once; sent twice, it is one."""
    with transaction.atomic():
        post = locked_post(offer.application.post_id)
        offer = Offer.objects.select_related("application__applicant", "made_by").get(pk=offer.pk)
        application = offer.application
        asks = application.applicant_id == by.pk
        if not asks and not policies.runs_choice(by, post):
            raise PermissionDenied
        if not text.strip():
            raise Refused("Write your question" if asks else "Write your answer", field="text")
        last = OfferNote.objects.filter(offer=offer).last()
        if last is not None and (last.by_id, last.text) == (by.pk, text.strip()):
            return last
        if not offer.is_open(timezone.localdate()):
            raise Refused(
                f"This offer could be answered until {longdate(offer.answer_by)} and is closed now.", field="text"
            )
        note = OfferNote.objects.create(offer=offer, by=by, text=text.strip())
        for user in recruiters_of(offer, post) if asks else [application.applicant]:
            tell(
                user,
                kind="application",
                key=f"offernote:{note.pk}:{user.pk}",
                subject=f"{'A question about' if asks else 'An answer on'} the offer: {post.title}",
                template="roles/mail/offer_note",
                context={"title": post.title, "who": str(by), "text": note.text, "asks": asks},
                path=reverse("offers:talk", args=[application.reference]),
            )
        return note

"""The verbs of an application: start, save as typed, submit once, withdraw."""

import secrets
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from people.design.words import longtime
from people.history import because
from people.models import Clinician, User
from people.refusals import Refused
from reminders.services import tell
from roles.applications import parts, policies, rules
from roles.applications.held import closed_sentence, locked, locked_post, move, own_draft, touch
from roles.applications.models import Application, ApplicationStatus, Statement
from roles.applications.pseudonym import pseudonyms
from roles.equality.services import save_answers
from roles.posts.models import Criterion, Post

# Without letters and figures that are read for one another; eight of them make 8 × 10¹¹ references.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference() -> str:
    """A random reference that tells nothing of the applicant or of the order of applying."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def start(post: Post, by: User) -> Application:
    """Begins an application, or takes up the one there is; one a post and person.

    Raises Refused when the post is closed, the person is not a clinician, or sits on the post's panel.
    """
    with transaction.atomic(), because("Started an application", by=by):
        post = locked_post(post.pk)
        mine = Application.objects.select_for_update(no_key=True).filter(post=post, applicant=by).first()
        if mine is not None and mine.status != ApplicationStatus.WITHDRAWN:
            return mine
        if closed := closed_sentence(post, timezone.now()):
            raise Refused(closed)
        _may_apply(by, post)
        if mine is not None:
            move(mine, ApplicationStatus.DRAFT, submitted_at=None, confirmed=False)
            return mine
        mine = Application.objects.create(post=post, applicant=by, reference=new_reference())
        parts.fill_in(mine)
        return mine


def _may_apply(by: User, post: Post) -> None:
    if not policies.is_clinician(by):
        raise Refused(
            "Only clinicians can apply for leadership posts here. If you are one, ask your organisation's "
            "administrator to add your profession and registration to your account."
        )
    if policies.sits_on_panel(by, post):
        raise Refused("You are on the panel that chooses for this post, so you can't apply for it.")


def save_statement(
    application: Application, criterion: Criterion, text: str, *, by: User, seen: str | None = None
) -> Statement:
    """Keeps the draft statement as typed, also when it is not fit to be sent yet, also after closing.

    `seen` is the `version` of the statement that the page showed; without it the text is kept regardless.
    Raises Refused when the statement was changed elsewhere since, or the application was sent.
    """
    if criterion.post_id != application.post_id:
        raise PermissionDenied
    with transaction.atomic():
        application = own_draft(application, by)
        there = Statement.objects.filter(application=application, criterion=criterion).first()
        if there is not None and seen is not None and version(there) != seen and there.text != text:
            raise Refused(
                "This statement was changed in another window since you opened this page. Below is what you "
                "typed here; save again to keep it instead of the other.",
                field="text",
            )
        touch(application)
        if there is None:
            return Statement.objects.create(application=application, criterion=criterion, text=text)
        if there.text != text:
            there.text = text
            there.save(update_fields=["text", "saved_at"])
        return there


def version(statement: Statement | None) -> str:
    """Names one saved state of a statement, so that a stale page is noticed."""
    return statement.saved_at.isoformat() if statement else ""


def writer_of(application: Application, steps: parts.Steps) -> rules.Writer:
    """What would tell a reader who the applicant is."""
    user = application.applicant
    number = Clinician.objects.filter(user_id=user.pk).values_list("registration_number", flat=True).first()
    numbers = (number or "", steps["registration"][0].text("number"))
    return rules.Writer(user.name, user.email, numbers, tuple(parts.employers(steps)))


def problems_of(application: Application, steps: parts.Steps | None = None) -> dict[int, str]:
    """Each criterion's problem in a sentence, by the criterion's key; empty where it may be sent.

    `steps` are its parts, where they have been read already.
    """
    texts = dict(application.statements.values_list("criterion_id", "text"))
    writer = writer_of(application, steps or parts.steps_of(application))
    return {
        criterion.pk: rules.statement_problem(texts.get(criterion.pk, ""), essential=criterion.essential, writer=writer)
        for criterion in application.post.criteria.written()
    }


def left_of(application: Application) -> str:
    """The refusal to send it as it stands; empty when every part is ready."""
    steps = parts.steps_of(application)
    undone = ["; ".join(parts.problems(step, part)) for step, part in steps.values()]
    return rules.unfinished([*problems_of(application, steps).values(), *undone])


def submit(application: Application, *, by: User, confirmed: bool) -> Application:
    """Sends the application, once: sent again, it answers with the same receipt and tells nobody twice.

    Raises Refused when the post has closed, a part is not ready, or the confirmation is missing.
    """
    with transaction.atomic(), because("Sent the application", by=by):
        post = locked_post(application.post_id)
        application = locked(application)
        if not policies.is_applicant(by, application):
            raise PermissionDenied
        if application.status not in {ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN}:
            return application
        now = timezone.now()
        if closed := closed_sentence(post, now):
            raise Refused(f"{closed} What you wrote is kept, but it was not sent.")
        _may_apply(by, post)
        if left := left_of(application):
            raise Refused(left)
        if not confirmed:
            raise Refused("Confirm that what you wrote is true before you send it", field="confirmed")
        move(application, ApplicationStatus.SUBMITTED, submitted_at=now, confirmed=True)
        _tell_receipt(application, post)
        return application


def _tell_receipt(application: Application, post: Post) -> None:
    path = reverse("applications:detail", args=[application.reference])
    tell(
        application.applicant,
        kind="application",
        key=f"application:{application.pk}:sent:{application.submitted_at:%Y%m%d%H%M%S%f}",
        subject=f"We have your application: {post.title}",
        template="roles/mail/receipt",
        context={
            "title": post.title,
            "organisation": post.organisation_name,
            "reference": application.reference,
            "sent_at": longtime(application.submitted_at),
            "closes_at": longtime(post.closes_at),
            "how_chosen": post.how_chosen,
            "contact": contact_of(post),
        },
        path=path,
    )


def answer_equality(application: Application, answers: Mapping[str, str], *, by: User) -> None:
    """Keeps the applicant's equality answers apart (ADR 12), until the application is sent."""
    with transaction.atomic():
        application = own_draft(application, by)
        save_answers(pseudonyms(application), application.post, answers)


def contact_of(post: Post) -> str:
    """Whom to ask about the post: name, email and telephone, as far as given."""
    return ", ".join(part for part in (post.contact_name, post.contact_email, post.contact_phone) if part)


def withdraw(application: Application, *, by: User) -> Application:
    """Takes the application back; withdrawn twice it stays withdrawn. An offer is declined instead."""
    with transaction.atomic(), because("Withdrew the application", by=by):
        application = locked(application)
        if not policies.is_applicant(by, application):
            raise PermissionDenied
        if application.status == ApplicationStatus.WITHDRAWN:
            return application
        if application.status == ApplicationStatus.OFFERED:
            raise Refused("You have an offer for this post. Decline the offer instead of withdrawing.")
        move(application, ApplicationStatus.WITHDRAWN)
        return application

"""Where a review stands: each step with whose turn it is, for its two readers."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from people.design.words import longtime, shortdate
from people.models import User
from roles.appointments.models import ReviewKind, RoleReview
from roles.appointments.policies import is_holder
from roles.reviews import accounts, objectives, policies
from roles.reviews.actions import is_signed
from roles.reviews.models import MeetingState


@dataclass(frozen=True)
class Step:
    """One step of a review; `mine` where the reader is to act."""

    text: str
    status: str
    href: str = ""
    hint: str = ""
    done: bool = False
    mine: bool = False

    def get(self, name: str) -> str:
        """As the task list asks for what may be missing."""
        return str(getattr(self, name))


def steps(review: RoleReview, user: User) -> list[Step]:
    """The steps before the decision, in their order."""
    found = [_objectives(review, user), _account(review, user), _feedback(review), _meeting(review, user)]
    if review.kind == ReviewKind.END_OF_TERM and review.appointment.term.upper:
        found.insert(0, _wish(review, user))
    return found


def status_of(review: RoleReview, today: date) -> tuple[str, str]:
    """The whole review in two words, and their colour."""
    if review.held_on is not None:
        return ("Signed by both", "green") if is_signed(review) else ("Waits for the holder’s signature", "blue")
    if review.due_on < today:
        return "Overdue", "orange"
    return ("Meeting agreed", "blue") if policies.meeting_of(review) else ("To come", "blue")


def _wish(review: RoleReview, user: User) -> Step:
    wish = getattr(review.appointment, "wish", None)
    mine = is_holder(user, review.appointment)
    href = reverse("reviews:wish", args=[review.appointment_id]) if mine else ""
    hint = "Go on in management, or return? It binds nobody, and can change."
    status = wish.get_wish_display() if wish else ("To say" if mine else "Not said yet")
    return Step("After this term", status, href, hint, done=wish is not None, mine=mine and wish is None)


def _objectives(review: RoleReview, user: User) -> Step:
    waits, stands = objectives.waiting(review.appointment), objectives.agreed(review.appointment)
    href = reverse("reviews:objectives", args=[review.appointment_id])
    if not policies.agrees_objectives(user, review.appointment):
        href = ""
    if waits is not None:
        mine = waits.proposed_by_id != user.pk
        status = "Yours to answer" if mine else "Waits for the other’s word"
        return Step("Objectives", status, href, f"Proposed by {waits.proposed_by}", mine=mine)
    if stands is not None:
        return Step("Objectives", "Agreed", href, "Changed only with both of you.", done=True)
    mine = is_holder(user, review.appointment)
    return Step("Objectives", "To propose" if mine else "Not proposed yet", href, mine=mine)


def _account(review: RoleReview, user: User) -> Step:
    own = accounts.own(review, user)
    href = reverse("reviews:account", args=[review.pk]) if review.held_on is None else ""
    hint = "Neither of you reads what the other sent until both have, or the day of the meeting comes."
    if own is not None and own.sent_at is not None:
        return Step("What you write before you meet", "Sent", href, hint, done=True)
    if review.held_on is not None:
        return Step("What you write before you meet", "Nothing sent", "", "", done=True)
    status = "Draft kept" if own else "To write"
    return Step("What you write before you meet", status, href, hint, mine=True)


def _feedback(review: RoleReview) -> Step:
    asked = review.feedback.count()
    href = reverse("reviews:feedback", args=[review.pk])
    return Step(
        "Feedback of colleagues", f"{asked} asked" if asked else "Nobody asked", href, "If you wish.", done=True
    )


def _meeting(review: RoleReview, user: User) -> Step:
    agreed, waits = policies.meeting_of(review), policies.meeting_of(review, MeetingState.PROPOSED)
    href = reverse("reviews:meeting", args=[review.pk]) if review.held_on is None else ""
    if waits is not None:
        mine = waits.proposed_by_id != user.pk
        hint = f"{longtime(waits.starts_at)}, proposed by {waits.proposed_by}"
        return Step("Meeting", "Yours to answer" if mine else "Waits for the other’s word", href, hint, mine=mine)
    if agreed is not None:
        return Step("Meeting", "Agreed", href, longtime(agreed.starts_at), done=True)
    if review.held_on is not None:
        return Step("Meeting", f"Held on {shortdate(review.held_on)}", done=True)
    return Step("Meeting", "To propose", href, mine=True)

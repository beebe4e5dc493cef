"""Where a review stands: each step with whose turn it is, for its two readers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from people.design.words import longtime
from people.models import User
from roles.appointments.models import ReviewKind, RoleReview
from roles.appointments.policies import is_holder
from roles.reviews import rules
from roles.reviews.actions import is_signed
from roles.reviews.models import Account, FeedbackRequest, Meeting, MeetingState, Objectives, ObjectivesState
from roles.reviews.policies import is_answered_by


@dataclass(frozen=True)
class Facts:
    """What the steps of a review stand on, for one of its two.

    `own` is what this reader has written. `comes_next` says that no earlier review of the role waits, and `agrees`
    that this reader agrees its objectives.
    """

    proposed: Objectives | None
    agreed: Objectives | None
    own: Account | None
    meeting: Meeting | None
    asked_to_meet: Meeting | None
    asked: int
    comes_next: bool
    agrees: bool


@dataclass(frozen=True)
class Step:
    """One step of a review.

    `todo` says what the reader is to do, where it is their turn; `at_once` whether that waits whatever the day of the
    review, because the other one waits for it or the role has begun.
    """

    text: str
    status: str
    href: str = ""
    hint: str = ""
    done: bool = False
    todo: str = ""
    at_once: bool = False

    def get(self, name: str) -> str:
        """As the task list asks for what may be missing."""
        return str(getattr(self, name))


def facts_of(reviews: Collection[RoleReview], user: User) -> dict[int, Facts]:
    """The facts of each review, by its key: five queries, however many there are."""
    roles = {review.appointment_id for review in reviews}
    of_roles = Objectives.objects.filter(
        appointment__in=roles, state__in=[ObjectivesState.PROPOSED, ObjectivesState.AGREED]
    )
    sets = {(each.appointment_id, each.state): each for each in of_roles.select_related("proposed_by")}
    kept = Account.objects.filter(review__in=reviews, author=user).only("review", "sent_at")
    own = {each.review_id: each for each in kept}
    standing = Meeting.objects.filter(review__in=reviews, state__in=[MeetingState.PROPOSED, MeetingState.AGREED])
    times = {(each.review_id, each.state): each for each in standing.select_related("proposed_by")}
    counted = FeedbackRequest.objects.filter(review__in=reviews).values_list("review").annotate(n=Count("pk"))
    asked = dict(counted)
    first, first_reviewer = _next_of(roles)
    return {
        review.pk: Facts(
            proposed=sets.get((review.appointment_id, ObjectivesState.PROPOSED)),
            agreed=sets.get((review.appointment_id, ObjectivesState.AGREED)),
            own=own.get(review.pk),
            meeting=times.get((review.pk, MeetingState.AGREED)),
            asked_to_meet=times.get((review.pk, MeetingState.PROPOSED)),
            asked=asked.get(review.pk, 0),
            comes_next=first.get(review.appointment_id) == review.pk,
            agrees=is_holder(user, review.appointment) or first_reviewer.get(review.appointment_id) == user.pk,
        )
        for review in reviews
    }


def _next_of(roles: Collection[int]) -> tuple[dict[int, int], dict[int, int]]:
    """By role: its next review, and the next reviewer that is named (policies.reviewer_of)."""
    first: dict[int, int] = {}
    reviewer: dict[int, int] = {}
    waiting = RoleReview.objects.filter(appointment__in=roles, held_on=None).order_by("due_on", "pk")
    for role, key, who in waiting.values_list("appointment", "pk", "reviewer"):
        first.setdefault(role, key)
        if who is not None:
            reviewer.setdefault(role, who)
    return first, reviewer


def steps(review: RoleReview, facts: Facts, user: User) -> list[Step]:
    """The steps before the decision, in their order."""
    holder = is_holder(user, review.appointment)
    found = [
        _objectives(review, facts, user),
        _account(review, facts),
        _feedback(review, facts),
        _meeting(review, facts, user),
    ]
    if review.kind == ReviewKind.END_OF_TERM and review.appointment.term.upper:
        found.insert(0, _wish(review, holder=holder))
    return found


def waits_for(review: RoleReview, facts: Facts, user: User, today: date) -> list[str]:
    """What waits for this reader now, each with its verb: what is far off does not."""
    if review.held_on is not None:
        unsigned = is_holder(user, review.appointment) and not is_signed(review)
        return ["sign it, or ask for a change"] if unsigned else []
    if not facts.comes_next:
        return []
    near = rules.is_near(review.due_on, today)
    todo = [step.todo for step in steps(review, facts, user) if step.todo and (near or step.at_once)]
    meet_on = timezone.localdate(facts.meeting.starts_at) if facts.meeting else review.due_on
    if review.reviewer_id == user.pk and meet_on <= today:
        todo.append("record it once you have met")
    return todo


def status_of(review: RoleReview, meeting: Meeting | None, today: date) -> tuple[str, str]:
    """The whole review in two words, and their colour."""
    if review.held_on is not None:
        return ("Signed by both", "green") if is_signed(review) else ("Waits for the holder’s signature", "blue")
    if review.due_on < today:
        return "Overdue", "orange"
    return ("Meeting agreed", "blue") if meeting else ("To come", "blue")


def _wish(review: RoleReview, *, holder: bool) -> Step:
    wish = getattr(review.appointment, "wish", None)
    href = reverse("reviews:wish", args=[review.appointment_id]) if holder else ""
    hint = "Go on in management, or return? It binds nobody, and can change."
    status = wish.get_wish_display() if wish else ("To say" if holder else "Not said yet")
    todo = "say what you want after the term" if holder and wish is None else ""
    return Step("After this term", status, href, hint, done=wish is not None, todo=todo)


def _objectives(review: RoleReview, facts: Facts, user: User) -> Step:
    waits = facts.proposed
    href = reverse("reviews:objectives", args=[review.appointment_id]) if facts.agrees else ""
    if waits is not None:
        mine = facts.agrees and is_answered_by(waits, review.appointment, user)
        status = "Yours to answer" if mine else "Waits for the other’s word"
        todo = "answer the objectives" if mine else ""
        return Step("Objectives", status, href, f"Proposed by {waits.proposed_by}", todo=todo, at_once=True)
    if facts.agreed is not None:
        return Step("Objectives", "Agreed", href, "Changed only with both of you.", done=True)
    holder = is_holder(user, review.appointment)
    status, todo = ("To propose", "propose objectives") if holder else ("Not proposed yet", "")
    return Step("Objectives", status, href, todo=todo, at_once=True)


def _account(review: RoleReview, facts: Facts) -> Step:
    text = "What you write before you meet"
    href = reverse("reviews:account", args=[review.pk])
    hint = "Neither of you reads what the other sent until both have, or the day of the meeting comes."
    if facts.own is None:
        return Step(text, "To write", href, hint, todo="write your account")
    if facts.own.sent_at is None:
        return Step(text, "Draft kept", href, hint, todo="send your account")
    return Step(text, "Sent", href, hint, done=True)


def _feedback(review: RoleReview, facts: Facts) -> Step:
    status = f"{facts.asked} asked" if facts.asked else "Nobody asked"
    href = reverse("reviews:feedback", args=[review.pk])
    return Step("Feedback of colleagues", status, href, "If you wish.", done=True)


def _meeting(review: RoleReview, facts: Facts, user: User) -> Step:
    href = reverse("reviews:meeting", args=[review.pk])
    if waits := facts.asked_to_meet:
        hint = f"{longtime(waits.starts_at)}, proposed by {waits.proposed_by}"
        if waits.proposed_by_id == user.pk:
            return Step("Meeting", "Waits for the other’s word", href, hint)
        return Step("Meeting", "Yours to answer", href, hint, todo="answer the proposed time", at_once=True)
    if facts.meeting is not None:
        return Step("Meeting", "Agreed", href, longtime(facts.meeting.starts_at), done=True)
    return Step("Meeting", "To propose", href, todo="propose a time to meet")

"""What the panel gave in the interviews: each member apart, each answer 0 to 5; then the recruiter's decision."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from people.design.words import longtime, plural
from people.history import because
from people.models import User
from people.refusals import Refused
from roles.applications.models import Application, ApplicationStatus
from roles.applications.services import locked, locked_post
from roles.interviews.models import Booking, InterviewScore, Question
from roles.posts.models import Post
from roles.selection import outcomes, policies
from roles.selection.guards import own
from roles.selection.models import Interest, InterestOutcome, PanelSeat
from roles.selection.outcome_models import Decision
from roles.selection.rules import LEAST_SCORERS, points_problem

Cell = tuple[int, int]
"""Keys of an application and a seat."""


@dataclass
class Given:
    """What members have given in the interviews of a post."""

    questions: int = 0
    counts: dict[Cell, int] = field(default_factory=dict)
    totals: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """By application, the total of each member who scored every answer."""
    left_out: set[Cell] = field(default_factory=set)

    def state(self, application: int, seat: int) -> str:
        """How far a member has come, in words."""
        if (application, seat) in self.left_out:
            return "Left out of it"
        count = self.counts.get((application, seat), 0)
        if not count:
            return "Not yet"
        return "Scored" if count >= self.questions else f"{count} of {self.questions}"

    def mean(self, application: int) -> Decimal | None:
        """Mean of the members' whole totals; None while nobody has scored every answer."""
        totals = self.totals.get(application)
        if not totals:
            return None
        return (Decimal(sum(totals)) / len(totals)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def given(post: Post) -> Given:
    """The interview scores of a post, in three queries."""
    found = Given(Question.objects.filter(post=post).count())
    out = Interest.objects.filter(seat__post=post, outcome=InterestOutcome.OUT)
    found.left_out = set(out.values_list("application", "seat"))
    rows = (
        InterviewScore.objects.filter(question__post=post, seat__removed_at=None)
        .order_by()
        .values_list("application", "seat")
        .annotate(count=Count("pk"), total=Sum("points"))
    )
    for application, seat, count, total in rows:
        found.counts[(application, seat)] = count
        if count >= found.questions and (application, seat) not in found.left_out:
            found.totals[application].append(total)
    return found


def save_answers(seat: PanelSeat, application: Application, scores: dict[int, tuple[int, str]], *, by: User) -> None:
    """Keeps a member's points and notes by the question's key, from the interview on, until the decision."""
    with transaction.atomic(), because("Scored an interview", by=by):
        post = locked_post(seat.post_id)
        seat = PanelSeat.objects.get(pk=seat.pk)
        application = locked(application)
        if not policies.sits(by, seat) or application.post_id != post.pk:
            raise PermissionDenied
        if application.status != ApplicationStatus.SHORTLISTED:
            status = application.get_status_display().lower()
            raise Refused(f"This application is “{status}”, so these scores were not kept.")
        if Decision.objects.filter(application=application).exists():
            raise Refused("The decision is recorded already, so these scores were not kept.")
        if Interest.objects.filter(seat=seat, application=application, outcome=InterestOutcome.OUT).exists():
            raise Refused("You are left out of this application, so you do not score it.")
        booking = Booking.objects.filter(application=application, slot__starts_at__gt=timezone.now()).first()
        if booking is not None and booking.slot is not None:
            raise Refused(f"The interview is on {longtime(booking.slot.starts_at)}. Answers are scored from then.")
        if not scores.keys() <= set(Question.objects.filter(post=post).values_list("pk", flat=True)):
            raise PermissionDenied
        if wrong := points_problem(points for points, _ in scores.values()):
            raise Refused(wrong)
        for pk, (points, note) in scores.items():
            InterviewScore.objects.update_or_create(
                application=application, seat=seat, question_id=pk, defaults={"points": points, "note": note}
            )


def decide(application: Application, *, by: User, verdict: str, rank: int | None, reason: str) -> Decision:
    """Records the decision, once two members have scored every answer where questions were put."""
    with transaction.atomic():
        post = locked_post(application.post_id)
        own(post, by)
        found = given(post)
        whole = len(found.totals.get(application.pk, []))
        if found.questions and whole < LEAST_SCORERS:
            raise Refused(
                f"At least {LEAST_SCORERS} panel members score every answer before the decision: "
                f"so far {plural(whole, 'member has', 'members have')}."
            )
        return outcomes.decide(application, by=by, verdict=verdict, rank=rank, reason=reason)

"""Scores as the choice reads them: who has scored what, and the totals that the ranking is made of."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, F, Sum

from roles.applications.models import Application, ApplicationStatus
from roles.posts.models import Post
from roles.selection import rules
from roles.selection.models import Score

# What was in the running when the shortlist was made; drafts and withdrawn applications are nobody's business.
IN_RUNNING = [
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.SHORTLISTED,
    ApplicationStatus.NOT_SHORTLISTED,
    ApplicationStatus.OFFERED,
    ApplicationStatus.ACCEPTED,
    ApplicationStatus.DECLINED,
    ApplicationStatus.REJECTED,
]


@dataclass(frozen=True)
class Progress:
    """What the panel of a post has given so far."""

    references: list[str]
    criteria: int
    most: int
    """The most points that one member can give one application."""
    given: dict[tuple[str, int], int]
    """How many criteria are scored, by reference and seat."""
    totals: dict[str, list[int]]
    """By reference, the weighted total of each member who has scored every criterion."""

    def state(self, reference: str, seat_id: int) -> str:
        """How far one member has come with one application, in words."""
        count = self.given.get((reference, seat_id), 0)
        if not count:
            return "Not yet"
        return "Scored" if count >= self.criteria else f"{count} of {self.criteria}"

    def complete(self, seat_id: int) -> int:
        """How many applications the member has scored against every criterion."""
        done = (self.given.get((reference, seat_id), 0) >= self.criteria for reference in self.references)
        return sum(done) if self.criteria else 0

    def began(self, seat_id: int) -> bool:
        """Whether the member has given any score: then they stay on the panel."""
        return any(seat == seat_id for _, seat in self.given)

    @property
    def problem(self) -> str:
        """Why the shortlist cannot be locked yet; empty when it can."""
        return rules.not_scored_enough(self.totals)

    def ranking(self) -> list[rules.Ranked]:
        return rules.rank(self.totals)


def progress_of(post: Post) -> Progress:
    """The post's scores in three queries, however many there are. References only: no applicant is read."""
    references = list(
        Application.objects.filter(post=post, status__in=IN_RUNNING)
        .order_by("reference")
        .values_list("reference", flat=True)
    )
    scale = post.criteria.aggregate(criteria=Count("pk"), weights=Sum("weight"))
    criteria, most = scale["criteria"], rules.MOST_POINTS * (scale["weights"] or 0)
    rows = (
        Score.objects.filter(application__post=post, application__status__in=IN_RUNNING)
        .values_list("application__reference", "seat_id")
        .annotate(count=Count("pk"), total=Sum(F("points") * F("criterion__weight")))
        .order_by()
    )
    given: dict[tuple[str, int], int] = {}
    totals: dict[str, list[int]] = defaultdict(list, {reference: [] for reference in references})
    for reference, seat_id, count, total in rows:
        given[(reference, seat_id)] = count
        if criteria and count >= criteria:
            totals[reference].append(total)
    return Progress(references, criteria, most, given, dict(totals))

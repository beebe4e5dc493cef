"""Scores as the choice reads them: who has scored what, whose scores count, and the totals of the ranking."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Count, F, Sum

from people.design.words import plural
from roles.applications.models import Application, ApplicationStatus
from roles.posts.models import Criterion, Post
from roles.selection import links, rules
from roles.selection.models import Interest, InterestKind, InterestOutcome, PanelSeat, Score, Talk, TalkOutcome

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

Cell = tuple[str, int]
"""One application and one member: reference and key of the seat."""


@dataclass
class Progress:
    """What the panel of a post has given so far."""

    references: list[str] = field(default_factory=list)
    criteria: int = 0
    most: int = 0
    """The most points that one member can give one application."""
    given: dict[Cell, int] = field(default_factory=dict)
    """How many criteria are scored."""
    totals: dict[str, list[int]] = field(default_factory=dict)
    """By reference, the weighted total of each member who has scored every criterion and whose scores count."""
    interests: dict[Cell, Interest] = field(default_factory=dict)
    """What members declared of one application, and what the recruiter settled."""
    links: set[Cell] = field(default_factory=set)
    """Links on record (R11). No member may see them before the lock: they tell who applied."""
    talks: int = 0
    """Talks that are neither held nor waived."""

    def state(self, reference: str, seat_id: int) -> str:
        """How far one member has come with one application, in words: what they themselves may read."""
        interest = self.interests.get((reference, seat_id))
        if interest is not None and interest.kind != InterestKind.FOUND:
            if interest.outcome == InterestOutcome.OUT:
                return "Left out of it"
            if interest.outcome == InterestOutcome.OPEN:
                return "Interest declared"
        count = self.given.get((reference, seat_id), 0)
        if not count:
            return "Not yet"
        return "Scored" if count >= self.criteria else f"{count} of {self.criteria}"

    def counts(self, cell: Cell) -> bool:
        """Whether the member's scores of the application count: no interest, or one settled so."""
        interest = self.interests.get(cell)
        if interest is not None:
            return interest.outcome == InterestOutcome.COUNTS
        return cell not in self.links

    @property
    def unsettled(self) -> list[Cell]:
        """Interests and links on which the recruiter has to decide before the lock."""
        declared = {cell for cell, interest in self.interests.items() if not interest.outcome}
        return sorted(declared | {cell for cell in self.links if cell not in self.interests})

    def is_over(self, reference: str, seat_id: int) -> bool:
        """Whether the member has nothing left to do with the application, as far as they know."""
        return self.state(reference, seat_id) in {"Scored", "Left out of it", "Interest declared"}

    def complete(self, seat_id: int) -> int:
        """How many applications the member has scored against every criterion."""
        done = (self.given.get((reference, seat_id), 0) >= self.criteria for reference in self.references)
        return sum(done) if self.criteria else 0

    def left(self, seat_id: int) -> int:
        """How many applications wait for the member."""
        return sum(not self.is_over(reference, seat_id) for reference in self.references)

    def began(self, seat_id: int) -> bool:
        """Whether the member has given any score: then their seat is kept in the record when they leave."""
        return any(seat == seat_id for _, seat in self.given)

    @property
    def short(self) -> str:
        """What the panel still owes; empty when every application has enough scores that count."""
        return rules.not_scored_enough(self.totals)

    @property
    def to_settle(self) -> str:
        """What the recruiter has to settle before the lock; empty when nothing is."""
        parts = []
        if links_ := len(self.unsettled):
            parts.append(f"say what becomes of {plural(links_, 'link')} between a panel member and an applicant")
        if self.talks:
            parts.append(f"record {plural(self.talks, 'talk')}, or say why none is needed")
        return f"Before the lock, {' and '.join(parts)}." if parts else ""

    @property
    def problem(self) -> str:
        """Why the shortlist cannot be locked yet; empty when it can."""
        if not self.totals:
            return self.short
        return " ".join(part for part in (self.short, self.to_settle) if part)

    def ranking(self) -> list[rules.Ranked]:
        return rules.rank(self.totals)


def progress_of(post: Post) -> Progress:
    """One post's scores."""
    return progress_of_all([post.pk])[post.pk]


def progress_of_all(posts: Collection[int]) -> dict[int, Progress]:
    """Each post's scores, in seven queries however many there are. Keys of applicants are read, and no more."""
    found = {post: Progress() for post in posts}
    running = Application.objects.filter(post__in=posts, status__in=IN_RUNNING)
    applicants: dict[int, dict[int, str]] = defaultdict(dict)
    for post, reference, applicant in running.order_by("reference").values_list("post", "reference", "applicant"):
        found[post].references.append(reference)
        found[post].totals[reference] = []
        applicants[post][applicant] = reference
    scale = (
        Criterion.objects.written()
        .filter(post__in=posts)
        .order_by()
        .values("post")
        .annotate(n=Count("pk"), w=Sum("weight"))
    )
    for row in scale:
        found[row["post"]].criteria, found[row["post"]].most = row["n"], rules.MOST_POINTS * row["w"]
    _read_links(found, applicants)
    rows = (
        Score.objects.filter(application__in=running, seat__removed_at=None)
        .values_list("application__post", "application__reference", "seat")
        .annotate(count=Count("pk"), total=Sum(F("points") * F("criterion__weight")))
        .order_by()
    )
    for post, reference, seat, count, total in rows:
        progress = found[post]
        progress.given[(reference, seat)] = count
        if progress.criteria and count >= progress.criteria and progress.counts((reference, seat)):
            progress.totals[reference].append(total)
    talks = Talk.objects.filter(application__in=running, outcome=TalkOutcome.OPEN)
    for post, count in talks.order_by().values_list("application__post").annotate(Count("pk")):
        found[post].talks = count
    return found


def _read_links(found: dict[int, Progress], applicants: dict[int, dict[int, str]]) -> None:
    declared = Interest.objects.filter(seat__post__in=found, seat__removed_at=None).select_related("application")
    for interest in declared:
        progress, cell = found[interest.application.post_id], (interest.application.reference, interest.seat_id)
        if cell[0] in progress.totals:
            progress.interests[cell] = interest
    # What the lock fixed stays: a link that comes later changes no ranking.
    sitting = PanelSeat.objects.sitting().filter(post__in=found, post__shortlist_locked_at=None)
    seats = list(sitting.values_list("pk", "post", "user"))
    everyone = {applicant for those in applicants.values() for applicant in those}
    linked = links.pairs({user for _, _, user in seats}, everyone)
    for seat, post, user in seats:
        there = applicants[post]
        found[post].links |= {(there[other], seat) for member, other in linked if member == user and other in there}

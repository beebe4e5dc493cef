"""The bench's applications: many thousands over the years, and panels with everything to read and to rank."""

from datetime import datetime, timedelta
from itertools import count, cycle, islice
from random import Random

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from bench.data_size import Size
from pathways.seed.copying import Keys, copy_in
from people.models import Membership, Organisation, Role, User
from roles.models import Application, Criterion, PanelSeat, Post, Score, Statement

MEMBERS, EACH = 3, 20
"""Panel members of a post that is being chosen for, and its applications."""
TEXT = "I led the service through two winters: waits fell by a third and nobody left the team."


def fill_applications(size: Size, employer: Organisation, today: datetime) -> None:
    """Old applications for posts of every employer, and `size.panels` of the employer's own that are being scored."""
    clinicians = User.objects.filter(is_active=True, clinician__isnull=False).order_by("pk")
    keys = list(clinicians.values_list("pk", flat=True))
    members, users = keys[:MEMBERS], keys[MEMBERS:]
    closed = Post.objects.filter(status="filled").order_by("pk")
    chosen = list(closed.values_list("pk", flat=True)[: size.panels])
    _seat(chosen, members, employer, today)
    each = min(EACH, len(users))
    fresh = len(chosen) * each
    key, references = Keys(Application, size.applications), (f"B{number:07}" for number in count())
    rng = Random(2)  # noqa: S311 -- nothing secret
    posts = list(closed.exclude(pk__in=chosen).values_list("pk", "closes_at"))
    per_post = -(-(size.applications - fresh) // len(posts))
    old = (
        _application(key(), post, user, next(references), "rejected", closes - timedelta(days=1))
        for post, closes in posts
        for user in rng.sample(users, min(per_post, len(users)))
    )
    copy_in(Application, islice(old, size.applications - fresh))
    running = [
        _application(key(), post, user, next(references), "submitted", today - timedelta(days=3))
        for post in chosen
        for user in rng.sample(users, each)
    ]
    copy_in(Application, running)
    _write_and_score(running, rng)


def _application(key: int, post: int, user: int, reference: str, status: str, sent: datetime) -> Application:
    return Application(
        id=key, post_id=post, applicant_id=user, reference=reference, status=status, confirmed=True,
        started_at=sent, changed_at=sent, submitted_at=sent,
    )  # fmt: skip


def _seat(posts: list[int], members: list[int], employer: Organisation, today: datetime) -> None:
    """Makes them posts of the employer that closed yesterday, each with the same members, who may sit on panels."""
    moved = {"organisation": employer, "organisation_name": employer.name, "service": None}
    yesterday = today - timedelta(days=1)
    Post.objects.filter(pk__in=posts).update(status="published", closes_at=yesterday, **moved)
    since = DateRange(timezone.localdate() - timedelta(days=365), None)
    for user in members:
        if not Membership.objects.filter(user=user, organisation=employer, role=Role.PANEL_MEMBER).exists():
            Membership.objects.create(user_id=user, organisation=employer, role=Role.PANEL_MEMBER, period=since)
    key = Keys(PanelSeat, len(posts) * len(members))
    seats = (PanelSeat(id=key(), post_id=post, user_id=user, declared_at=today) for post in posts for user in members)
    copy_in(PanelSeat, seats)


def _write_and_score(running: list[Application], rng: Random) -> None:
    """Each application in full, scored by all but the last member of its panel."""
    criteria: dict[int, list[int]] = {}
    seats: dict[int, list[int]] = {}
    posts = {each.post_id for each in running}
    for post, pk in Criterion.objects.filter(post__in=posts).values_list("post", "pk"):
        criteria.setdefault(post, []).append(pk)
    for post, pk in PanelSeat.objects.filter(post__in=posts).order_by("user").values_list("post", "pk"):
        seats.setdefault(post, []).append(pk)
    asked = [(each, criterion) for each in running for criterion in criteria[each.post_id]]
    key, now = Keys(Statement, len(asked)), timezone.now()
    copy_in(
        Statement,
        (Statement(id=key(), application_id=a.pk, criterion_id=c, text=TEXT, saved_at=now) for a, c in asked),
    )
    given = [(a, c, seat) for a, c in asked for seat in seats[a.post_id][:-1]]
    score, points = Keys(Score, len(given)), cycle([3, 4, 4, 5, 3])
    copy_in(
        Score,
        (
            Score(id=score(), application_id=a.pk, criterion_id=c, seat_id=seat, points=next(points), given_at=now)
            for a, c, seat in given
        ),
    )

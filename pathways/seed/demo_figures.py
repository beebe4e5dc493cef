"""Last year's choices, of which only counts are left: what the shortlisting figures of the demo are made of."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from django.utils import timezone

from people.models import User
from roles.applications.models import StageCount
from roles.equality.models import EqualityRecord, Stage
from roles.equality.questions import NOT_SAID, QUESTIONS
from roles.models import Post

TITLES = ("Clinical lead, digital records", "Associate medical director, workforce", "Clinical lead, urgent care")
APPLICANTS = 26
ENDS = {Stage.SENT: "not_shortlisted", Stage.SHORTLISTED: "rejected", Stage.APPOINTED: "accepted"}


def decide_last_year(advertise: Callable[[str], Post], recruiter: User, rng: Random) -> None:
    """Posts that closed last autumn; their applications are erased, and how many came how far is known."""
    closed = timezone.localtime().replace(month=10, day=7, hour=17, minute=0, second=0, microsecond=0)
    closed = closed.replace(year=closed.year - 1)
    for title in TITLES:
        post = advertise(title)
        Post.objects.filter(pk=post.pk).update(
            status=Post.Status.FILLED,
            closes_at=closed,
            published_at=closed - timedelta(days=28),
            starts_on=closed.date() + timedelta(days=60),
            shortlist_locked_at=closed + timedelta(days=9),
            shortlist_locked_by=recruiter,
        )
        records = [_record(post, n, rng) for n in range(APPLICANTS)]
        EqualityRecord.objects.bulk_create(records)
        StageCount.objects.bulk_create(
            StageCount(post=post, status=status, count=sum(record.stage == stage for record in records))
            for stage, status in ENDS.items()
        )


def _record(post: Post, n: int, rng: Random) -> EqualityRecord:
    stage = Stage.APPOINTED if not n else Stage.SHORTLISTED if n < 9 else Stage.SENT
    record = EqualityRecord(token=f"{rng.getrandbits(256):064x}", post=post, stage=stage)
    for name, question in QUESTIONS.items():
        values = [value for value, _ in question.choices] + [NOT_SAID]
        weights = [6] * 2 + [3] * (len(values) - 3) + [1]
        setattr(record, name, rng.choices(values, weights[: len(values)])[0])
    return record

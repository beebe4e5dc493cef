"""The measures of one organisation's posts that closed in one year."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Min, Q

from people.design.words import shortdate
from people.memberships.policies import organisations_where
from people.models import Organisation, Role, User
from people.settings.reading import setting
from people.settings.shared import SMALL_NUMBER
from roles.applications.models import Application, ApplicationStatus, StageCount
from roles.catalogue.words import level_words
from roles.equality.rules import Table, impact_table
from roles.measures.rules import STAGES, Middle, Moments, middles, stages_of
from roles.posts.models import Post, PostQuerySet, PostStatus
from roles.selection.models import OfferStatus

# How far someone came and no further; every application sent stands in one.
COLUMNS = {
    ApplicationStatus.NOT_SHORTLISTED: "Not shortlisted",
    ApplicationStatus.SUBMITTED: "Being scored",
    ApplicationStatus.SHORTLISTED: "Shortlisted",
    ApplicationStatus.OFFERED: "Offered",
    ApplicationStatus.ACCEPTED: "Accepted",
    ApplicationStatus.DECLINED: "Offer declined or run out",
    ApplicationStatus.REJECTED: "Not appointed",
    ApplicationStatus.WITHDRAWN: "Withdrew",
}
EXPORTED = 20_000
"""Most posts in a file."""


def open_to(user: User) -> list[int]:
    """Keys of the organisations whose measures the user reads: recruiters and human resources."""
    return organisations_where(user, Role.RECRUITER, Role.HR)


@dataclass(frozen=True)
class Line:
    """One post and its days in each stage, in the order of STAGES."""

    pk: int
    title: str
    closed: datetime
    days: list[Decimal | None]


@dataclass(frozen=True)
class Measures:
    """What the page and the file show."""

    organisation: Organisation
    year: int
    least: int
    middles: list[Middle]
    lines: list[Line]
    people: Table | None
    """Applicants by level of role; None while the year runs: two looks at it would tell of the few in between."""

    @property
    def too_few(self) -> bool:
        """Whether all applicants together are too small a group to report on."""
        return self.people is not None and self.people.all.applicants is None


def years_of(organisation: Organisation, now: datetime) -> list[int]:
    """The years in which posts of the organisation closed, the latest first."""
    years = _closed(organisation, now).order_by().values_list("closes_at__year", flat=True).distinct()
    return sorted(years, reverse=True)


def _closed(organisation: Organisation, now: datetime) -> PostQuerySet:
    return Post.objects.filter(organisation=organisation, closes_at__lte=now).exclude(status=PostStatus.DRAFT)


def measures_of(organisation: Organisation, year: int, now: datetime, today: date) -> Measures:
    """Five queries: settings, posts with their moments, applications by level and status, those erased, years."""
    least = setting(organisation, SMALL_NUMBER, today)
    offer = "applications__offer"
    rows = list(
        _closed(organisation, now)
        .filter(closes_at__year=year)
        .annotate(
            offered=Min(f"{offer}__made_at"),
            accepted=Min(f"{offer}__answered_at", filter=Q(**{f"{offer}__status": OfferStatus.ACCEPTED})),
        )
        .order_by("-closes_at", "-pk")
        .values_list("pk", "title", "published_at", "closes_at", "shortlist_locked_at", "offered", "accepted")
    )
    moments = [Moments(*row[2:]) for row in rows]
    lines = [
        Line(row[0], row[1], row[3], [stages_of(each)[key] for key in STAGES])
        for row, each in zip(rows, moments, strict=True)
    ]
    people = _people(organisation, year, least) if year < today.year else None
    return Measures(organisation, year, least, middles(moments, least=least), lines, people)


def _people(organisation: Organisation, year: int, least: int) -> Table:
    """Applicants by level of role and by how far they came; the erased count too."""
    of_year = {"post__organisation": organisation, "post__closes_at__year": year}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    sent = Application.objects.filter(submitted_at__isnull=False, **of_year).exclude(status=ApplicationStatus.DRAFT)
    for level, status, count in sent.order_by().values_list("post__level", "status").annotate(Count("pk")):
        counts[level][status] += count
    erased = StageCount.objects.filter(**of_year).exclude(status=ApplicationStatus.DRAFT)
    for level, status, count in erased.values_list("post__level", "status", "count"):
        counts[level][status] += count
    groups = {level_words(level): [counts[level][status] for status in COLUMNS] for level in sorted(counts)}
    return impact_table(groups, least=least, unnamed="")


Cell = str | int


def table_of(measures: Measures) -> Iterator[list[Cell]]:
    """The posts as a table, for a file; days with one decimal."""
    yield ["Post", "Closed", *(f"{words}, days" for words in STAGES.values())]
    for line in measures.lines[:EXPORTED]:
        days = ["" if value is None else f"{value:f}" for value in line.days]
        yield [line.title, shortdate(line.closed), *days]
    for each in measures.middles:
        shown = "hidden" if each.posts is None else "" if each.days is None else f"{each.days:f}"
        yield [f"Median: {each.stage}", "", shown]

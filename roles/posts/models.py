"""Posts open to applicants, and the criteria they are chosen by."""

from datetime import datetime

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from people.models import Organisation, Service, Specialty, User
from roles.catalogue.models import Archetype


class PaidBy(models.TextChoices):
    """How the leadership time is paid; S11 warns where both pay for the same time."""

    ALLOWANCE = "allowance", "Responsibility allowance"
    APA = "apa", "Additional PAs"
    SALARY = "salary", "Whole salary"
    TIME_ONLY = "time_only", "Time only"


class PostStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"
    FILLED = "filled", "Filled"


class PostQuerySet(models.QuerySet["Post"]):
    def published(self) -> "PostQuerySet":
        """Posts the public may read: open ones, and closed ones which say so."""
        return self.exclude(status=PostStatus.DRAFT)

    def open(self, at: datetime) -> "PostQuerySet":
        """Published posts whose closing moment has not come."""
        return self.filter(status=PostStatus.PUBLISHED, closes_at__gt=at)


class Post(models.Model):
    """A leadership role that a named organisation offers, open to applicants until its closing moment."""

    Status = PostStatus

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="posts")
    archetype = models.ForeignKey(Archetype, models.PROTECT, related_name="posts")
    specialty = models.ForeignKey(Specialty, models.PROTECT, null=True, blank=True)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=300)
    description = models.TextField()
    professions = ArrayField(models.CharField(max_length=20), default=list)
    # Held on the post so that search filters and counts them on one table; written when the post is saved.
    region = models.CharField(max_length=60)
    setting = models.CharField(max_length=60)
    level = models.CharField(max_length=40)
    specialty_name = models.CharField(max_length=120, blank=True)
    organisation_name = models.CharField(max_length=200)
    found_by = models.CharField("kind of role, service and town, which find it too", max_length=400, blank=True)

    pas = models.DecimalField("leadership PAs a week", max_digits=5, decimal_places=3)
    paid_by = models.CharField(max_length=12, choices=PaidBy, default=PaidBy.ALLOWANCE)
    allowance_low_gbp = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    allowance_high_gbp = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    salary_gbp = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    keeps_clinical_contract = models.BooleanField(default=True)
    term_months = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField("expected start", null=True, blank=True)
    clinical_minimum_pas = models.DecimalField(max_digits=5, decimal_places=3, null=True, blank=True)
    return_dcc_pas = models.DecimalField(
        "direct clinical care to come back to, PAs a week",
        max_digits=5,
        decimal_places=3,
        null=True,
        blank=True,
    )
    return_within_months = models.PositiveSmallIntegerField(null=True, blank=True)
    return_notice_months = models.PositiveSmallIntegerField(null=True, blank=True)
    return_service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    renewals = models.PositiveSmallIntegerField("how many more terms may follow", null=True, blank=True)
    secondment = models.BooleanField("open as a secondment", default=False)
    job_share = models.BooleanField("open to a job share", default=False)
    fit_and_proper = models.BooleanField("needs the fit and proper person test", default=False)
    seats = models.PositiveSmallIntegerField(default=1)

    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    how_chosen = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=PostStatus, default=PostStatus.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField()
    shortlist_on = models.DateField("shortlist by", null=True, blank=True)
    interviews_on = models.DateField("interviews on", null=True, blank=True)
    ended_reason = models.TextField("why it was withdrawn or closed early", blank=True)
    advertised_before = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="advertised_again"
    )
    shortlist_locked_at = models.DateTimeField(null=True, blank=True)
    shortlist_locked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ready_at = models.DateTimeField("sent to a second person to publish", null=True, blank=True)
    ready_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("specialty_name", weight="B", config="english")
        + SearchVector("organisation_name", weight="B", config="english")
        + SearchVector("found_by", weight="B", config="english")
        + SearchVector("region", weight="C", config="english")
        + SearchVector("summary", weight="C", config="english")
        + SearchVector("description", weight="D", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="post_pas_in_bounds", condition=models.Q(pas__gte=0, pas__lte=12)),
            models.CheckConstraint(name="post_has_seats", condition=models.Q(seats__gte=1)),
            models.CheckConstraint(
                name="post_allowance_range",
                condition=models.Q(allowance_high_gbp__isnull=True)
                | models.Q(allowance_low_gbp__isnull=True)
                | models.Q(allowance_high_gbp__gte=models.F("allowance_low_gbp")),
            ),
        ]
        indexes = [
            # Serves search by words among published posts.
            GinIndex(fields=["search"], name="post_search", condition=models.Q(status="published")),
            # Serves search without words: open posts by closing date. All that can be filtered rides along, so that
            # the counts of 5,000 open posts come from the index alone (3.6 ms for 12 ms, measured).
            models.Index(
                fields=["closes_at", "id"],
                include=[
                    *("archetype", "region", "setting", "level", "professions", "pas", "organisation"),
                    *("specialty_name", "allowance_high_gbp", "term_months", "secondment", "job_share"),
                    "return_dcc_pas",
                ],
                name="post_open_by_closing",
                condition=models.Q(status="published"),
            ),
            # Serves search by common words within regions: only the region's open posts are matched (15 ms to 5 ms).
            models.Index(
                fields=["region", "closes_at"],
                name="post_open_by_region",
                condition=models.Q(status="published"),
            ),
            # Serve search by newest, most PAs and largest allowance: the first page is read off their beginning.
            models.Index(
                fields=["-published_at", "-id"],
                name="post_open_by_newest",
                condition=models.Q(status="published"),
            ),
            models.Index(
                fields=["-pas", "closes_at", "id"],
                name="post_open_by_pas",
                condition=models.Q(status="published"),
            ),
            models.Index(
                models.F("allowance_high_gbp").desc(nulls_last=True),
                "closes_at",
                "id",
                name="post_open_by_allowance",
                condition=models.Q(status="published"),
            ),
            # Serves a recruiter's list of their organisation's posts.
            models.Index(fields=["organisation", "-closes_at"], name="post_of_organisation"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("roles:post", args=[self.pk, self.slug])

    def hold(self) -> None:
        """Writes on the post what it holds of its organisation, kind and service, so that search reads one table."""
        self.region, self.organisation_name = self.organisation.region, self.organisation.name
        self.setting, self.level = self.archetype.setting, self.archetype.level
        names = [self.archetype.title, self.service.name if self.service else "", self.organisation.town]
        self.found_by = ", ".join(filter(None, names))[:400]
        if self.service:
            self.specialty_name = self.service.specialty_name

    @property
    def slug(self) -> str:
        """The title as it stands in the address."""
        return slugify(self.title) or "post"


class AssessedBy(models.TextChoices):
    """Where a criterion is judged."""

    APPLICATION = "application", "Application"
    INTERVIEW = "interview", "Interview"
    BOTH = "both", "Application and interview"


class CriterionQuerySet(models.QuerySet["Criterion"]):
    def written(self) -> "CriterionQuerySet":
        """Those that applicants write against and panels score before the interview."""
        return self.exclude(assessed_by=AssessedBy.INTERVIEW)


class Criterion(models.Model):
    """A line of the person specification; no new one after the post is published."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    essential = models.BooleanField(default=True)
    weight = models.PositiveSmallIntegerField(default=1)
    assessed_by = models.CharField(max_length=12, choices=AssessedBy, default=AssessedBy.APPLICATION)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["post", "position"], name="criterion_position_once")]

    def __str__(self) -> str:
        return self.text


class PostChange(models.Model):
    """What changed in substance after a post was published; it stands on the post, and applicants are told."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    why = models.TextField()
    lines = models.JSONField(help_text="[[what, before, after], ...] in words.")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Change of {self.post_id}"


class SearchWord(models.Model):
    """A word that stands in some published post; a misspelt query word is replaced by its nearest."""

    word = models.CharField(max_length=60, primary_key=True)

    class Meta:
        # Serves the forgiving of slips: nearest word by trigrams.
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_trigrams")]

    def __str__(self) -> str:
        return self.word


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["search"])(Post)

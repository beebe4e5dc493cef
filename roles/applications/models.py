"""An application: statements against each criterion, kept as typed, submitted once."""

import pghistory
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from people.models import User
from roles.posts.models import Criterion, Post


class ApplicationStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    SHORTLISTED = "shortlisted", "Shortlisted"
    NOT_SHORTLISTED = "not_shortlisted", "Not shortlisted"
    OFFERED = "offered", "Offered"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Offer declined"
    REJECTED = "rejected", "Not appointed"
    WITHDRAWN = "withdrawn", "Withdrawn"


# The whole life of an application: from each status, the ones it may move to.
TRANSITIONS: dict[str, set[str]] = {
    ApplicationStatus.DRAFT: {ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN},
    ApplicationStatus.SUBMITTED: {
        ApplicationStatus.SHORTLISTED,
        ApplicationStatus.NOT_SHORTLISTED,
        ApplicationStatus.WITHDRAWN,
    },
    ApplicationStatus.SHORTLISTED: {
        ApplicationStatus.OFFERED,
        ApplicationStatus.REJECTED,
        ApplicationStatus.WITHDRAWN,
    },
    ApplicationStatus.NOT_SHORTLISTED: set(),
    ApplicationStatus.OFFERED: {ApplicationStatus.ACCEPTED, ApplicationStatus.DECLINED},
    ApplicationStatus.ACCEPTED: set(),
    ApplicationStatus.DECLINED: set(),
    ApplicationStatus.REJECTED: set(),
    # Taken up again while the post is open.
    ApplicationStatus.WITHDRAWN: {ApplicationStatus.DRAFT},
}


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: User) -> "ApplicationQuerySet":
        """The applicant's own; what panels and recruiters see starts in the selection room."""
        return self.filter(applicant=user)


class Application(models.Model):
    """One person's application; panels know its `reference` only, until the shortlist is locked."""

    Status = ApplicationStatus

    post = models.ForeignKey(Post, models.PROTECT, related_name="applications")
    applicant = models.ForeignKey(User, models.CASCADE, related_name="applications")
    reference = models.CharField(max_length=12, unique=True, help_text="Random; tells nothing of the applicant.")
    status = models.CharField(max_length=16, choices=ApplicationStatus, default=ApplicationStatus.DRAFT)
    # Read from the parts when they are saved, for those who choose and offer.
    hoped_start = models.DateField(null=True, blank=True)
    leadership_pas = models.DecimalField(
        "hoped-for leadership PAs a week", max_digits=5, decimal_places=3, null=True, blank=True
    )
    clinical_pas = models.DecimalField(
        "hoped-for clinical PAs a week", max_digits=5, decimal_places=3, null=True, blank=True
    )
    interests = models.TextField("interests to declare", blank=True)
    confirmed = models.BooleanField("confirms that the application is true and may be processed", default=False)
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField("last saved, sent or moved", default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "applicant"], name="one_application_a_post_and_person"),
            models.CheckConstraint(
                name="submitted_has_its_moment",
                condition=models.Q(status__in=["draft", "withdrawn"]) | models.Q(submitted_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-started_at"], name="application_of_person"),
            # Serves the daily erasing: sent ones by when they were sent, the others by their last change.
            models.Index(Coalesce("submitted_at", "changed_at"), name="application_kept_since"),
        ]

    def __str__(self) -> str:
        return self.reference


class Statement(models.Model):
    """What an applicant writes against one criterion."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="statements")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "criterion"], name="one_statement_a_criterion")]

    def __str__(self) -> str:
        return f"Statement {self.pk}"


class Part(models.Model):
    """A part beside the statements, as typed: `typed` holds each input's text by its name, right or wrong.

    Personal: no panel member reads any of it before the shortlist is locked.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="parts")
    name = models.CharField(max_length=20, help_text="A key of roles.applications.steps.FORMS.")
    typed = models.JSONField(default=dict)
    filled_from = models.CharField(max_length=80, blank=True, help_text="Where it came from, until it is saved here.")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "name"], name="one_part_of_a_name")]

    def __str__(self) -> str:
        return f"{self.name} of {self.application_id}"


class StageCount(models.Model):
    """How many erased applications of a post had come to a status: what stays of them."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="erased_applications")
    status = models.CharField(max_length=16, choices=ApplicationStatus)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "status"], name="one_count_of_a_status")]

    def __str__(self) -> str:
        return f"{self.count} {self.status}"


# What people wrote in confidence stays out of the event tables.
pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["interests", "changed_at"])(Application)

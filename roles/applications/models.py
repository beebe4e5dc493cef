"""An application: statements against each criterion, kept as typed, submitted once."""

import pghistory
from django.db import models

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
    hoped_start = models.DateField(null=True, blank=True)
    interests = models.TextField("interests to declare", blank=True)
    confirmed = models.BooleanField("confirms that the application is true and may be processed", default=False)
    started_at = models.DateTimeField(auto_now_add=True)
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
        indexes = [models.Index(fields=["applicant", "-started_at"], name="application_of_person")]

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


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())(Application)

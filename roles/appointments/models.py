"""Appointments: a person holds a role for a term, with a way back and dated reviews."""

from datetime import date, timedelta

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q

from people.memberships.policies import memberships_today
from people.models import Organisation, Role, Service, User
from roles.catalogue.models import Archetype
from roles.posts.models import PaidBy, Post
from roles.selection.models import Offer


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, on: date) -> "AppointmentQuerySet":
        """Appointments whose term holds the day."""
        return self.filter(term__contains=on)

    def visible_to(self, user: User) -> "AppointmentQuerySet":
        """The holder's own; the organisation's for its medical directors and HR; a service's for its lead."""
        today = memberships_today(user)
        everywhere = today.filter(
            Q(role__in=[Role.MEDICAL_DIRECTOR, Role.HR]) | Q(role=Role.SERVICE_LEAD, service__isnull=True)
        )
        leads = today.filter(role=Role.SERVICE_LEAD, service__isnull=False)
        return self.filter(
            Q(user_id=user.pk)
            | Q(organisation_id__in=list(everywhere.values_list("organisation_id", flat=True)))
            | Q(service_id__in=list(leads.values_list("service_id", flat=True)))
        )


class Appointment(models.Model):
    """A leadership role held for a half-open term; the return right stands in the `return_` fields."""

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="appointments")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="appointments")
    archetype = models.ForeignKey(Archetype, models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="appointments")
    offer = models.OneToOneField(Offer, models.PROTECT, null=True, blank=True, related_name="appointment")
    title = models.CharField(max_length=200)
    term = DateRangeField()
    pas = models.DecimalField("leadership PAs a week", max_digits=5, decimal_places=3)
    paid_by = models.CharField(max_length=12, choices=PaidBy, default=PaidBy.ALLOWANCE)
    allowance_gbp = models.DecimalField("allowance, pounds a year", max_digits=10, decimal_places=2)
    return_dcc_pas = models.DecimalField(max_digits=5, decimal_places=3, null=True, blank=True)
    return_service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    return_within_months = models.PositiveSmallIntegerField(null=True, blank=True)
    return_notice_months = models.PositiveSmallIntegerField(null=True, blank=True)
    acting = models.BooleanField("acting up, for a time, without an advert", default=False)
    ended_reason = models.TextField("why it ended before its term", blank=True)
    shown = models.BooleanField(
        "named on the public page of who leads what",
        null=True,
        blank=True,
        help_text="Empty: as is usual for the level (docs/adr/0014-who-leads-what.md).",
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_holding_of_a_post_by_a_person",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    ("term", RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(  # the one above says nothing where there is no post: NULL equals nothing
                name="one_holding_of_a_role_without_a_post",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("title", RangeOperators.EQUAL),
                    ("term", RangeOperators.OVERLAPS),
                ],
                condition=models.Q(post__isnull=True),
            ),
            models.CheckConstraint(name="appointment_has_a_first_day", condition=models.Q(term__lower_inf=False)),
            models.CheckConstraint(name="appointment_allowance_not_negative", condition=models.Q(allowance_gbp__gte=0)),
        ]
        indexes = [GistIndex(fields=["organisation", "term"], name="appointment_on_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def starts(self) -> date:
        """The first day of the role."""
        assert self.term.lower is not None  # appointment_has_a_first_day
        return self.term.lower

    @property
    def last_day(self) -> date | None:
        """The last day of the term, or None when no end is agreed."""
        return self.term.upper - timedelta(days=1) if self.term.upper else None

    def shared_with(self) -> AppointmentQuerySet:
        """The other holders of a shared post in this term; nobody where the post is not open to a job share."""
        if self.post is None or not self.post.job_share:
            return Appointment.objects.none()
        return Appointment.objects.filter(post=self.post, term__overlap=self.term).exclude(pk=self.pk)


class ReviewKind(models.TextChoices):
    """Which of a role's reviews it is; how long after the start and before the end is the organisation's setting."""

    EARLY = "early", "After the start"
    YEARLY = "yearly", "Yearly"
    END_OF_TERM = "end_of_term", "Before the end"


class NextStep(models.TextChoices):
    """What holder and reviewer agree on in a review."""

    GO_ON = "go_on", "Go on as agreed"
    CHANGE_SPLIT = "change_split", "Change the time split"
    RENEW = "renew", "Renew for another term"
    NEXT_ROLE = "next_role", "Move to a next role"
    RETURN = "return", "Return to clinical practice"


class RoleReviewQuerySet(models.QuerySet["RoleReview"]):
    def visible_to(self, user: User) -> "RoleReviewQuerySet":
        """The holder's own, the reviewer's while they work there, and those in a medical director's organisation
        (`roles.reviews.policies` says what of it they read); nobody else's, HR and the service's other leads included.
        """
        held = list(memberships_today(user).values_list("organisation_id", "role"))
        directs = {organisation for organisation, role in held if role == Role.MEDICAL_DIRECTOR}
        return self.filter(
            Q(appointment__user_id=user.pk)
            | Q(reviewer_id=user.pk, appointment__organisation_id__in={organisation for organisation, _ in held})
            | Q(appointment__organisation_id__in=directs)
        )


class RoleReview(models.Model):
    """A dated review within an appointment, held by the holder and a reviewer."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=12, choices=ReviewKind)
    due_on = models.DateField()
    reviewer = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="reviews_to_hold")
    held_on = models.DateField(null=True, blank=True)
    summary = models.TextField(blank=True)
    next_step = models.CharField(max_length=40, blank=True, choices=NextStep)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RoleReviewQuerySet.as_manager()

    class Meta:
        ordering = ["due_on"]
        constraints = [models.UniqueConstraint(fields=["appointment", "kind", "due_on"], name="review_once_a_date")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} review"

    @property
    def next_step_words(self) -> str:
        """The next step as the page says it."""
        return dict(NextStep.choices).get(self.next_step, self.next_step)


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())(Appointment)
pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(RoleReview)

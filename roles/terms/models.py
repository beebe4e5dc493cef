"""What is proposed to the holder of a role, or to who is to hold one for a time: they accept it, or not."""

from datetime import date, timedelta

import pghistory
from django.db import models
from django.db.models import Q

from people.memberships.policies import organisations_where
from people.models import Organisation, Service, User
from roles.appointments.models import Appointment
from roles.appointments.policies import RUN_TERMS
from roles.catalogue.models import Archetype


class TermKind(models.TextChoices):
    EXTENSION = "extension", "Extension"
    RENEWAL = "renewal", "Another term"
    ACTING_UP = "acting_up", "Acting up"


class TermStatus(models.TextChoices):
    MADE = "made", "Waiting for an answer"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    TAKEN_BACK = "taken_back", "Taken back"


class TermOfferQuerySet(models.QuerySet["TermOffer"]):
    def visible_to(self, user: User) -> "TermOfferQuerySet":
        """The asked person's own, and the organisation's for those who run its terms."""
        return self.filter(Q(user_id=user.pk) | Q(organisation_id__in=organisations_where(user, *RUN_TERMS)))


class TermOffer(models.Model):
    """More time in a role, or a role for a time, from `starts` to the day before `ends`."""

    kind = models.CharField(max_length=10, choices=TermKind)
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, blank=True, related_name="term_offers")
    user = models.ForeignKey(User, models.PROTECT, related_name="term_offers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="+")
    archetype = models.ForeignKey(Archetype, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    starts = models.DateField()
    ends = models.DateField("first day after it")
    pas = models.DecimalField("leadership PAs a week", max_digits=5, decimal_places=3)
    allowance_gbp = models.DecimalField("allowance, pounds a year", max_digits=10, decimal_places=2)
    why = models.TextField()
    status = models.CharField(max_length=10, choices=TermStatus, default=TermStatus.MADE)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = TermOfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="term_offer_runs_forward", condition=Q(ends__gt=models.F("starts"))),
            models.CheckConstraint(
                name="more_time_is_of_an_appointment", condition=Q(kind="acting_up") | Q(appointment__isnull=False)
            ),
            models.CheckConstraint(name="term_offer_not_negative", condition=Q(allowance_gbp__gte=0, pas__gte=0)),
            models.UniqueConstraint(
                fields=["appointment"], name="one_waiting_offer_of_more_time", condition=Q(status="made")
            ),
        ]
        indexes = [models.Index(fields=["user", "status"], name="term_offer_of_person")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

    @property
    def last_day(self) -> date:
        """The last day of what is offered."""
        return self.ends - timedelta(days=1)


class Handover(models.Model):
    """What the holder of a role leaves in writing to whoever holds it next."""

    appointment = models.OneToOneField(Appointment, models.CASCADE, related_name="handover")
    text = models.TextField()
    written_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Handover of {self.appointment_id}"


for model in (TermOffer, Handover):
    pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())(model)

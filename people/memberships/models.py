"""Who may do what, where and when: every permission is that of a membership in an organisation on a date."""

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models.functions import Coalesce

from people.accounts.models import User
from people.organisations.models import Organisation, Service


class Role(models.TextChoices):
    """What a member does for the organisation."""

    CLINICIAN = "clinician", "Clinician"
    SERVICE_LEAD = "service_lead", "Service lead"
    MEDICAL_DIRECTOR = "medical_director", "Medical director"
    RECRUITER = "recruiter", "Recruiter"
    PANEL_MEMBER = "panel_member", "Panel member"
    HR = "hr", "Human resources"
    ORGANISATION_ADMIN = "organisation_admin", "Organisation administrator"
    ANALYST = "analyst", "Analyst"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def in_force(self, on: date) -> "MembershipQuerySet":
        """Memberships whose period holds the day."""
        return self.filter(period__contains=on)


class Membership(models.Model):
    """A user's role in an organisation, in one service or in all, for a half-open period."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role)
    period = DateRangeField()
    line_manager = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="managed_memberships")
    appraiser = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="appraised_memberships")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_membership_of_a_kind_a_day",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    (Coalesce("service", 0), RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]
        # Serves "who holds this role here today": signatories, recruiters, HR.
        indexes = [GistIndex(fields=["organisation", "role", "period"], name="membership_role_holders")]

    def __str__(self) -> str:
        return f"{self.user} as {self.get_role_display()}"


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(Membership)

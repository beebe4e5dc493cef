"""Who keeps targets, and with whom a picture can be shared. What is shared is asked of Grant.objects.open_to."""

from datetime import date

from django.db.models import QuerySet

from pathways.practice.models import Grant
from people.memberships.policies import memberships_today
from people.models import Organisation, Role, User

KEEPS = (Role.HR, Role.ORGANISATION_ADMIN, Role.MEDICAL_DIRECTOR)
SHAREABLE = (Role.SERVICE_LEAD, Role.MEDICAL_DIRECTOR)
"""Roles with whose holders one may share; HR holds no skills, and recruiters judge by applications alone."""


def targets_kept_by(user: User) -> QuerySet[Organisation]:
    """The organisations whose targets the user keeps today."""
    return Organisation.objects.filter(pk__in=memberships_today(user, *KEEPS).values("organisation"))


def grant_to(user: User, owner: User, on: date) -> Grant | None:
    """The widest grant by which the user sees the owner's picture on the day; None where there is none."""
    return Grant.objects.open_to(user, on).filter(owner=owner).order_by("-evidence_too", "pk").first()

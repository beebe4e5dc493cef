"""Gathers the rooms' models for Django."""

from people.accounts.models import User
from people.clinicians.models import Clinician, Profession, Specialty
from people.memberships.models import Membership, Role
from people.organisations.models import Organisation, Service
from people.settings.models import SettingValue

__all__ = [
    "Clinician",
    "Membership",
    "Organisation",
    "Profession",
    "Role",
    "Service",
    "SettingValue",
    "Specialty",
    "User",
]

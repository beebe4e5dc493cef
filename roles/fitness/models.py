"""The fit and proper person check of board roles: yearly, by the organisation, with the holder's own attestation.

Source: NHS England's framework, in force from 30 September 2023 (domain.md §9, V): executives and non-executives of
trusts, foundation trusts and integrated care boards; a check and a self-attestation each year, and a board reference.
"""

import pghistory
from django.db import models
from django.utils import timezone

from people.models import User
from roles.appointments.models import Appointment


class Attestation(models.Model):
    """The holder's own word that they are fit and proper, with anything that bears on it."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="attestations")
    declared = models.TextField("anything that bears on it", blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Attestation for {self.appointment_id}"


class FitnessCheck(models.Model):
    """What human resources checked, and on which day; the next is due a year later."""

    appointment = models.ForeignKey(Appointment, models.CASCADE, related_name="fitness_checks")
    checked_on = models.DateField()
    found_fit = models.BooleanField()
    board_reference = models.BooleanField("a board reference is on file", default=False)
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-checked_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["appointment", "checked_on"], name="one_fitness_check_a_day")]

    def __str__(self) -> str:
        return f"Check for {self.appointment_id}"


for model in (Attestation, FitnessCheck):
    pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())(model)

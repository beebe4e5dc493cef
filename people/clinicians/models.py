"""What a person is as a clinician: profession, registration, specialty, and what they look for."""

import pghistory
from django.db import models

from people.accounts.models import User


class Profession(models.TextChoices):
    """The clinical professions that posts are open to."""

    DOCTOR = "doctor", "Doctor"
    NURSE = "nurse", "Nurse"
    MIDWIFE = "midwife", "Midwife"
    AHP = "ahp", "Allied health professional"
    PHARMACIST = "pharmacist", "Pharmacist"
    SCIENTIST = "scientist", "Healthcare scientist"
    DENTIST = "dentist", "Dentist"
    MANAGER = "manager", "Manager"


class Specialty(models.Model):
    """A specialty, sub-specialty, nursing field or registered profession."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=60)
    group = models.CharField(max_length=80, blank=True)
    parent = models.CharField(max_length=200, blank=True)
    source = models.TextField(blank=True)
    mark = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "specialties"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name", "kind", "parent"], name="specialty_once")]

    def __str__(self) -> str:
        return self.name


class Clinician(models.Model):
    """A user's clinical profile, held once however many employers they have."""

    user = models.OneToOneField(User, models.CASCADE, related_name="clinician")
    profession = models.CharField(max_length=20, choices=Profession)
    specialty = models.ForeignKey(Specialty, models.PROTECT, null=True, blank=True)
    registration_body = models.CharField(max_length=20, blank=True)
    registration_number = models.CharField(max_length=20, blank=True)
    appraised_on = models.DateField("last appraisal", null=True, blank=True)
    revalidates_on = models.DateField("day of revalidation", null=True, blank=True)
    both_registers = models.BooleanField("registered as nurse and as midwife", default=False)
    wtr_opt_out = models.BooleanField("has opted out of the 48-hour week", default=False)
    private_practice = models.BooleanField("does private practice", default=False)
    extra_pa_offered = models.BooleanField("has offered an additional PA", default=False)
    home_region = models.CharField(max_length=60, blank=True)
    wants_pas_low = models.DecimalField(
        "least leadership PAs a week looked for", max_digits=5, decimal_places=3, null=True, blank=True
    )
    wants_pas_high = models.DecimalField(
        "most leadership PAs a week looked for", max_digits=5, decimal_places=3, null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="wants_no_less_than_the_least",
                condition=models.Q(wants_pas_high__isnull=True)
                | models.Q(wants_pas_low__isnull=True)
                | models.Q(wants_pas_high__gte=models.F("wants_pas_low")),
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())(Clinician)

"""What an employer's payroll says of its people, for the pay gap report; never what applicants say of themselves."""

import pghistory
from django.db import models

from people.models import Organisation, User


class Sex(models.TextChoices):
    """As payroll records it: the regulations on the gender pay gap ask for men and women (SI 2017/353)."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"


class Ethnicity(models.TextChoices):
    """The broad groups of the census of England and Wales."""

    ASIAN = "asian", "Asian or Asian British"
    BLACK = "black", "Black, Black British, Caribbean or African"
    MIXED = "mixed", "Mixed or multiple ethnic groups"
    WHITE = "white", "White"
    OTHER = "other", "Other ethnic group"


class Characteristics(models.Model):
    """A person's sex and ethnic group as one employer's payroll has them; empty: not recorded or not stated."""

    user = models.ForeignKey(User, models.CASCADE, related_name="characteristics")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="characteristics")
    sex = models.CharField(max_length=10, choices=Sex, blank=True)
    ethnicity = models.CharField(max_length=10, choices=Ethnicity, blank=True)

    class Meta:
        verbose_name_plural = "characteristics"
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="characteristics_once_here")]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.organisation_id}"


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(Characteristics)

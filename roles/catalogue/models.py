"""Archetypes: the kinds of leadership role, with what is usual and how sure we are of it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Competency(models.Model):
    """Something that a framework asks leaders to be able to do, in our own words."""

    framework = models.CharField(max_length=120)
    domain = models.CharField(max_length=120)
    element = models.CharField(max_length=150)
    description = models.TextField()
    source = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "competencies"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "domain", "element"], name="competency_once_in_a_framework")
        ]

    def __str__(self) -> str:
        return self.element


class Archetype(models.Model):
    """A kind of leadership role (clinical director, ...). Ranges carry marks: M is a default, not a fact.

    What it asks and where it leads are our suggestions, for the site's administrators to change.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=150)
    level = models.CharField(max_length=40)
    setting = models.CharField(max_length=60)
    pas_low = models.DecimalField(max_digits=5, decimal_places=3, null=True, blank=True)
    pas_high = models.DecimalField(max_digits=5, decimal_places=3, null=True, blank=True)
    allowance_low_gbp = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    allowance_high_gbp = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    other_pay_low_gbp = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    other_pay_high_gbp = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    payment_basis = models.CharField(max_length=40)
    term_years = models.PositiveSmallIntegerField(null=True, blank=True)
    professions = ArrayField(models.CharField(max_length=20), default=list)
    professions_note = models.CharField(max_length=150, blank=True)
    source = models.TextField(blank=True)
    mark = models.CharField(max_length=150)
    pas_mark = models.CharField(max_length=60, blank=True)
    money_mark = models.CharField(max_length=60, blank=True)
    term_mark = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    what = models.TextField("what the role is", blank=True)
    leads_to = models.ManyToManyField("self", symmetrical=False, related_name="leads_from", blank=True)
    competencies = models.ManyToManyField(Competency, related_name="archetypes", blank=True)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

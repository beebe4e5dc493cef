"""Dated employment: the contract, point, hours and on-call from which a package follows."""

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from people.models import Organisation, Service, User


class Contract(models.TextChoices):
    """The contracts we price, named as in the pay tables."""

    CONSULTANT = "Consultant 2003 (England)", "Consultant 2003"
    SPECIALTY_DOCTOR = "Specialty doctor 2021 (England)", "Specialty doctor 2021"
    SPECIALIST = "Specialist 2021 (England)", "Specialist 2021"
    SALARIED_GP = "Salaried GP (England)", "Salaried GP"
    AFC_7 = "AfC band 7 (England)", "Agenda for Change band 7"
    AFC_8A = "AfC band 8a (England)", "Agenda for Change band 8a"
    AFC_8B = "AfC band 8b (England)", "Agenda for Change band 8b"
    AFC_8C = "AfC band 8c (England)", "Agenda for Change band 8c"
    AFC_8D = "AfC band 8d (England)", "Agenda for Change band 8d"
    AFC_9 = "AfC band 9 (England)", "Agenda for Change band 9"
    VSM = "VSM", "Very senior manager"


AGREED_PAY = (Contract.SALARIED_GP, Contract.VSM)
"""Contracts without points: what is paid is agreed with each (domain.md 2.3, 2.4)."""
IN_PAS = (Contract.CONSULTANT, Contract.SPECIALTY_DOCTOR, Contract.SPECIALIST, Contract.VSM)
"""Contracts whose full week is ten programmed activities; of the others it is 37.5 hours. Very senior managers have no
PAs either: theirs are a share of full time."""


class OnCall(models.TextChoices):
    """On-call category and rota frequency (domain.md section 2.2)."""

    NONE = "", "None"
    A_HIGH = "A:high", "Category A, 1 in 1 to 1 in 4"
    A_MEDIUM = "A:medium", "Category A, 1 in 5 to 1 in 8"
    A_LOW = "A:low", "Category A, 1 in 9 or rarer"
    B_HIGH = "B:high", "Category B, 1 in 1 to 1 in 4"
    B_MEDIUM = "B:medium", "Category B, 1 in 5 to 1 in 8"
    B_LOW = "B:low", "Category B, 1 in 9 or rarer"


class Area(models.TextChoices):
    """High cost areas; the supplement differs by contract."""

    NONE = "", "None"
    INNER = "inner", "Inner London"
    OUTER = "outer", "Outer London"
    FRINGE = "fringe", "Fringe"


class EmploymentQuerySet(models.QuerySet["Employment"]):
    def in_force(self, on: date) -> "EmploymentQuerySet":
        """Employments whose period holds the day."""
        return self.filter(period__contains=on)


class Employment(models.Model):
    """One person's employment by one organisation for a half-open period."""

    user = models.ForeignKey(User, models.CASCADE, related_name="employments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="employments")
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="employments")
    contract = models.CharField(max_length=60, choices=Contract)
    point = models.CharField(max_length=40, blank=True, help_text="Label of the pay point; empty for VSM.")
    salary_gbp = models.DecimalField(
        "agreed salary, pounds a year",
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Very senior managers: as paid. Salaried GPs: full time, shared by their hours.",
    )
    pas = models.DecimalField("contracted PAs a week", max_digits=5, decimal_places=3)
    seniority_from = models.DateField(
        "day from which years on this contract's scale count",
        null=True,
        blank=True,
        help_text="Earlier service that counts is before the first day of this employment.",
    )
    on_call = models.CharField(max_length=10, choices=OnCall, blank=True, default="")
    area = models.CharField(max_length=10, choices=Area, blank=True, default="")
    period = DateRangeField()

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_employment_a_day",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="employment_pas_in_bounds", condition=models.Q(pas__gt=0, pas__lte=20)),
            models.CheckConstraint(
                name="employment_has_a_point",
                condition=~models.Q(point="") | models.Q(contract__in=AGREED_PAY),
            ),
            models.CheckConstraint(
                name="employment_salary_in_bounds",
                condition=models.Q(salary_gbp__isnull=True) | models.Q(salary_gbp__gt=0, salary_gbp__lte=1_000_000),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.organisation_id}, {self.contract}"


pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(Employment)


class EmployedQuerySet(models.QuerySet["Employed"]):
    def in_force(self, on: date) -> "EmployedQuerySet":
        """Employments whose period holds the day."""
        return self.filter(period__contains=on)


class Employed(models.Model):
    """Who works where, and whether by a contract that counts in PAs: an employment without anything of its pay.

    A view of the database's, open to every request, where employments themselves show pay (ADR 19): a split's rules
    ask how a week is counted, mentoring who stands over whom. `contract` is empty where the week counts in hours, so
    that no band shows.
    """

    user = models.ForeignKey(User, models.DO_NOTHING, related_name="+", db_constraint=False)
    organisation = models.ForeignKey(Organisation, models.DO_NOTHING, related_name="+", db_constraint=False)
    service = models.ForeignKey(Service, models.DO_NOTHING, related_name="+", db_constraint=False, null=True)
    contract = models.CharField(max_length=60)
    period = DateRangeField()

    objects = EmployedQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "rewards_employed"

    def __str__(self) -> str:
        return f"{self.user_id} at {self.organisation_id}"


class Principal(models.Model):
    """The days on which an employment is its person's principal one: of most PAs a week, the older one of equals.

    It carries the person's awards. A view of the database's, open to every request: who prices a person's pay with
    one employer must know whether the award counts there, and sees no other employer's contract (ADR 19). An employment
    that is overtaken for a time has two rows.
    """

    employment = models.OneToOneField(
        Employment, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )
    user = models.ForeignKey(User, models.DO_NOTHING, related_name="+", db_constraint=False)
    organisation = models.ForeignKey(Organisation, models.DO_NOTHING, related_name="+", db_constraint=False)
    period = DateRangeField()

    class Meta:
        managed = False
        db_table = "rewards_principal"

    def __str__(self) -> str:
        return f"{self.employment_id}, {self.period}"

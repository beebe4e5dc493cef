"""What HR types about a person's contract, awards and progress."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.forms import HiddenInput

from people import forms
from people.design.words import plural, pounds
from people.models import Organisation
from rewards.awards.rules import may_be_recorded
from rewards.contracts.scales import Scale
from rewards.employment.models import AGREED_PAY, IN_PAS, Area, Contract, Employment, OnCall
from rewards.progression.models import Outcome
from rewards.rates.models import AwardLevel

CONTRACTS = [(name.lower(), contract.label) for name, contract in Contract.__members__.items()]
"""Contracts by the words that stand in addresses."""
NO_SALARY = "Enter the salary agreed"
DOCTORS = (Contract.CONSULTANT, Contract.SPECIALTY_DOCTOR, Contract.SPECIALIST)


def why(hint: str) -> forms.TextAreaField:
    return forms.TextAreaField("Reason", rows=3, max_length=500, missing="Say why: it stands in the history", hint=hint)


class DayForm(forms.Form):
    """The day of which pay is shown."""

    on = forms.DateField("On", hint="Any day, for example 31 3 2026")


class ContractForm(forms.Form):
    """Which contract, and from which day: what else is asked depends on both."""

    contract = forms.SelectField(
        "Contract", choices=[("", "Choose a contract"), *CONTRACTS], missing="Choose a contract"
    )
    starts = forms.DateField("First day", hint="The first day on which it holds.", missing="Enter the first day")


class TermsForm(forms.Form):
    """A contract's hours and pay from a day on; it asks only what the contract has."""

    point = forms.SelectField("Pay point", missing="Choose the pay point: without it nothing can be worked out")
    salary_gbp = forms.PoundsField("Salary a year", missing=NO_SALARY)
    pas = forms.PAsField("Contracted week", min_value=Decimal("0.25"))
    seniority_from = forms.DateField(
        "Years on this scale count from (optional)",
        required=False,
        hint="Part-time work, sick leave and sabbaticals count as whole years. Without this day no step falls due.",
    )
    on_call = forms.SelectField("On-call duty", choices=OnCall.choices, required=False)
    area = forms.SelectField("High cost area", choices=Area.choices, required=False)
    service = forms.ModelSelectField(
        "Service (optional)", queryset=Organisation.objects.none(), required=False, empty_label="None"
    )
    why = why("For example, “Moved to threshold 3 after the review of 2 March”. HR reads it in the history.")
    seen = forms.TextField("Seen", required=False, widget=HiddenInput, max_length=100)

    def __init__(self, *args: Any, contract: str, scale: Scale, organisation: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        if contract in AGREED_PAY:
            del self.fields["point"], self.fields["seniority_from"]
        else:
            del self.fields["salary_gbp"]
            field: Any = self.fields["point"]
            field.choices = [("", "Choose a pay point"), *((each.label, _point(each)) for each in scale.points)]
        if contract == Contract.SALARIED_GP:
            full_time = "Full time, for 37.5 hours: the hours below give the share paid."
            self.fields["salary_gbp"] = forms.PoundsField("Salary a year", missing=NO_SALARY, hint=full_time)
        if contract not in IN_PAS:
            hours = "Hours a week. Full time is 37.5."
            self.fields["pas"] = forms.HoursAsPAsField("Contracted week", min_value=Decimal("0.25"), hint=hours)
        if contract not in DOCTORS:
            del self.fields["on_call"]
        if contract == Contract.VSM:
            del self.fields["area"]
        self.field("service", forms.ModelSelectField).queryset = organisation.services.filter(closed_on__isnull=True)
        self.order_fields(["point", "salary_gbp", "pas", "seniority_from", "on_call", "area", "service", "why", "seen"])


def _point(point: Any) -> str:
    years = f", after {plural(point.years, 'year')}" if point.years else ""
    checked = "" if point.checked else ", not checked"
    return f"{point.label.capitalize()}: {pounds(point.annual_gbp)} full time{years}{checked}"


class EndForm(forms.Form):
    """The last day of something, and why."""

    last_day = forms.DateField("Last day", missing="Enter the last day")
    why = why("For example, “Left for another trust”.")


class WhyForm(forms.Form):
    """Only the reason."""

    why = why("What was wrong, or what changed.")


def called(level: AwardLevel) -> str:
    """An award level as the list names it."""
    worth = f" ({pounds(level.annual_gbp)})" if level.annual_gbp is not None else ""
    return f"{level.scheme}: {level.level}{worth}"


class AwardForm(forms.Form):
    """An award held."""

    level = forms.ModelSelectField(
        "Award",
        queryset=AwardLevel.objects.none(),
        called=called,
        empty_label="Choose an award",
        missing="Choose an award",
    )
    annual_gbp = forms.PoundsField(
        "Value a year (if it is not the level’s own)",
        required=False,
        min_value=Decimal("0.01"),
        hint="Leave it empty for the value shown with the level. An award stays at the value at which it is held.",
    )
    starts = forms.DateField("Held from", missing="Enter the first day", hint="The first day on which it was paid.")
    last_day = forms.DateField("Last day (optional)", required=False, hint="Leave it empty where it does not run out.")
    why = why("Where it is written, for example the letter of the awards committee.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        levels = [each.pk for each in AwardLevel.objects.all() if may_be_recorded(each.scheme)]
        kept = AwardLevel.objects.filter(pk__in=levels).order_by("scheme", "annual_gbp", "level")
        self.field("level", forms.ModelSelectField).queryset = kept

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        level = data.get("level")
        if level and data.get("annual_gbp") is None and "annual_gbp" not in self.errors:
            if level.annual_gbp is None:
                self.add_error("annual_gbp", "Enter the value: this award has no published one")
            data["annual_gbp"] = level.annual_gbp
        return data


class ProgressForm(forms.Form):
    """A review meeting about a step of pay."""

    held_on = forms.DateField("Review held on", missing="Enter the day of the review meeting")
    outcome = forms.RadiosField("Outcome", choices=Outcome.choices, missing="Choose what the review found")
    starts = forms.DateField(
        "On the point from (optional)",
        required=False,
        hint="Leave it empty for the day on which the years are reached.",
    )
    reason = forms.TextAreaField(
        "Reason (needed when held back)",
        required=False,
        rows=3,
        max_length=500,
        hint="What the clinical manager found.",
    )


def last_day_of(period: Any) -> date | None:
    """The last day of a half-open period; None where it has no end."""
    return period.upper and period.upper - timedelta(days=1)


def initial_terms(standing: Employment | None, contract: str) -> dict[str, Any]:
    """What the form shows at first: what holds on the day, where that is the same contract."""
    if standing is None:
        return {}
    same = {"pas": standing.pas, "area": standing.area, "service": standing.service_id, "on_call": standing.on_call}
    if standing.contract == contract:
        same |= {"point": standing.point, "salary_gbp": standing.salary_gbp, "seniority_from": standing.seniority_from}
    return same

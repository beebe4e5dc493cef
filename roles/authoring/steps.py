"""The steps of a post's words: each form's values are fields of the post."""

from datetime import date, datetime, time
from itertools import pairwise
from typing import Any

from django.db.models import Q
from django.forms import HiddenInput
from django.utils import timezone

from people import forms
from people.clinicians.models import Profession
from people.models import Service, Specialty
from roles.authoring.rules import asks_fit_and_proper
from roles.posts.models import PaidBy, Post

CLOSES = time(17)
"""Posts close at five in the afternoon, Europe/London."""


class StepForm(forms.Form):
    """A step: its values are fields of the post; `seen` says what the writer was shown."""

    seen = forms.TextField("Seen", required=False, widget=HiddenInput, max_length=100)
    why = forms.TextField(
        "Why it changes",
        required=False,
        max_length=300,
        hint="A published post says its changes, and applicants are told. Words put right need no reason.",
    )

    def __init__(self, *args: Any, post: Post, **options: Any) -> None:
        super().__init__(*args, **options)
        self.post = post
        for name in ("service", "return_service"):
            if name in self.fields:
                chosen = getattr(post, f"{name}_id")
                field = self.field(name, forms.ModelSelectField)
                field.queryset = post.organisation.services.filter(Q(closed_on__isnull=True) | Q(pk=chosen))
        if post.status == Post.Status.DRAFT:
            del self.fields["why"]
        if not asks_fit_and_proper(post):
            self.fields.pop("fit_and_proper", None)

    def values(self) -> dict[str, Any]:
        """The post's fields as typed."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "why")}

    @classmethod
    def of(cls, post: Post) -> dict[str, Any]:
        """What the step shows of the post."""
        return {name: getattr(post, name) for name in cls.base_fields if name not in ("seen", "why")}


class RoleStep(StepForm):
    """What the post is for."""

    title = forms.TextField("Title", max_length=200, hint="As people would search for it: “Clinical director, renal”.")
    service = forms.ModelSelectField(
        "Service", queryset=Service.objects.none(), required=False, empty_label="The whole organisation"
    )
    specialty = forms.ModelSelectField(
        "Specialty (optional)", queryset=Specialty.objects.all(), required=False, empty_label="None"
    )
    professions = forms.CheckboxesField(
        "Open to", choices=Profession.choices, required=False, hint="Any that could do it well."
    )
    summary = forms.TextField("In a sentence", required=False, max_length=300, hint="Stands in the search results.")
    description = forms.TextAreaField(
        "The work", required=False, rows=10, max_length=10000, hint="What it is for, with whom, and what changes by it."
    )
    seats = forms.WholeNumberField("Places", min_value=1, max_value=20)

    def clean_professions(self) -> list[str]:
        """In one order and each once: the search counts a post once for each."""
        return [each for each in Profession.values if each in self.cleaned_data["professions"]]


class PayStep(StepForm):
    """Time, pay and term."""

    pas = forms.PAsField("Leadership time a week", max_value=12)
    paid_by = forms.RadiosField("How it is paid", choices=PaidBy.choices, missing="Choose how it is paid")
    allowance_low_gbp = forms.PoundsField(
        "Least allowance a year (optional)", required=False, hint="Empty in both: to be agreed."
    )
    allowance_high_gbp = forms.PoundsField("Most allowance a year (optional)", required=False)
    salary_gbp = forms.PoundsField("Whole salary a year (where it is paid so)", required=False)
    term_months = forms.WholeNumberField(
        "Term in months (optional)", required=False, min_value=1, max_value=120, hint="Three years are 36."
    )
    renewals = forms.WholeNumberField(
        "How many more terms may follow (optional)", required=False, min_value=0, max_value=9
    )
    starts_on = forms.DateField("Expected start (optional)", required=False)
    secondment = forms.CheckboxField("Open as a secondment", required=False)
    job_share = forms.CheckboxField("Open to a job share", required=False)
    fit_and_proper = forms.CheckboxField(
        "Needs the fit and proper person test",
        required=False,
        hint="Directors on a board do, whether or not they vote.",
    )

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        low, high = data.get("allowance_low_gbp"), data.get("allowance_high_gbp")
        if low is not None and high is not None and high < low:
            self.add_error("allowance_high_gbp", "Most allowance must be no less than the least")
        return data


class WayBackStep(StepForm):
    """The clinical work kept, and the right to return."""

    keeps_clinical_contract = forms.CheckboxField("The clinical contract is kept beside the post", required=False)
    clinical_minimum_pas = forms.PAsField(
        "Least clinical time kept a week (optional)", required=False, max_value=12, hint="So that skills stay."
    )
    return_dcc_pas = forms.PAsField(
        "Direct clinical care to come back to, a week (optional)", required=False, max_value=12
    )
    return_service = forms.ModelSelectField(
        "In which service (optional)", queryset=Service.objects.none(), required=False, empty_label="Not said"
    )
    return_within_months = forms.WholeNumberField(
        "Within how many months of the term’s end (optional)", required=False, min_value=0, max_value=60
    )
    return_notice_months = forms.WholeNumberField(
        "Months of notice of the return (optional)", required=False, min_value=0, max_value=24
    )


class DatesStep(StepForm):
    """Dates and contact."""

    closes_on = forms.DateField("Closing day", hint="It closes at 5pm.", missing="Enter the closing day")
    shortlist_on = forms.DateField("Shortlist by (optional)", required=False)
    interviews_on = forms.DateField("Interviews on (optional)", required=False)
    contact_name = forms.TextField("Whom to talk to", required=False, max_length=120)
    contact_email = forms.EmailField("Their email address", required=False)
    contact_phone = forms.TextField("Their telephone number", required=False, max_length=30)
    how_chosen = forms.TextAreaField("How it is chosen (optional)", required=False, max_length=4000)

    @classmethod
    def of(cls, post: Post) -> dict[str, Any]:
        shown = {name: getattr(post, name) for name in cls.base_fields if hasattr(post, name)}
        return shown | {"closes_on": timezone.localtime(post.closes_at).date()}

    def values(self) -> dict[str, Any]:
        found = super().values()
        day: date = found.pop("closes_on")
        if day == timezone.localtime(self.post.closes_at).date():
            return found | {"closes_at": self.post.closes_at}
        return found | {"closes_at": timezone.make_aware(datetime.combine(day, CLOSES))}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        days = [(name, data.get(name)) for name in ("closes_on", "shortlist_on", "interviews_on")]
        known = [(name, day) for name, day in days if day]
        for (_, earlier), (name, later) in pairwise(known):
            if later < earlier:
                self.add_error(name, "Closing, shortlist and interviews must follow one another")
        return data

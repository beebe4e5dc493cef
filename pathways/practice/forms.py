"""The forms of a log, of sharing it, and of an employer's targets."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from pathways.practice.importing import MOST_ROWS
from pathways.practice.kinds import Kind
from pathways.practice.models import Evidence
from pathways.practice.services import HOLDS_YEARS, MOST_AMOUNT, MOST_YEARS
from pathways.practice.sharing import roles_to_share_with
from people import forms
from people.dates import after_months
from people.importing import forms as importing
from people.models import Organisation, Profession, Specialty, User


class EntryForm(forms.Form):
    """One entry of the log."""

    kind = forms.SelectField("Kind", choices=Kind.choices, missing="Choose the kind")
    what = forms.TextField(
        "What",
        required=False,
        max_length=120,
        hint="Which procedure, list, training or measure. For clinical sessions it may stay empty.",
    )
    amount = forms.NumberField(
        "How many, or how many hours",
        min_value=Decimal("0.01"),
        max_value=MOST_AMOUNT,
        hint="Sessions, procedures and lists by number; simulation and learning in hours. A session is half a day.",
        missing="Enter how many, or how many hours",
    )
    on = forms.DateField("Day")
    expires_on = forms.DateField(
        "Holds until", required=False, hint="Only for mandatory training. For example, 2 2 2030."
    )
    note = forms.TextAreaField(
        "Note (optional)", required=False, rows=2, max_length=500, hint="Nothing about patients."
    )
    file = forms.FileField(
        "Document (optional)",
        required=False,
        hint="A certificate or report: PDF or Word (.docx), 5 MB at most. Its author’s data is taken out. No patients.",
        max_length=200,
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, last: Evidence | None = None, entry: Evidence | None = None
    ) -> None:
        today = timezone.localdate()
        first: dict[str, Any] = {"on": today, "amount": 1}
        if entry is not None:
            names = ("kind", "what", "amount", "on", "expires_on", "note")
            first = {name: getattr(entry, name) for name in names}
        elif last is not None:
            first |= {"kind": last.kind, "what": last.what if last.kind != Kind.TRAINING else "", "amount": last.amount}
        super().__init__(data, files, initial=first)
        on, until = self.field("on", forms.DateField), self.field("expires_on", forms.DateField)
        on.earliest, on.latest = after_months(today, -12 * MOST_YEARS), today
        until.latest = after_months(today, 12 * HOLDS_YEARS)


class FileForm(importing.FileForm):
    """A file of one's log."""

    file = importing.file_field("File of your log", rows=MOST_ROWS)


class ShareForm(forms.Form):
    """With whom one shares, and until when."""

    whom = forms.RadiosField("With whom", choices=[], missing="Select with whom you share")
    email = forms.EmailField(
        "Their email address",
        required=False,
        hint="For a person. The address with which they sign in here.",
    )
    starts = forms.DateField("From")
    last_day = forms.DateField("Last day", missing="Enter the last day on which they may see it")
    evidence_too = forms.CheckboxField(
        "My log and its files too",
        required=False,
        hint="Otherwise they see the conditions alone: met, at risk or not met, and until when.",
    )

    def __init__(self, data: Any = None, *, owner: User, supervisor: User | None = None) -> None:
        today = timezone.localdate()
        first: dict[str, Any] = {"starts": today, "last_day": after_months(today, 3)}
        if supervisor is not None:
            first |= {"whom": "person", "email": supervisor.email}
        super().__init__(data, initial=first)
        choices = [("person", "A person"), *roles_to_share_with(owner)]
        self.field("whom", forms.RadiosField).choices = choices
        self.field("starts", forms.DateField).earliest = today

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("whom") == "person" and "email" in data:
            found = User.objects.filter(email__iexact=data["email"], is_active=True).first() if data["email"] else None
            if found is None:
                asked = "Nobody signs in here with this address" if data["email"] else "Enter their email address"
                self.add_error("email", asked)
            data["person"] = found
        return data

    def said(self) -> dict[str, Any]:
        """What `sharing.share` takes, of a valid form."""
        data = self.cleaned_data
        said: dict[str, Any] = {name: data[name] for name in ("starts", "last_day", "evidence_too")}
        if data["whom"] == "person":
            return said | {"person": data["person"]}
        organisation, _, role = data["whom"].partition(":")
        return said | {"organisation": Organisation.objects.get(pk=int(organisation)), "role": role}


class TargetForm(forms.Form):
    """What an employer asks for."""

    kind = forms.SelectField(
        "Kind",
        choices=[(kind.value, kind.label) for kind in Kind if kind is not Kind.TRAINING],
        missing="Choose the kind",
    )
    what = forms.TextField(
        "What (optional)",
        required=False,
        max_length=120,
        hint="Which procedure or list, in the words people log it with. Empty: any of the kind.",
    )
    amount = forms.NumberField("How many, or how many hours", min_value=Decimal("0.01"), max_value=MOST_AMOUNT * 10)
    months = forms.WholeNumberField(
        "Within how many months", min_value=1, max_value=72, missing="Enter within how many months", suffix="months"
    )
    specialty = forms.ModelSelectField(
        "Specialty", queryset=Specialty.objects.all(), required=False, empty_label="All specialties"
    )
    profession = forms.SelectField("Profession", choices=[("", "All professions"), *Profession.choices], required=False)
    source = forms.TextField(
        "Where it is agreed",
        max_length=200,
        hint="A college’s guidance, a policy, the minutes of a meeting. People read it beside the target.",
        missing="Say where it is agreed",
    )

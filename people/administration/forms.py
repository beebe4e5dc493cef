"""The forms of those who keep an organisation's people and services."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.forms import HiddenInput

from people import forms
from people.accounts.models import User
from people.administration import services
from people.memberships.models import Membership, Role
from people.organisations.models import Organisation, Service


class RoleForm(forms.Form):
    """A role for someone."""

    email = forms.EmailField("Email address", max_length=254, hint="The one they sign in with.")
    name = forms.TextField(
        "Full name (if they have no account yet)", required=False, max_length=200, hint="As colleagues know them."
    )
    role = forms.SelectField("Role", choices=[("", "Choose a role"), *Role.choices], missing="Choose a role")
    service = forms.ModelSelectField(
        "Service", queryset=Service.objects.none(), required=False, empty_label="The whole organisation"
    )
    starts = forms.DateField("First day", missing="Enter the first day")
    last_day = forms.DateField("Last day (optional)", required=False, hint="Leave it empty where none is agreed.")

    def __init__(self, *args: Any, organisation: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        open_ones = organisation.services.filter(closed_on__isnull=True)
        self.field("service", forms.ModelSelectField).queryset = open_ones


class ChangeForm(forms.Form):
    """When a role ends, and who stands over its holder."""

    last_day = forms.DateField("Last day (optional)", required=False, hint="Empty: no end is agreed.")
    line_manager = forms.EmailField(
        "Line manager’s email address (optional)",
        required=False,
        max_length=254,
        hint="They are never offered as a mentor.",
    )
    appraiser = forms.EmailField("Appraiser’s email address (optional)", required=False, max_length=254)
    seen = forms.TextField("Seen", required=False, widget=HiddenInput, max_length=100)

    @classmethod
    def of(cls, membership: Membership) -> dict[str, Any]:
        """What the form shows of a membership."""
        people = (membership.line_manager, membership.appraiser)
        manager, appraiser = (person.email if person else "" for person in people)
        shown = {"last_day": last_day_of(membership), "line_manager": manager, "appraiser": appraiser}
        return shown | {"seen": services.mark_of_role(membership)}

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        for name in ("line_manager", "appraiser"):
            if typed := data.get(name):
                data[name] = User.objects.filter(email__iexact=typed, is_active=True).first()
                if data[name] is None:
                    self.add_error(name, "Nobody has an account with this address. Give them a role first")
            else:
                data[name] = None
        return data


class ServiceForm(forms.Form):
    """A clinical service."""

    name = forms.TextField("Name", max_length=120)
    specialty_name = forms.TextField("Specialty (optional)", required=False, max_length=120)
    dcc_pas_needed = forms.PAsField(
        "Direct clinical care it needs a week (optional)",
        required=False,
        max_digits=7,
        max_value=Decimal("9999"),
        hint="All its clinicians together. Approvers see what a split leaves of it.",
    )
    closed_on = forms.DateField("Closed from (optional)", required=False, hint="The first day on which it is closed.")
    seen = forms.TextField("Seen", required=False, widget=HiddenInput, max_length=100)

    @classmethod
    def of(cls, service: Service) -> dict[str, Any]:
        """What the form shows of a service."""
        shown = {name: getattr(service, name) for name in services.SERVICE_FIELDS}
        return shown | {"seen": services.mark_of_service(service)}


def last_day_of(membership: Membership) -> date | None:
    """The last day of a half-open period; None where it has no end."""
    return membership.period.upper and membership.period.upper - timedelta(days=1)

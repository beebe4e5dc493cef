"""The forms of a time split: the week in lines, and what sends it."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import BaseFormSet, HiddenInput, IntegerField, formset_factory
from django.utils import timezone

from pathways.splits import week
from pathways.splits.facts import Proposal, lines_of
from pathways.splits.models import Category, TimeSplit
from pathways.splits.settings import WORKING_WEEKS
from pathways.splits.starting import Start
from people import forms
from people.design.words import pas
from people.memberships.policies import memberships_today
from people.models import Service, User
from roles.models import Appointment

ROWS_SHOWN, ROWS_MOST = 4, 20
NOT_TIMED = ("", "Any time")
OWN_SERVICE = ("", "No, for the service above")


class SplitForm(forms.Form):
    """The frame of a split: for what, from when, how much in all, and why."""

    appointment = forms.ModelSelectField(
        "Leadership role",
        queryset=Appointment.objects.none(),
        required=False,
        empty_label="None: this split has no leadership role",
    )
    service = forms.ModelSelectField(
        "Service",
        queryset=Service.objects.none(),
        called=lambda service: f"{service.name}, {service.organisation}",
        empty_label="Choose a service",
        missing="Choose the service whose lead signs first",
        hint="Where most of this week is worked. Its lead signs, unless your employer has set others.",
    )
    starts = forms.DateField("First day", hint="For example, 1 4 2027.")
    last_day = forms.DateField(
        "Last day (optional)", required=False, hint="Leave empty if it runs until the next time split."
    )
    total = forms.PAsField(
        "PAs a week in all",
        hint="1 PA is 4 hours. Count additional PAs in: 11 if you work 10 and 1 more.",
        min_value=Decimal("0.25"),
    )
    reason = forms.TextAreaField(
        "Why this split (optional)", required=False, max_length=1000, rows=3, hint="Those who sign it read it."
    )
    override_reason = forms.TextAreaField(
        "Why more than the limit (optional)",
        required=False,
        max_length=1000,
        rows=2,
        hint="Only if the week goes above your employer's limit, usually 12 PAs.",
    )
    override_agreed_by = forms.TextField(
        "Who agreed to more than the limit (optional)", required=False, max_length=120, hint="Their name and post."
    )
    version = forms.VersionField(required=False)
    corrects = IntegerField(required=False, widget=HiddenInput)

    def __init__(
        self, *args: Any, user: User, in_hours: bool = False, wrong: TimeSplit | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.in_hours = in_hours
        if in_hours:
            self.fields["total"] = forms.HoursAsPAsField("Hours a week in all", min_value=Decimal("0.25"))
        today = timezone.localdate()
        here = memberships_today(user).values("organisation")
        # What a correction is about may have closed or ended since.
        services = Q(organisation__in=here, closed_on=None) | Q(pk=wrong and wrong.service_id)
        self.field("service", forms.ModelSelectField).queryset = Service.objects.filter(services).select_related(
            "organisation"
        )
        roles = Q(term__endswith__gt=today) | Q(term__upper_inf=True) | Q(pk=wrong and wrong.appointment_id)
        mine = Appointment.objects.filter(roles, user=user)
        self.field("appointment", forms.ModelSelectField).queryset = mine.order_by("title")
        earliest, latest = today - timedelta(days=366), today + timedelta(days=366 * 5)
        if wrong is not None:
            earliest = min(earliest, wrong.starts)
        for name in ("starts", "last_day"):
            field = self.field(name, forms.DateField)
            field.earliest, field.latest = earliest, latest

    def clean_last_day(self) -> date | None:
        starts, last = self.cleaned_data.get("starts"), self.cleaned_data.get("last_day")
        if starts and last and last < starts:
            raise ValidationError("Last day must be on or after the first day")
        return last


class LineForm(forms.Form):
    """One line of the week; a line left empty does not count."""

    category = forms.SelectField("Category", choices=[("", "Choose"), *Category.choices], required=False)
    what = forms.TextField("What you do", required=False, max_length=120)
    pas = forms.PAsField("PAs a week", required=False)
    weekday = forms.SelectField("Day", required=False, choices=[NOT_TIMED, *enumerate(week.WEEKDAYS)])
    session = forms.SelectField(
        "Session",
        required=False,
        choices=[NOT_TIMED, *((key, words.capitalize()) for key, words in week.SESSIONS.items())],
    )
    additional = forms.CheckboxField("Additional PA, above 10", required=False)
    hours = forms.NumberField(
        "Hours at this time", required=False, min_value=Decimal("0.25"), max_value=Decimal(24), suffix="hours"
    )
    premium = forms.CheckboxField("In premium time, where 3 hours are a PA", required=False)
    sessions_a_year = forms.NumberField(
        "Sessions a year", required=False, min_value=Decimal("0.5"), max_value=Decimal(999), suffix="sessions"
    )
    service = forms.SelectField("For another service", required=False, choices=[OWN_SERVICE])

    def __init__(
        self,
        *args: Any,
        services: Sequence[tuple[str, str]] = (),
        working_weeks: int = WORKING_WEEKS.default,
        in_hours: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.in_hours = in_hours
        if in_hours:
            self.fields["pas"] = forms.HoursAsPAsField("Hours a week", required=False)
        self.working_weeks = working_weeks
        self.field("service", forms.SelectField).choices = [OWN_SERVICE, *services]

    def is_counted(self) -> bool:
        """Whether something is filled in by which PAs are counted."""
        return any(self[name].value() for name in ("hours", "premium", "sessions_a_year", "service"))

    def is_blank(self) -> bool:
        """Whether the owner left the line empty."""
        data = self.cleaned_data
        return all(data.get(name) is None for name in ("pas", "hours", "sessions_a_year")) and not data.get("what")

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.is_blank() or self.errors:
            return data
        if not data.get("category"):
            self.add_error("category", "Choose the category of this line")
        if not data.get("what"):
            self.add_error("what", "Enter what you do in this time, like outpatient clinic")
        self._count(data)
        if bool(data.get("weekday")) != bool(data.get("session")):
            missing = "session" if data.get("weekday") else "weekday"
            self.add_error(missing, "Give the day and the session, or neither")
        return data

    def _count(self, data: dict[str, Any]) -> None:
        """PAs that are given stand in quarters; PAs that follow from hours or sessions are filled in."""
        if data["hours"] and data["sessions_a_year"]:
            self.add_error("sessions_a_year", "Give the hours at a fixed time or the sessions a year, not both")
            return
        if data["premium"] and not data["hours"]:
            self.add_error("hours", "Enter how many hours of this are in premium time")
            return
        counted = week.Line("", Decimal(0), **self._basis(data)).counted(self.working_weeks)
        if data.get("pas") is None and counted is None:
            self.add_error("pas", f"Enter the {'hours' if self.in_hours else 'PAs'} a week of this line")
        elif data.get("pas") is None:
            data["pas"] = counted
        elif counted is None and self.in_hours and data["pas"] % week.STEP:
            self.add_error("pas", "Give hours in halves, like 7.5")
        elif counted is None and not self.in_hours and data["pas"] % week.SCREEN_STEP:
            self.add_error("pas", "Give PAs in quarters, like 0.25 or 1.5")
        elif counted is not None and data["pas"] != counted:
            self.add_error("pas", f"What you gave comes to {pas(counted)} a week. Leave PAs empty to have them counted")

    def _basis(self, data: dict[str, Any]) -> dict[str, Any]:
        return {name: data[name] for name in ("hours", "premium", "sessions_a_year")}

    def line(self) -> week.Line:
        """The line as the rules read it."""
        data = self.cleaned_data
        return week.Line(
            category=data["category"],
            pas=data["pas"],
            what=data["what"],
            additional=data["additional"],
            weekday=int(data["weekday"]) if data["weekday"] else None,
            session=data["session"],
            service=int(data["service"]) if data["service"] else None,
            **self._basis(data),
        )


class _LinesFormSet(BaseFormSet):
    def lines(self) -> tuple[week.Line, ...]:
        """The lines that are filled in and right."""
        return tuple(f.line() for f in self.forms if f.is_bound and f.is_valid() and not f.is_blank())


LinesFormSet = formset_factory(
    LineForm, formset=_LinesFormSet, extra=0, max_num=ROWS_MOST, absolute_max=ROWS_MOST, validate_max=True
)


def as_typed(form: Any) -> dict[str, Any]:
    """What was typed in a form, as the first values of a fresh one that has not been judged yet."""
    return {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }


def proposal_of(form: SplitForm, lines: Any) -> Proposal:
    """The proposal in a frame whose service, dates and total are valid, and its lines."""
    data = form.cleaned_data
    return Proposal(
        service=data["service"],
        starts=data["starts"],
        last_day=data["last_day"],
        total=data["total"],
        lines=lines.lines(),
        appointment=data.get("appointment"),
        reason=data.get("reason", ""),
        override_reason=data.get("override_reason", ""),
        override_agreed_by=data.get("override_agreed_by", ""),
    )


def initial_of(split: TimeSplit) -> dict[str, Any]:
    """A kept split's frame as the form's first values."""
    return {
        "appointment": split.appointment_id,
        "service": split.service_id,
        "starts": split.starts,
        "last_day": split.last_day,
        "total": split.total_pas,
        "reason": split.reason,
        "override_reason": split.override_reason,
        "override_agreed_by": split.override_agreed_by,
        "version": split.version,
        "corrects": split.corrects_id,
    }


def initial_lines(
    split: TimeSplit | None, appointment: Appointment | None = None, begun: Start | None = None
) -> list[dict[str, Any]]:
    """First values of the rows: the split's own lines, those it starts from, or a usual week with the role in it."""
    if split is not None or begun is not None:
        given = lines_of(split) if split is not None else begun.lines if begun is not None else ()
        kept: list[dict[str, Any]] = [vars(line).copy() for line in given]
        return kept + [{} for _ in range(max(ROWS_SHOWN - len(kept), 1))]
    rows: list[dict[str, Any]] = [
        {"category": Category.DCC},
        {"category": Category.SPA, "what": "Appraisal, learning, audit", "pas": Decimal("1.5")},
    ]
    if appointment is not None:
        rows.append({"category": Category.ANR, "what": appointment.title[:120], "pas": appointment.pas})
    return rows + [{} for _ in range(ROWS_SHOWN - len(rows))]


class SendForm(forms.Form):
    """Sends, or withdraws, the split as the page shows it."""

    version = forms.VersionField()

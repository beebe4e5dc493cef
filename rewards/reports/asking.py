"""What is asked of a report: of which organisation and which part of it, on which day, and as known when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from people import forms
from people.design.words import longdate
from people.models import Organisation, Profession, Service


class Known(StrEnum):
    """At which moment's knowledge the figures stand."""

    THEN = "then"
    NOW = "now"


KNOWN = [(Known.THEN, "At the end of that day"), (Known.NOW, "Now")]


@dataclass(frozen=True)
class Ask:
    """One question. `known` None: as now known; else the moment after which nothing counts that was written."""

    organisation: Organisation
    on: date
    known: datetime | None = None
    service: Service | None = None
    profession: str = ""
    by: str = ""
    """In which groups."""
    which: str = ""
    group: str = ""
    """The list and the row that it is about."""
    more: Mapping[str, Any] = field(default_factory=dict)
    part_kept: str = ""
    """The part of the organisation as a kept report has it, in words."""
    known_kept: str = ""
    """Its knowledge, likewise."""

    @property
    def as_known(self) -> str:
        """How the figures' knowledge is said."""
        if self.known_kept:
            return self.known_kept
        return "as now known" if self.known is None else f"as it was known at the end of {longdate(self.on)}"

    @property
    def part(self) -> str:
        """Of which part of the organisation, in words; empty for the whole."""
        profession = Profession(self.profession).label if self.profession else ""
        return self.part_kept or ", ".join(str(each) for each in (self.service, profession) if each)

    def sql(self, table: str = "") -> str:
        """The condition, in SQL, that keeps what was known; its values are among `values`."""
        at = f"{table}." if table else ""
        if self.known is None:
            return f"{at}superseded_at IS NULL"
        return f"{at}recorded_at <= %(known)s AND ({at}superseded_at IS NULL OR {at}superseded_at > %(known)s)"

    @property
    def values(self) -> dict[str, Any]:
        """Values for SQL written by hand."""
        return {
            "organisation": self.organisation.pk,
            "day": self.on,
            "known": self.known,
            "service": self.service.pk if self.service else None,
            "profession": self.profession,
        }


PART = """
AND (%(service)s::bigint IS NULL OR {at}service_id = %(service)s)
AND (%(profession)s = '' OR {at}profession = %(profession)s)
"""
"""The condition, in SQL, that keeps the part of the organisation asked for."""


def end_of(day: date) -> datetime | None:
    """The last moment of a day gone by, in London; None for today and later: all that is known counts."""
    if day >= timezone.localdate():
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(microseconds=1)


class AskForm(forms.Form):
    """The filters that all reports share; a report adds its own."""

    organisation = forms.ModelSelectField("Organisation", queryset=Organisation.objects.none())
    on = forms.DateField("On", hint="The day the figures hold at, for example 31 3 2026")
    known = forms.SelectField("As known", choices=KNOWN, required=False)
    service = forms.ModelSelectField(
        "Service", queryset=Service.objects.none(), required=False, empty_label="All services"
    )
    profession = forms.SelectField("Profession", choices=[("", "All professions"), *Profession.choices], required=False)
    by = forms.SelectField("In groups by", choices=[], required=False)

    def __init__(
        self,
        *args: Any,
        organisations: QuerySet[Organisation],
        organisation: Organisation,
        groupings: Mapping[str, str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        field = self.field("organisation", forms.ModelSelectField)
        field.queryset, field.empty_label = organisations, None
        self.field("service", forms.ModelSelectField).queryset = Service.objects.filter(
            organisation=organisation
        ).order_by("name")
        if groupings:
            self.field("by", forms.SelectField).choices = list(groupings.items())
        else:
            del self.fields["by"]

    def ask(self, *, which: str = "", group: str = "") -> Ask:
        """The question, once the form is valid."""
        data = self.cleaned_data
        shared = {"organisation", "on", "known", "service", "profession", "by"}
        return Ask(
            organisation=data["organisation"],
            on=data["on"],
            known=None if data.get("known") == Known.NOW else end_of(data["on"]),
            service=data.get("service"),
            profession=data.get("profession", ""),
            by=data.get("by", ""),
            which=which,
            group=group,
            more={name: value for name, value in data.items() if name not in shared},
        )

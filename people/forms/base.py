"""The form every page starts from: it knows its error summary and how to take a refusal."""

from typing import Any, TypeVar

from django import forms
from django.db import models
from markupsafe import Markup

from people.forms.dates import DateField
from people.forms.rendering import error_summary
from people.refusals import Refused

Kind = TypeVar("Kind", bound=forms.Field)


class FormMixin(forms.BaseForm):
    """What our forms add to Django's."""

    def error_summary(self) -> Markup:
        """All errors on top of the page, each linked to its field; empty when there are none."""
        return error_summary(self)

    def refuse(self, refused: Refused) -> None:
        """Shows a service's refusal beside the field it names, or on top."""
        name = refused.field if refused.field in self.fields else None
        self.add_error(name, refused.sentence)

    def field(self, name: str, kind: type[Kind]) -> Kind:
        """The field of that name and kind: for bounds and choices that are known only when the form is made."""
        found = self.fields[name]
        if not isinstance(found, kind):
            raise TypeError(f"{name} is no {kind.__name__}")
        return found


class Form(FormMixin, forms.Form):
    """A form that renders as NHS components."""


def formfield(db_field: "models.Field[Any, Any]", **options: Any) -> forms.Field | None:
    """The form field for a model's field: day, month and year for a date; Django's choice for the rest."""
    if type(db_field) is models.DateField and not db_field.choices:
        return DateField(
            str(db_field.verbose_name).capitalize(), required=not db_field.blank, hint=str(db_field.help_text)
        )
    return db_field.formfield(**options)


class ModelForm(FormMixin, forms.ModelForm):
    """A model's form; write `class Meta(ModelForm.Meta)` to have dates as day, month and year."""

    class Meta:
        formfield_callback = formfield

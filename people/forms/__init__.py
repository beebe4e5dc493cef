"""Forms that render themselves as NHS components: `{{ form.starts.as_field_group() }}`."""

from people.forms.base import Form, ModelForm
from people.forms.dates import DateField
from people.forms.fields import (
    CheckboxesField,
    CheckboxField,
    EmailField,
    FileField,
    HoursAsPAsField,
    ModelCheckboxesField,
    ModelRadiosField,
    ModelSelectField,
    NumberField,
    PAsField,
    PasswordField,
    PoundsField,
    RadiosField,
    SelectField,
    TextAreaField,
    TextField,
    VersionField,
    WholeNumberField,
)
from people.forms.rendering import error_summary

__all__ = [
    "CheckboxField",
    "CheckboxesField",
    "DateField",
    "EmailField",
    "FileField",
    "Form",
    "HoursAsPAsField",
    "ModelCheckboxesField",
    "ModelForm",
    "ModelRadiosField",
    "ModelSelectField",
    "NumberField",
    "PAsField",
    "PasswordField",
    "PoundsField",
    "RadiosField",
    "SelectField",
    "TextAreaField",
    "TextField",
    "VersionField",
    "WholeNumberField",
    "error_summary",
]

"""The service's form fields: Django's own, with NHS looks, and errors that say how to put it right."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from people.forms.looks import Look, Looks, lower_first
from people.forms.text import one_line, several_lines


class TextField(Looks, forms.CharField):
    """One line of text."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(one_line(value) if isinstance(value, str) else value)


class TextAreaField(Looks, forms.CharField):
    """Several lines; with `max_length` it counts the characters left."""

    def __init__(self, label: str = "", *, rows: int = 5, **options: Any) -> None:
        super().__init__(label, widget=forms.Textarea(attrs={"rows": rows}), **options)

    def to_python(self, value: Any) -> Any:
        return super().to_python(several_lines(value) if isinstance(value, str) else value)


class EmailField(Looks, forms.EmailField):
    """An email address."""

    look = Look(autocomplete="email", spellcheck=False, width=30)

    def __init__(self, label: str = "", **options: Any) -> None:
        super().__init__(label, **{"max_length": 254, **options})  # what the columns hold

    def words(self, label: str) -> dict[str, str]:
        return super().words(label) | {"invalid": "Enter an email address in the correct format, like name@example.com"}


class PasswordField(Looks, forms.CharField):
    """A password; its component can show what is typed."""

    look = Look(autocomplete="current-password")

    def __init__(self, label: str = "Password", **options: Any) -> None:
        super().__init__(label, widget=forms.PasswordInput(), strip=False, **options)


class _FigureField(Looks, forms.DecimalField):
    """A decimal figure, typed with or without its unit and thousands commas."""

    take_away = ","
    unit = ""

    def __init__(self, label: str = "", **options: Any) -> None:
        super().__init__(label, widget=forms.TextInput(), **options)

    def words(self, label: str) -> dict[str, str]:
        return super().words(label) | {
            "invalid": f"{label} must be a number, like {self.example}",
            "min_value": f"{label} must be %(limit_value)s{self.unit} or more",
            "max_value": f"{label} must be %(limit_value)s{self.unit} or less",
            "max_decimal_places": f"{label} must have no more than %(max)s decimal places",
            "max_digits": f"{label} is too large",
            "max_whole_digits": f"{label} is too large",
        }

    example = "2.5"

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            for sign in (*self.take_away, "\u00a0"):
                value = value.replace(sign, "")
            value = value.strip().replace("−", "-")
            # Django reads fullwidth digits and underscores as a number; a person who typed one made a slip.
            if "_" in value or not value.isascii():
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal | int | float):
            try:
                return f"{Decimal(str(value)).normalize():f}"
            except InvalidOperation:
                return value
        return value


class PoundsField(_FigureField):
    """Pounds a year (or as the label says): "12,500", "£12500" and "12500.50" are all read."""

    look = Look(prefix="£", width=10, inputmode="decimal", spellcheck=False)
    take_away = ",£ "
    example = "12,500"

    def __init__(self, label: str = "", **options: Any) -> None:
        super().__init__(label, **{"max_digits": 10, "decimal_places": 2, "min_value": Decimal(0), **options})


class NumberField(_FigureField):
    """A number of anything, in quarters or finer: "2.5"."""

    look = Look(width=4, inputmode="decimal", spellcheck=False)

    def __init__(self, label: str = "", **options: Any) -> None:
        super().__init__(label, **{"max_digits": 6, "decimal_places": 2, "min_value": Decimal(0), **options})


class PAsField(_FigureField):
    """Programmed activities a week, to a quarter of an hour's fraction: "2.5" or "2.5 PAs"."""

    look = Look(suffix="PAs", width=4, inputmode="decimal", spellcheck=False)
    unit = " PAs"

    def __init__(self, label: str = "", **options: Any) -> None:
        bounds = {"max_digits": 5, "decimal_places": 3, "min_value": Decimal(0), "max_value": Decimal(20)}
        super().__init__(label, **{**bounds, **options})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip().lower().removesuffix("s").removesuffix("pa")
        return super().to_python(value)


class HoursAsPAsField(PAsField):
    """Hours a week of a contract that knows no PAs, to the hundredth; read and kept as PAs, at 4 hours a PA.

    They are kept as finely as PAs are, to the thousandth: what is typed is what is shown again, and sent again.
    """

    look = Look(suffix="hours", width=5, inputmode="decimal", spellcheck=False)
    example = "37.5"
    hours_a_pa = 4
    hundredth, thousandth, whole_digits = Decimal("0.01"), Decimal("0.001"), 9

    def words(self, label: str) -> dict[str, str]:
        return super().words(label) | {
            "min_value": f"{label} must be 1 hour or more",
            "max_value": f"{label} must be 80 hours or less",
        }

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip().lower().removesuffix("s").removesuffix("hour")
        read = super().to_python(value)
        if not isinstance(read, Decimal) or not read.is_finite() or read.adjusted() > self.whole_digits:
            return read  # no hours of a week: refused as out of bounds
        if read != read.quantize(self.hundredth):
            raise ValidationError(self.error_messages["max_decimal_places"], "max_decimal_places", {"max": 2})
        return (read / self.hours_a_pa).quantize(self.thousandth)

    def prepare_value(self, value: Any) -> Any:
        hours = (value * self.hours_a_pa).quantize(self.hundredth) if isinstance(value, Decimal) else value
        return super().prepare_value(hours)


class WholeNumberField(Looks, forms.IntegerField):
    """A whole number."""

    look = Look(width=4, inputmode="numeric", spellcheck=False)

    def __init__(self, label: str = "", **options: Any) -> None:
        super().__init__(label, **{"widget": forms.TextInput(), "max_value": 2_000_000_000, **options})

    def words(self, label: str) -> dict[str, str]:
        return super().words(label) | {
            "invalid": f"{label} must be a whole number, like 3",
            "min_value": f"{label} must be %(limit_value)s or more",
            "max_value": f"{label} must be %(limit_value)s or less",
        }


class VersionField(forms.IntegerField):
    """Which version of a record the page showed, hidden in it; only a page that was tampered with lacks it."""

    def __init__(self, **options: Any) -> None:
        lost = "This page no longer says what it showed. Open it again, then answer"
        super().__init__(widget=forms.HiddenInput, error_messages={"required": lost, "invalid": lost}, **options)


class _Choosing(Looks):
    ask = "Select"

    def words(self, label: str) -> dict[str, str]:
        gone = f"Choose {lower_first(label)} from the list"
        return super().words(label) | {"invalid_choice": gone, "invalid_list": gone, "invalid_pk_value": gone}


class SelectField(_Choosing, forms.ChoiceField):
    """One of many, from a drop-down list."""


class RadiosField(_Choosing, forms.ChoiceField):
    """One of a few, all in sight."""

    widget = forms.RadioSelect


class CheckboxesField(_Choosing, forms.MultipleChoiceField):
    """Any of a few, all in sight."""

    widget = forms.CheckboxSelectMultiple


class CheckboxField(Looks, forms.BooleanField):
    """A statement to agree to or a thing to switch on."""

    def words(self, label: str) -> dict[str, str]:
        return super().words(label) | {"required": f"Tick “{label}” to go on"}


class ModelSelectField(_Choosing, forms.ModelChoiceField):
    """One of a queryset's objects, from a drop-down list; `called` gives an object's words, else it says its own."""

    def __init__(self, label: str = "", *, queryset: Any, called: Callable[[Any], str] = str, **options: Any) -> None:
        self.called = called
        super().__init__(label, queryset=queryset, **options)

    def label_from_instance(self, obj: Any) -> str:
        return self.called(obj)


class ModelRadiosField(ModelSelectField):
    """One of a queryset's few objects, all in sight."""

    widget = forms.RadioSelect

    def __init__(self, label: str = "", *, queryset: Any, **options: Any) -> None:
        super().__init__(label, queryset=queryset, **{"empty_label": None, **options})


class ModelCheckboxesField(_Choosing, forms.ModelMultipleChoiceField):
    """Any of a queryset's few objects, all in sight."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: str = "", *, queryset: Any, **options: Any) -> None:
        super().__init__(label, queryset=queryset, **options)


class FileField(Looks, forms.FileField):
    """One file; the form says which kinds and sizes it takes."""

    ask = "Choose"

    def words(self, label: str) -> dict[str, str]:
        it = lower_first(label)
        return super().words(label) | {
            "invalid": f"Choose {it} again: no file arrived",
            "missing": f"Choose {it} again: no file arrived",
            "empty": "The file is empty; choose another",
            "max_length": "The file's name is too long; give it a shorter one",
        }

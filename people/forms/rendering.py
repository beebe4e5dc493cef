"""Any form's fields as NHS components, by their widgets: FORM_RENDERER, so sign-in forms get it too."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markupsafe import Markup

from people.design.nhs import Typed, nhs
from people.forms.dates import PARTS, DateParts, as_typed
from people.forms.looks import Look

TYPES = {forms.EmailInput: "email", forms.URLInput: "url", forms.NumberInput: "text"}


class NhsBoundField(BoundField):
    """A field of a form with its value and errors: `as_field_group()` is its whole NHS component."""

    @property
    def look(self) -> Look:
        return getattr(self.field, "look", None) or Look(hint=str(self.help_text))

    def as_field_group(self, **changes: Any) -> SafeString:
        """The component; `changes` are options of the look for this one place, and `label`."""
        return mark_safe(_render(self, changes))  # noqa: S308 -- made by the autoescaping macros

    @property
    def first_id(self) -> str:
        """The id that the error summary links to: the wrong part of a date, else the first input."""
        if isinstance(self.field.widget, DateParts):
            parts = [e.params["part"] for e in self._errors() if e.params and "part" in e.params]
            return f"{self.auto_id}-{parts[0] if parts else 'day'}"
        return str(self.auto_id)

    def _errors(self) -> list[Any]:
        return list(self.form.errors.as_data().get(self.name, []))


class NhsRenderer(DjangoTemplates):
    """Django's form renderer with our bound field."""

    bound_field_class = NhsBoundField


def error_summary(*many: forms.BaseForm | forms.BaseFormSet) -> Markup:
    """The "There is a problem" box: every error in the order of the fields, each linked to its field."""
    singles = [form for one in many for form in (one.forms if isinstance(one, forms.BaseFormSet) else [one])]
    items: list[dict[str, str]] = []
    for one in many:
        if isinstance(one, forms.BaseFormSet):
            items += [{"text": str(text)} for text in one.non_form_errors()]
    for form in singles:
        if not form.is_bound or not form.errors:
            continue
        items += [{"text": str(text)} for text in form.non_field_errors()]
        for field in form:
            href = {} if field.is_hidden else {"href": f"#{getattr(field, 'first_id', field.auto_id)}"}
            items += [{"text": str(text), **href} for text in field.errors]
    return nhs.errorSummary({"titleText": "There is a problem", "errorList": items}) if items else Markup("")


def _render(bound: NhsBoundField, changes: dict[str, Any]) -> str:
    if bound.is_hidden:
        return _hidden(bound) if type(bound.field.widget) is forms.HiddenInput else str(bound.as_widget())
    widget, look = bound.field.widget, bound.look
    option = {name: changes.get(name, getattr(look, name)) for name in look.__dataclass_fields__}
    label: dict[str, Any] = {"text": str(changes.get("label", bound.label))}
    if option["heading"]:
        label |= {"isPageHeading": True}
    label["size"] = option["size"]
    if option["caption"]:
        label["caption"] = option["caption"]
    if option["hide_label"]:
        label["classes"] = "nhsuk-u-visually-hidden"
    common: dict[str, Any] = {"id": str(bound.auto_id), "name": bound.html_name}
    if option["hint"]:
        hint = str(option["hint"])
        common["hint"] = {"html": Markup(hint)} if isinstance(hint, SafeString) else {"text": hint}  # noqa: S704
    if bound.form.is_bound and bound.errors:
        common["errorMessage"] = {"text": " ".join(str(text) for text in bound.errors)}
    if bound.field.disabled:
        common["disabled"] = True
    attributes = {
        **{k: str(v) for k, v in widget.attrs.items() if k.startswith(("data-", "aria-"))},
        **option["attributes"],
    }
    if attributes:
        common["attributes"] = attributes
    return _component(bound, option, label, common)


def _hidden(bound: NhsBoundField) -> str:
    """As Django's template has it, which takes 0.2 ms to say so little."""
    attributes = bound.build_widget_attrs({"id": bound.auto_id} if bound.auto_id else {})
    widget = bound.field.widget.get_context(bound.html_name, bound.value(), attributes)["widget"]
    value = "" if widget["value"] is None else format_html(' value="{}"', widget["value"])
    return format_html('<input type="hidden" name="{}"{}{}>', widget["name"], value, flatatt(widget["attrs"]))


def _component(bound: NhsBoundField, option: dict[str, Any], label: dict[str, Any], common: dict[str, Any]) -> str:
    widget, value = bound.field.widget, bound.value()
    if isinstance(widget, forms.RadioSelect | forms.CheckboxInput):
        del common["id"]  # it would stand on the group as well as on its first input
    if isinstance(widget, DateParts):
        return nhs.dateInput(_date(bound, common, label, value))
    if isinstance(widget, forms.RadioSelect):
        return _choices(bound, option, label, common, value)
    if isinstance(widget, forms.Select):
        return nhs.select({**common, "label": label, "items": list(_options(bound, value))})
    if isinstance(widget, forms.CheckboxInput):
        item = {"id": str(bound.auto_id), "value": "on", "text": label["text"], "checked": bool(value)}
        hint = {"hint": common.pop("hint")} if "hint" in common else {}
        return nhs.checkboxes({**common, "idPrefix": str(bound.auto_id), "items": [{**item, **hint}]})
    if isinstance(widget, forms.FileInput):
        # The browser's own control: the component's script makes a button whose spoken name is not what it shows.
        return nhs.fileUpload({**common, "label": label}).replace(' data-module="nhsuk-file-upload"', "")
    extra = {key: option[key] for key in ("width", "inputmode", "spellcheck") if option[key] not in (None, "")}
    extra |= {key: {"text": option[key]} for key in ("prefix", "suffix") if option[key]}
    autocomplete = option["autocomplete"] or widget.attrs.get("autocomplete")
    if autocomplete:
        extra["autocomplete"] = str(autocomplete)
    params = {**common, "label": label, **extra}
    if isinstance(widget, forms.PasswordInput):
        return nhs.passwordInput(params)
    params["value"] = Typed("" if value is None else value)
    if isinstance(widget, forms.Textarea):
        if params["value"].startswith(("\n", "\r")):
            params["value"] = Typed("\n" + params["value"])  # a browser drops a text area's first line break
        params["rows"] = widget.attrs.get("rows", 5)
        most = getattr(bound.field, "max_length", None)
        return nhs.characterCount({**params, "maxlength": most}) if most else nhs.textarea(params)
    return nhs.input({**params, "type": TYPES.get(type(widget), "text")})


def _date(bound: NhsBoundField, common: dict[str, Any], label: dict[str, Any], value: Any) -> dict[str, Any]:
    wrong = {e.params["part"] for e in bound._errors() if e.params and "part" in e.params}
    typed = as_typed(value)
    items = [
        {
            "id": f"{common['id']}-{part}",
            "name": f"{common['name']}-{part}",
            "label": part.capitalize(),
            "width": 4 if part == "year" else 2,
            "value": Typed(text),
            **({"error": part in wrong} if wrong else {}),
            # A month may be typed by name.
            **({"inputmode": "text"} if part == "month" else {}),
        }
        for part, text in zip(PARTS, typed, strict=True)
    ]
    return {**common, "fieldset": {"legend": label}, "items": items}


def _options(bound: NhsBoundField, value: Any) -> Any:
    chosen = {str(v) for v in (value if isinstance(value, list | tuple | set) else [value]) if v is not None}
    for choice, text in bound.field.choices:  # type: ignore[attr-defined]  # only asked of fields with choices
        if isinstance(text, list | tuple):  # a named group: the macro has none, so its name goes before each
            for inner, words in text:
                yield {
                    "value": str(inner),
                    "text": f"{choice}: {words}",
                    "selected": str(inner) in chosen,
                }
        else:
            key = "" if choice is None else str(choice)
            yield {"value": key, "text": str(text), "selected": key in chosen}


def _choices(
    bound: NhsBoundField, option: dict[str, Any], label: dict[str, Any], common: dict[str, Any], value: Any
) -> str:
    hints = {str(key): str(text) for key, text in option["hints"].items()}
    items = [
        {
            "value": item["value"],
            "text": item["text"],
            "checked": item["selected"],
            **({"hint": {"text": hints[item["value"]]}} if item["value"] in hints else {}),
        }
        for item in _options(bound, value)
        if item["value"] != ""
    ]
    params = {
        **common,
        "idPrefix": str(bound.auto_id),
        "fieldset": {"legend": label},
        "items": items,
        **({"small": True} if option["small"] else {}),
    }
    # Django's CheckboxSelectMultiple descends from RadioSelect, so it is asked for first.
    if isinstance(bound.field.widget, forms.CheckboxSelectMultiple):
        return nhs.checkboxes(params)
    return nhs.radios({**params, **({"inline": True} if option["inline"] else {})})

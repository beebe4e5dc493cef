"""Form fields: what they read, what they say, and what they keep."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django import forms as django_forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from people import forms
from people.forms.rendering import NhsBoundField
from people.refusals import Refused


class Everything(forms.Form):
    title = forms.TextField("Title", hint="A few words", max_length=20)
    why = forms.TextAreaField("Why", max_length=50)
    starts = forms.DateField("Start date", earliest=date(2026, 1, 1), latest=date(2026, 12, 31))
    pay = forms.PoundsField("Allowance")
    pas = forms.PAsField("PAs a week", max_value=Decimal(12))
    days = forms.WholeNumberField("Days", min_value=1)
    kind = forms.SelectField("Kind of change", choices=[("", "Choose one"), ("new", "New"), ("more", "More time")])
    where = forms.RadiosField("Place", choices=[("n", "North"), ("s", "South")], hints={"n": "The cold one"})
    what = forms.CheckboxesField("Settings", choices=[("a", "Acute"), ("c", "Community")])
    agree = forms.CheckboxField("I agree")
    email = forms.EmailField("Email address")
    file = forms.FileField("your CV")


GOOD = {
    "title": "Clinical director",
    "why": "Because",
    "starts-day": "3",
    "starts-month": "March",
    "starts-year": "2026",
    "pay": "£12,500",
    "pas": "2.5 PAs",
    "days": "3",
    "kind": "new",
    "where": "s",
    "what": ["a", "c"],
    "agree": "on",
    "email": "a@b.example",
}


def make(**changes) -> Everything:
    file: MultiValueDict[str, UploadedFile] = MultiValueDict({"file": [SimpleUploadedFile("cv.txt", b"words")]})
    return Everything({key: value for key, value in (GOOD | changes).items() if value is not None}, file)


def test_good_answers_are_read_with_and_without_their_units() -> None:
    form = make()

    assert form.errors == {}
    assert form.cleaned_data["starts"] == date(2026, 3, 3)
    assert form.cleaned_data["pay"] == Decimal("12500")
    assert form.cleaned_data["pas"] == Decimal("2.5")


def test_an_empty_form_asks_for_each_answer_by_its_name() -> None:
    form = Everything({})

    assert {name: errors[0] for name, errors in form.errors.items()} == {
        "title": "Enter title",
        "why": "Enter why",
        "starts": "Enter start date",
        "pay": "Enter allowance",
        "pas": "Enter PAs a week",
        "days": "Enter days",
        "kind": "Select kind of change",
        "where": "Select place",
        "what": "Select settings",
        "agree": "Tick “I agree” to go on",
        "email": "Enter email address",
        "file": "Choose your CV",
    }


@pytest.mark.parametrize(
    ("changes", "field", "error"),
    [
        ({"title": "x" * 21}, "title", "Title must be 20 characters or fewer; it is 21"),
        ({"title": "a\x00b"}, "title", "Title has a character that cannot be kept; type it again"),
        ({"starts-year": ""}, "starts", "Start date must include a year"),
        ({"starts-month": "13"}, "starts", "Start date must have a month from 1 to 12"),
        ({"starts-month": "Smarch"}, "starts", "Start date must have a month from 1 to 12"),
        ({"starts-year": "26"}, "starts", "Start date must have a year of four numbers, like 2026"),
        ({"starts-day": "30", "starts-month": "feb"}, "starts", "Start date must be a real date, like 27 3 2026"),
        ({"starts-day": "9" * 20}, "starts", "Start date must be a real date, like 27 3 2026"),
        ({"starts-day": "1_0"}, "starts", "Start date must be a real date, like 27 3 2026"),
        ({"starts-year": "2025"}, "starts", "Start date must be on or after 1 January 2026"),
        ({"starts-year": "2027"}, "starts", "Start date must be on or before 31 December 2026"),
        ({"pay": "lots"}, "pay", "Allowance must be a number, like 12,500"),
        ({"pay": "-5"}, "pay", "Allowance must be 0 or more"),
        ({"pay": "1.999"}, "pay", "Allowance must have no more than 2 decimal places"),
        ({"pas": "13"}, "pas", "PAs a week must be 12 PAs or less"),
        ({"pas": "NaN"}, "pas", "PAs a week must be a number, like 2.5"),
        ({"pas": "１"}, "pas", "PAs a week must be a number, like 2.5"),
        ({"days": "2.5"}, "days", "Days must be a whole number, like 3"),
        ({"days": "0"}, "days", "Days must be 1 or more"),
        ({"kind": "gone"}, "kind", "Choose kind of change from the list"),
        ({"what": ["x"]}, "what", "Choose settings from the list"),
        ({"email": "no"}, "email", "Enter an email address in the correct format, like name@example.com"),
    ],
)
def test_a_bad_answer_gets_a_sentence(changes, field, error) -> None:
    assert make(**changes).errors == {field: [error]}


def test_an_empty_file_is_refused_with_a_sentence() -> None:
    form = Everything(GOOD, MultiValueDict({"file": [SimpleUploadedFile("cv.txt", b"")]}))
    assert form.errors["file"] == ["The file is empty; choose another"]


def test_what_was_typed_is_kept_beside_the_error() -> None:
    typed = {"title": "<b>" + "x" * 30, "why": "\nlast </textarea>", "starts-month": "Smarch", "pay": "£12,0x"}
    form = make(**typed, where="n", what=["c"])
    html = "".join(bound.as_field_group() for bound in form)

    assert 'value="&lt;b&gt;' + "x" * 30 in html
    assert "\n\nlast &lt;/textarea&gt;</textarea>" in html
    assert 'value="Smarch"' in html
    assert 'value="£12,0x"' in html
    assert re.search(r'value="n"[^>]* checked', html)
    assert not re.search(r'value="s"[^>]* checked', html)
    assert re.search(r'type="checkbox" value="c"[^>]* checked', html)
    assert re.search(r'value="new"[^>]* selected', html)


def test_each_error_in_the_summary_leads_to_an_input_on_the_page() -> None:
    form = Everything({"starts-day": "3", "starts-month": "3"})
    html = "".join(bound.as_field_group() for bound in form)
    targets = re.findall(r'href="#([^"]+)"', form.error_summary())

    assert len(targets) == len(form.fields)
    assert "id_starts-year" in targets
    assert [target for target in targets if f'id="{target}"' not in html] == []


def test_a_form_without_errors_has_no_summary() -> None:
    assert make().error_summary() == ""
    assert Everything().error_summary() == ""


def test_a_refusal_stands_beside_its_field_or_on_top() -> None:
    form = make()
    assert form.is_valid()
    form.refuse(Refused("The post has closed."))
    form.refuse(Refused("That day is taken.", field="starts"))
    form.refuse(Refused("Elsewhere.", field="no_such_field"))

    assert form.non_field_errors() == ["The post has closed.", "Elsewhere."]
    assert form.errors["starts"] == ["That day is taken."]
    assert "The post has closed." in form.error_summary()


def test_hints_and_errors_are_announced_with_their_input() -> None:
    html = Everything({})["title"].as_field_group()

    assert 'aria-describedby="id_title-hint id_title-error"' in html
    assert 'id="id_title-hint"' in html
    assert 'id="id_title-error"' in html


def test_no_two_elements_of_a_form_share_an_id() -> None:
    ids = re.findall(r' id="([^"]+)"', "".join(bound.as_field_group() for bound in Everything({})))

    assert len(ids) == len(set(ids))


def test_a_look_can_be_changed_in_one_place() -> None:
    title = Everything()["title"]
    assert isinstance(title, NhsBoundField)
    html = title.as_field_group(label="Name of the role", size="l", heading=True)

    assert "Name of the role" in html
    assert "<h1" in html
    assert "nhsuk-label--l" in html


def test_a_date_is_shown_in_its_parts_and_read_as_one_text_too() -> None:
    html = Everything(initial={"starts": date(2026, 3, 3)})["starts"].as_field_group()
    parts = {"starts-day": None, "starts-month": None, "starts-year": None}

    assert re.findall(r'value="([^"]*)"', html) == ["3", "3", "2026"]
    assert make(**parts, starts="2026-03-09").errors == {}


def test_djangos_own_fields_render_as_components_too() -> None:
    class Plain(django_forms.Form):
        name = django_forms.CharField(help_text="Yours")
        many = django_forms.MultipleChoiceField(
            choices=[("a", "A")], widget=django_forms.CheckboxSelectMultiple, required=False
        )
        secret = django_forms.CharField(widget=django_forms.HiddenInput, initial="x")

    form = Plain()
    assert 'class="nhsuk-input"' in form["name"].as_field_group()
    assert "Yours" in form["name"].as_field_group()
    assert "nhsuk-checkboxes" in form["many"].as_field_group()
    assert 'type="hidden"' in form["secret"].as_field_group()


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), st.text(max_size=60)))
def test_no_input_breaks_a_form_or_its_page(changes) -> None:
    form = make(**changes)
    form.is_valid()
    html = form.error_summary() + "".join(bound.as_field_group() for bound in form)
    assert bool(form.errors) == ("There is a problem" in html)


class Hours(forms.Form):
    week = forms.HoursAsPAsField("Hours a week", min_value=Decimal("0.25"))


@pytest.mark.parametrize(
    ("typed", "pas"), [("37.5", "9.375"), ("37.25 hours", "9.312"), ("36.27", "9.068"), ("1", "0.25")]
)
def test_hours_are_kept_as_finely_as_pas_are_and_shown_again_as_typed(typed: str, pas: str) -> None:
    form = Hours({"week": typed})
    assert form.errors == {}
    kept = form.cleaned_data["week"]
    assert kept == Decimal(pas)
    assert form.fields["week"].prepare_value(kept) == typed.removesuffix(" hours")


@given(st.decimals(1, 80, places=2))
def test_whatever_hours_are_typed_are_the_same_when_sent_again(hours: Decimal) -> None:
    once = Hours({"week": str(hours)}).fields["week"].clean(str(hours))
    shown = Hours().fields["week"].prepare_value(once)
    assert Decimal(shown) == hours
    assert Hours().fields["week"].clean(shown) == once


@pytest.mark.parametrize("typed", ["-4", "1e30", "1e-400", "NaN", "Infinity", "9999999999999999999999999999.123", "81"])
def test_what_are_no_hours_of_a_week_gets_a_sentence(typed: str) -> None:
    assert Hours({"week": typed}).errors["week"]


def test_hours_finer_than_are_kept_are_refused_in_words() -> None:
    form = Hours({"week": "37.333"})
    assert form.errors["week"] == ["Hours a week must have no more than 2 decimal places"]

"""Whatever anyone sends to any form of the site is answered: never a fault, nothing typed lost, nothing half written.

The forms are those on the pages of the access table and the routes it posts to, thrown at as someone who may act.
"""

import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from tests.access.test_access import all_rows
from tests.properties.page_forms import TYPED, PageForm, read, same_lines
from tests.properties.site import Site, Target, is_refusal, namespace, plausible, text_of

EXAMPLES = int(os.environ.get("FORM_EXAMPLES", "6"))
"""Throws at each form. The usual few are the same in every run; FORM_EXAMPLES=200 throws many, new ones each time."""
KEEP_UNFINISHED = {
    *("applications:statement", "applications:autosave", "applications:step", "applications:keep"),
    "reviews:account",
}
"""These save a draft with its errors, on purpose: what they refuse is still kept."""
DATE_PART = 20
"""Of each part of a date this many characters are kept."""

NASTY = [
    "",
    " ",
    "\0",
    "a\0b",
    "\x1b[31m\x07",
    "\r\n\r\n",
    "\u202edrow\u202c",
    "é" * 300,
    "👩🏽‍⚕️" * 40,
    "x" * 5_000,
    "x" * 60_000,
    "<script>alert(1)</script>",
    "'; DROP TABLE people_user; --",
    "{{ 7 * 7 }}{% raise %}",
    "-1",
    "0",
    "1e400",
    "NaN",
    "-Infinity",
    "9" * 400,
    "99999999999999999999",
    "2147483648",
    "0.000000000001",
    "１２",
    "٣",
    "²",
    "1_0",
    "True",
    "None",
    "null",
    "[]",
    "2027-04-01",
    "2027-02-30",
    "0000-00-00",
    "9999-12-31",
    "0001-01-01",
    "31",
    "a@b",
    "a@b.example",
    "%00",
    "%s%d%n",
    "../../etc/passwd",
]
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
junk = st.sampled_from(NASTY) | texts | st.integers().map(str) | st.dates().map(str)


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    """Built once; each throw is rolled back to it, and in the end it goes too."""
    calm = override_settings(ACCOUNT_RATE_LIMITS=False, SESSION_ENGINE="django.contrib.sessions.backends.db")
    with django_db_blocker.unblock(), calm, transaction.atomic():
        yield Site()
        transaction.set_rollback(True)


@st.composite
def submissions(draw: st.DrawFn, form: PageForm) -> list[tuple[str, str]]:
    """What is sent: nothing, junk throughout, or a fair answer of which some fields are junk, gone or doubled."""
    names = sorted(form.fields)
    buttons = [name for name in names if form.fields[name].kind == "submit"]
    sent = {name: [plausible(form.fields[name])] for name in names if name not in buttons}
    match draw(st.sampled_from(["mostly fair", "mostly fair", "mostly fair", "all junk", "nothing"])):
        case "nothing":
            sent = {}
        case "all junk":
            one = draw(junk)
            sent = {name: [one] for name in sent}
        case "mostly fair" if sent:
            for name in draw(st.lists(st.sampled_from(sorted(sent)), max_size=4, unique=True)):
                sent[name] = draw(st.lists(junk | st.sampled_from(form.fields[name].values or [""]), max_size=2))
    pressed: int = draw(st.integers(0, 5))
    if buttons and pressed:
        name = draw(st.sampled_from(buttons))
        sent[name] = [draw(st.sampled_from(form.fields[name].values))]
    if not draw(st.integers(0, 9)):
        sent["a-name-nobody-knows"] = ["1"]
    return [(name, value) for name, values in sent.items() for value in values]


def throw(everything: Site, target: Target, sent: list[tuple[str, str]]) -> None:
    """Sends it, looks at the answer, and takes it back."""
    note(f"{target}: {urlencode(sent)[:2000]}")
    response, written = everything.send(target, sent)
    assert response.status_code < 500
    page = text_of(response)
    refused = is_refusal(response, page)
    if target.form.method == "get" or (refused and target.route not in KEEP_UNFINISHED):
        assert not written, "Refused, and yet the record has changed"
    if response.status_code == 200 and refused and target.on_page and target.form.method == "post":
        kept_as_typed(target, sent, page)


def kept_as_typed(target: Target, sent: list[tuple[str, str]], page: str) -> None:
    """Each text stands in a field of its name again or, where the form is gone, in the page's words."""
    forms, words = read(page, target.form.action)
    recounted = {
        name.removesuffix("TOTAL_FORMS")
        for name, one in target.form.fields.items()
        if name.endswith("-TOTAL_FORMS") and (name, one.text) not in sent
    }
    for name, value in sent:
        one = target.form.fields.get(name)
        if one is None or one.kind not in TYPED or [n for n, _ in sent].count(name) > 1:
            continue
        if name.startswith(tuple(recounted)):
            continue  # no browser sends another number of rows than the page has
        typed = same_lines(value)
        if name.rpartition("-")[2] in {"day", "month", "year"}:
            typed = typed.strip()[:DATE_PART]
        again = [form.fields[name].text for form in forms if name in form.fields]
        if again:
            assert typed in map(same_lines, again), f"{name} is not kept"
        else:
            missing = [line for line in typed.split("\n") if line.strip() and line not in words]
            assert not missing, f"{name} is gone with its form"


def pelt(everything: Site, target: Target) -> None:
    """Throws many things at one form; hypothesis shows the smallest that does harm."""

    @settings(
        max_examples=EXAMPLES,
        derandomize="FORM_EXAMPLES" not in os.environ,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(submissions(target.form))
    def thrown(sent: list[tuple[str, str]]) -> None:
        throw(everything, target, sent)

    thrown()


@pytest.mark.parametrize("room", sorted({namespace(row.route) for row in all_rows()}))
def test_any_input_to_any_form_of_the_room_is_answered(room: str, everything: Site) -> None:
    for target in everything.targets:
        if namespace(target.route) == room:
            pelt(everything, target)


def test_every_form_goes_somewhere(everything: Site) -> None:
    assert everything.to_nowhere == []


def test_every_route_that_takes_a_post_is_thrown_at(everything: Site) -> None:
    reached = {target.route for target in everything.targets if target.form.method == "post"}
    assert {row.route for row in all_rows() if row.method == "post"} <= reached
    assert {"account_login", "account_signup", "mentoring:profile", "panel:offer", "returns:new"} <= reached

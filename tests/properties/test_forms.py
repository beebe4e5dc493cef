"""Whatever anyone sends to any form of the site is answered: never a fault, nothing typed lost, nothing half written.

The forms are those on the pages of the access table and the routes it posts to, thrown at as someone who may act.
"""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import Resolver404, resolve, reverse
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from tests.access.row import PERSONAS, Row
from tests.access.test_access import all_rows
from tests.access.world import World, make_world
from tests.properties.page_forms import TYPED, Field, PageForm, read, same_lines

EXAMPLES = int(os.environ.get("FORM_EXAMPLES", "8"))
"""Throws at each form. The usual few are the same in every run; FORM_EXAMPLES=200 throws many, new ones each time."""
BACKEND = "django.contrib.auth.backends.ModelBackend"
OURS = ("people", "reminders", "rewards", "roles", "mentoring", "pathways")
NOT_THROWN_AT = {"account_logout"}
"""Signing out has no field; it stands on every page."""
TOKEN = "csrfmiddlewaretoken"
KEEP_UNFINISHED = {"applications:statement", "applications:autosave", "applications:details"}
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


@dataclass(frozen=True)
class Target:
    """One form (or one route that takes a POST) and who throws at it."""

    route: str
    persona: str
    form: PageForm
    on_page: bool = True
    """Whether a page shows this form; else its fields are its room's."""

    def __str__(self) -> str:
        return f"{self.form.method} {self.form.action} as {self.persona}, {len(self.form.fields)} fields"


def namespace(route: str) -> str:
    return route.rpartition(":")[0] or "accounts"


def actors(row: Row) -> list[str]:
    """Who may act: a stranger where the page is for strangers; all of a few; of many two.

    These are the clinician, whose the world's objects are, and someone to whom nothing belongs.
    """
    may = [who for who in PERSONAS if row.answers[who] in {200, 302, 409}]
    done = [who for who in may if row.answers[who] in {200, 409}]
    if "anonymous" in done:
        return ["anonymous", "clinician"] if "clinician" in done else ["anonymous"]
    signed_in = [who for who in done or may if who != "anonymous"]
    return signed_in if len(signed_in) <= 4 else [who for who in ("clinician", "hr") if who in signed_in]


class Site:
    """The world of the access table, its people signed in, and every form that they find."""

    def __init__(self) -> None:
        self.world: World = make_world()
        self.cookies: dict[str, str] = {who: self._sign_in(who) for who in PERSONAS}
        self.to_nowhere: list[str] = []
        self.targets = self._targets()
        self.untouched = fingerprint()

    def _sign_in(self, persona: str) -> str:
        client = Client()
        if persona != "anonymous":
            client.force_login(self.world.users[persona], backend=BACKEND)
            session = client.session
            # Signed in a moment ago: pages that ask for the password again open.
            session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
            session.save()
        return client.cookies.output(header="", sep=";")

    def client(self, persona: str) -> Client:
        client = Client()
        client.cookies = SimpleCookie(self.cookies[persona])
        return client

    def _targets(self) -> list[Target]:
        rows = all_rows()
        found: dict[tuple[str, str, tuple[str, ...]], Target] = {}
        known: dict[str, PageForm] = {}
        for row in rows:
            address = (row.path or reverse(row.route, args=row.args(self.world) if row.args else [])) + row.query
            for persona in actors(row) if row.method == "get" else []:
                for form in self._forms_on(address, persona):
                    if not _route(form.action):
                        self.to_nowhere.append(f"{address} to {form.action}")
                        continue
                    target = Target(_route(form.action), persona, form)
                    found.setdefault((target.route, form.method, tuple(sorted(form.fields))), target)
                    kept = known.setdefault(namespace(target.route), PageForm("", "post"))
                    kept.fields.update(form.fields)
        # A route that takes a POST without a form of its own on any page gets its room's fields.
        reached = {(target.route, target.form.method) for target in found.values()}
        for row in rows:
            if row.method == "post" and (row.route, "post") not in reached:
                address = reverse(row.route, args=row.args(self.world) if row.args else [])
                fields = known.get(namespace(row.route), PageForm("", "post")).fields
                target = Target(row.route, actors(row)[0], PageForm(address, "post", fields), on_page=False)
                found[(row.route, "post", ())] = target
        return [target for target in found.values() if target.route not in NOT_THROWN_AT]

    def _forms_on(self, address: str, persona: str) -> list[PageForm]:
        with transaction.atomic():
            response = self.client(persona).get(address)
            transaction.set_rollback(True)
        if response.status_code != 200 or "html" not in response.headers.get("Content-Type", ""):
            return []
        forms = read(response.content.decode(), address)[0]
        for form in forms:
            form.fields.pop(TOKEN, None)
        return forms


def _route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def fingerprint() -> list[tuple[Any, ...]]:
    """How many rows each of our tables has, and a sum over what stands in them."""
    tables = [model._meta.db_table for label in OURS for model in apps.get_app_config(label).get_models()]
    parts = [
        f"SELECT '{t}', count(*), coalesce(sum(hashtextextended(r::text, 0)), 0) FROM \"{t}\" r" for t in sorted(tables)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return cursor.fetchall()


@pytest.fixture(scope="module")
def everything(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    """Built once; each throw is rolled back to it, and in the end it goes too."""
    calm = override_settings(ACCOUNT_RATE_LIMITS=False, SESSION_ENGINE="django.contrib.sessions.backends.db")
    with django_db_blocker.unblock(), calm, transaction.atomic():
        yield Site()
        transaction.set_rollback(True)


def plausible(one: Field) -> str:
    """Something that a willing person might put into the field."""
    if one.values:
        return next((value for value in one.values if value), "")
    if one.text or one.kind == "hidden":
        return one.text
    parts = {"day": "1", "month": "4", "year": "2027"}
    ending = one.name.rpartition("-")[2]
    if ending in parts:
        return parts[ending]
    if one.inputmode in {"decimal", "numeric"}:
        return "2"
    return "someone@tests.example" if one.kind == "email" else "A few words"


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
    client = everything.client(target.persona)
    body = urlencode(sent)
    with transaction.atomic():
        if target.form.method == "post":
            kind = "application/x-www-form-urlencoded"
            response = client.post(target.form.action, body, content_type=kind)
        else:
            response = client.get(f"{urlsplit(target.form.action).path}?{body}")
        written = fingerprint() != everything.untouched
        transaction.set_rollback(True)
    assert response.status_code < 500
    html = "html" in response.headers.get("Content-Type", "")
    page = response.content.decode() if html and not response.streaming else ""
    refused = response.status_code >= 400 or "nhsuk-error-summary" in page
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
    assert {"account_login", "account_signup", "mentoring:profile"} <= reached

"""Every form that the people of the access table find on the pages of the site, and behind other forms."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone

from rewards.models import PayLook
from roles.models import Application
from tests.access.row import PERSONAS, Row
from tests.access.test_access import all_rows
from tests.access.world import World, make_world
from tests.factories import AppointmentFactory
from tests.properties.page_forms import Field, PageForm, read

BACKEND = "django.contrib.auth.backends.ModelBackend"
OURS = ("people", "reminders", "rewards", "roles", "mentoring", "pathways")
NOT_THROWN_AT = {"account_logout"}
"""Signing out has no field; it stands on every page."""
TOKEN = "csrfmiddlewaretoken"
FORM = "application/x-www-form-urlencoded"


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

    @property
    def signature(self) -> tuple[Any, ...]:
        """Forms of one signature are one form, whichever page shows them."""
        return self.route, self.form.method, tuple(sorted((f.name, f.kind) for f in self.form.fields.values()))


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


def is_refusal(response: HttpResponse, page: str) -> bool:
    return response.status_code >= 400 or "nhsuk-error-summary" in page


def text_of(response: Any) -> str:
    """The page's HTML; nothing of any other file."""
    html = "html" in response.headers.get("Content-Type", "") and not response.streaming
    return response.content.decode() if html else ""


def fingerprint() -> list[tuple[Any, ...]]:
    """How many rows each of our tables has, and a sum over what stands in them; any page may leave a look, though."""
    ours = [model._meta.db_table for label in OURS for model in apps.get_app_config(label).get_models()]
    tables = set(ours) - {PayLook._meta.db_table}
    parts = [
        f"SELECT '{t}', count(*), coalesce(sum(hashtextextended(r::text, 0)), 0) FROM \"{t}\" r" for t in sorted(tables)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return cursor.fetchall()


class Site:
    """The world of the access table, its people signed in, and every form that they find."""

    def __init__(self) -> None:
        self.world: World = make_world()
        self.cookies: dict[str, str] = {who: self._sign_in(who) for who in PERSONAS}
        self.to_nowhere: list[str] = []
        self._found: dict[tuple[Any, ...], Target] = {}
        pages = [*self._pages(), *self._more_pages()]
        for row in all_rows():
            self._address(row)  # some rows make what they point at
        self.untouched = fingerprint()
        self._find(pages)
        self.targets = [target for target in self._found.values() if target.route not in NOT_THROWN_AT]

    def send(self, target: Target, sent: list[tuple[str, str]]) -> tuple[Any, bool]:
        """The answer to a form, and whether it has written to our tables; all of it is taken back."""
        client, body = self._client(target.persona), urlencode(sent)
        with transaction.atomic():
            if target.form.method == "post":
                response = client.post(target.form.action, body, content_type=FORM)
            else:
                response = client.get(f"{urlsplit(target.form.action).path}?{body}")
            written = fingerprint() != self.untouched
            transaction.set_rollback(True)
        return response, written

    def _sign_in(self, persona: str) -> str:
        client = Client()
        if persona != "anonymous":
            client.force_login(self.world.users[persona], backend=BACKEND)
            session = client.session
            # Signed in a moment ago: pages that ask for the password again open.
            session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
            session.save()
        return client.cookies.output(header="", sep=";")

    def _client(self, persona: str) -> Client:
        client = Client()
        client.cookies = SimpleCookie(self.cookies[persona])
        return client

    def _find(self, pages: list[tuple[str, str]]) -> None:
        for address, persona in pages:
            with transaction.atomic():
                response = self._client(persona).get(address)
                transaction.set_rollback(True)
            if response.status_code == 200:
                self._keep(text_of(response), address, persona)
        for target in list(self._found.values()):
            self._look_behind(target)
        self._add_those_without_a_page()

    def _pages(self) -> Iterator[tuple[str, str]]:
        for row in all_rows():
            for persona in actors(row) if row.method == "get" else []:
                yield self._address(row) + row.query, persona

    def _more_pages(self) -> Iterator[tuple[str, str]]:
        """Pages whose form stands there only for things as the world does not have them."""
        world = self.world
        role = AppointmentFactory(user=world.users["mentor"], organisation=world.organisation, service=world.service)
        yield f"{reverse('returns:new')}?appointment={role.pk}", "mentor"
        application = Application.objects.create(
            post=world.offered_application.post,
            applicant=world.users["mentor"],
            reference="SHORTLISTED1",
            status=Application.Status.SHORTLISTED,
            submitted_at=timezone.now(),
            confirmed=True,
        )
        yield reverse("panel:offer", args=[application.post_id, application.reference]), "recruiter"

    def _address(self, row: Row) -> str:
        return row.path or reverse(row.route, args=row.args(self.world) if row.args else [])

    def _keep(self, page: str, address: str, persona: str) -> None:
        for form in read(page, address)[0]:
            form.fields.pop(TOKEN, None)
            try:
                route = resolve(urlsplit(form.action).path).view_name
            except Resolver404:
                self.to_nowhere.append(f"{address} to {form.action}")
                continue
            target = Target(route, persona, form)
            self._found.setdefault(target.signature, target)

    def _look_behind(self, target: Target) -> None:
        """The forms of the page that a fair answer leads to, like a preview with its button."""
        fair = [(name, plausible(one)) for name, one in target.form.fields.items() if one.kind != "submit"]
        if target.form.method == "post" and target.route not in NOT_THROWN_AT:
            response, _ = self.send(target, fair)
            page = text_of(response)
            if response.status_code == 200 and not is_refusal(response, page):
                self._keep(page, target.form.action, target.persona)

    def _add_those_without_a_page(self) -> None:
        """A route that takes a POST without a form of its own on any page gets its room's fields."""
        known: dict[str, dict[str, Field]] = {}
        for target in self._found.values():
            known.setdefault(namespace(target.route), {}).update(target.form.fields)
        reached = {(target.route, target.form.method) for target in self._found.values()}
        for row in all_rows():
            if row.method == "post" and (row.route, "post") not in reached:
                form = PageForm(self._address(row), "post", known.get(namespace(row.route), {}))
                target = Target(row.route, actors(row)[0], form, on_page=False)
                self._found[target.signature] = target

"""Everything that someone signed in can fetch: each route of the resolver and of the access table, and each link."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import product
from typing import Any
from zipfile import ZipFile, is_zipfile

from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from people.models import User
from tests.access.row import Row
from tests.access.test_access import THIRD_PARTY, all_rows

LINK = re.compile(r'(?:href|action|src|content)="(/[^"#]*)"')
BACKEND = "django.contrib.auth.backends.ModelBackend"
SIGNS_OUT = "/accounts/logout/"


def routes(resolver: URLResolver | None = None, prefix: str = "", known: Any = None) -> Iterator[tuple[str, list[str]]]:
    """Each named route with the names of what stands in its address."""
    known = known or {}
    for entry in (resolver or get_resolver()).url_patterns:
        names = {**known, **entry.pattern.converters}
        if isinstance(entry, URLResolver):
            yield from routes(entry, prefix + (f"{entry.namespace}:" if entry.namespace else ""), names)
        elif isinstance(entry, URLPattern) and entry.name:
            yield prefix + entry.name, list(names)


def addresses(values: dict[str, Iterable[Any]], anything: Iterable[Any]) -> Iterator[str]:
    """Each route's address with all values that its parts may have; parts not in `values` take `anything`."""
    for name, parts in routes():
        if name.startswith(THIRD_PARTY):
            continue
        for chosen in product(*(values.get(part, anything) for part in parts)):
            try:
                yield reverse(name, kwargs=dict(zip(parts, chosen, strict=True)))
            except NoReverseMatch:
                continue


def of_row(row: Row, world: Any) -> str:
    return (row.path or reverse(row.route, args=row.args(world) if row.args else [])) + row.query


class Walk:
    """What came back to one person, by method and address: status, headers, words, and what lies in a zipped file."""

    def __init__(self, user: User, world: Any, more: Iterable[str]) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user, backend=BACKEND)
        self.found: dict[str, str] = {}
        self._follow({*more, *(of_row(row, world) for row in all_rows() if row.method == "get")})
        for row in all_rows():
            if row.method != "get":
                self._fetch(row.method, of_row(row, world))

    def _follow(self, waiting: set[str]) -> None:
        while waiting:
            address = waiting.pop()
            if f"get {address}" in self.found or address == SIGNS_OUT:
                continue
            text = self._fetch("get", address)
            # One page of each: filters of a search lead to ever more addresses, and panels have none.
            links = {link.replace("&amp;", "&") for link in LINK.findall(text)}
            waiting |= {link for link in links if "?" not in link or link.startswith(("/panel/", "/interviews/"))}

    def _fetch(self, method: str, address: str) -> str:
        with transaction.atomic():
            response = getattr(self.client, method)(address)
            transaction.set_rollback(True)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        words = [str(response.status_code), str(response.headers), str(response.cookies), body.decode(errors="replace")]
        if is_zipfile(BytesIO(body)):
            with ZipFile(BytesIO(body)) as file:
                words += [name + file.read(name).decode(errors="replace") for name in file.namelist()]
        if location := response.headers.get("Location", ""):
            words.append(f'href="{location}"')
        self.found[f"{method} {address}"] = "\n".join(words)
        return self.found[f"{method} {address}"]

    def signs(self, marks: Iterable[str]) -> list[tuple[str, str]]:
        """Where a mark stands: in an address, a header or a word."""
        return [
            (where, mark)
            for where, text in self.found.items()
            for mark in marks
            if mark.casefold() in where.casefold() or mark.casefold() in text.casefold()
        ]

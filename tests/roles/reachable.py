"""What a panel member or recruiter of one choice can reach by the links of its pages, for a search in all of it."""

import re
from collections.abc import Iterable

from django.test import Client
from django.urls import reverse

from tests.roles.people_who_choose import Choice

HREF = re.compile(r'(?:href|action)="(/[^"#]*)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
"""Sixty-four letters by chance, which at times hold a short word."""
ROOMS = ("/panel/", "/applications/", "/appointments/", "/interviews/")


def everything_reachable(client: Client, choice: Choice) -> dict[str, str]:
    """What answers at the choice's addresses and its applications', and at each link found on those pages."""
    waiting = {reverse("panel:list"), reverse("panel:post", args=[choice.post.pk]), reverse("appointments:list")}
    for application in choice.applications:
        for name in ("detail", "check", "receipt", "withdraw", "offer"):
            waiting.add(reverse(f"applications:{name}", args=[application.reference]))
        for name in ("application", "score"):
            waiting.add(reverse(f"panel:{name}", args=[choice.post.pk, application.reference]))
    seen: set[str] = set()
    pages: dict[str, str] = {}
    while waiting - seen:
        address = (waiting - seen).pop()
        seen.add(address)
        if not address.startswith(ROOMS):
            continue
        for query in ("", "?places=1"):
            response = client.get(address + query, follow=True)
            pages[address + query] = str(response.redirect_chain) + TOKEN.sub("", response.content.decode())
        waiting |= {link.split("?")[0] for link in HREF.findall(pages[address])}
    return pages


def leaks(pages: dict[str, str], words: Iterable[str]) -> list[tuple[str, str]]:
    """Where the words stand."""
    said = list(words)
    return [(address, word) for address, text in pages.items() for word in said if word.lower() in text.lower()]

"""One thing on the desk."""

from dataclasses import dataclass
from datetime import date

MOST = 12
"""Most things of one kind on the desk; the pages they lead to show all."""


@dataclass(frozen=True)
class Item:
    """One thing: its words, the one link, and the day that counts (due, closing, or waiting since)."""

    text: str
    href: str
    on: date | None = None
    label: str = "Due"
    detail: str = ""

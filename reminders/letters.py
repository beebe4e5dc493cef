"""The demo's letters, read from the Maildir that its mail sink keeps (config/mailsink.py)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Letter:
    """One letter as the pages show it; `html` is its source."""

    name: str
    to: str
    sender: str
    subject: str
    at: datetime
    text: str = ""
    html: str = ""


def names() -> list[str]:
    """The letters' file names, newest first."""
    folder = Path(settings.MAIL_DIR) / "new"
    if not folder.is_dir():
        return []
    return [path.name for path in sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns, reverse=True)]


def heads(chosen: Iterable[str]) -> list[Letter]:
    """The letters of these names, without their words."""
    return [_read(name, whole=False) for name in chosen]


def letter(name: str) -> Letter | None:
    """The whole letter, or None if there is none of that name."""
    return _read(name, whole=True) if name in names() else None


def _read(name: str, *, whole: bool) -> Letter:
    path = Path(settings.MAIL_DIR) / "new" / name
    with path.open("rb") as file:
        message = BytesParser(policy=policy.default).parse(file, headersonly=not whole)
    assert isinstance(message, EmailMessage)
    return Letter(
        name=name,
        to=str(message["To"] or ""),
        sender=str(message["From"] or ""),
        subject=str(message["Subject"] or "(no subject)"),
        at=datetime.fromtimestamp(path.stat().st_mtime, tz=UTC),
        text=_part(message, "plain") if whole else "",
        html=_part(message, "html") if whole else "",
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""

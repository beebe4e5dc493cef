"""The design system's style sheet, script and icons, taken from its npm package as static files under `nhsuk/`.

The package is installed by npm into node_modules and never kept here. Three things are changed on the way:
its icons' addresses, which it expects at the root of the site; its fonts, which it would fetch from the NHS
(the typeface is the NHS's own, and a visit here is no other server's business); and its script starts itself,
so that no page needs a script of its own.
"""

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

_MAP = re.compile(r"(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S+)\s*$")
_FONT = re.compile(r"@font-face\{[^}]*\}")


def _style(text: str) -> str:
    return _FONT.sub("", _MAP.sub("", text)).replace("url(/assets/", "url(assets/")


def _script(text: str) -> str:
    return _MAP.sub("", text) + "\ninitAll();\n"


CHANGED: dict[str, Callable[[str], str]] = {"nhsuk-frontend.min.css": _style, "nhsuk-frontend.min.js": _script}
NAMES = {"nhsuk-frontend.min.css": "nhsuk.css", "nhsuk-frontend.min.js": "nhsuk.js"}


def package() -> Path:
    """Where npm puts the compiled design system."""
    return Path(settings.BASE_DIR) / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk"


def prepare(source: Path, target: Path) -> None:
    """Writes the changed copies into the target folder; safe to run again, and by many at once."""
    for name, change in CHANGED.items():
        _write(target / NAMES[name], change((source / name).read_text(encoding="utf-8")).encode())
    for icon in (source / "assets" / "images").glob("nhsuk-icon-*.svg"):
        _write(target / "assets" / "images" / icon.name, icon.read_bytes())


def _write(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, delete=False) as beside:
        beside.write(content)
    os.chmod(beside.name, 0o644)
    os.replace(beside.name, path)


class DesignSystemFinder(BaseFinder):
    """Finds the design system's files for collectstatic and for development servers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.target = Path(settings.VAR_DIR) / "assets"
        self.storage = FileSystemStorage(location=self.target)
        self.storage.prefix = "nhsuk"  # type: ignore[attr-defined]  # staticfiles reads this of a finder's storage
        self.ready = False

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = self.target / path.removeprefix("nhsuk/")
        if not path.startswith("nhsuk/") or ".." in path or not self._prepared() or not found.is_file():
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Any:
        if not self._prepared():
            raise ImproperlyConfigured("The design system is not installed: run `npm ci --ignore-scripts`.")
        for path in sorted(self.target.rglob("*.*")):
            if path.suffix in {".css", ".js", ".svg"}:
                yield str(path.relative_to(self.target)), self.storage

    def _prepared(self) -> bool:
        if not self.ready and package().is_dir():
            prepare(package(), self.target)
            self.ready = True
        return self.ready

"""`python -m config.checks`: what `make check` asks beyond the linters.

Production's settings pass Django's deployment checks without a warning; every template compiles; the lock files pin
each package with a hash and name no address. The production settings get secrets made for the moment.
"""

import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "package-lock.json")
PYTHONS = [
    {"extra": "", "python_full_version": version, "python_version": version.rpartition(".")[0]}
    for version in ("3.11.2", "3.11.9", "3.12.5", "3.13.1", "3.14.0")
]
PIN = re.compile(r"^([a-z0-9._-]+)==([^\s;]+)", re.MULTILINE | re.IGNORECASE)


def production_environment() -> dict[str, str]:
    """A complete production environment that reaches nothing."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PRODUCTION": "true",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "pathways.example",
        "DATABASE_URL": "postgresql://pathways@database.invalid/pathways",
        "REDIS_URL": "redis://broker.invalid:6379/0",
        "EMAIL_HOST": "mail.invalid",
        "SITE_URL": "https://pathways.example",
    }


def deployment() -> Iterator[str]:
    """Django's own checks of production settings; a warning is a fault."""
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=production_environment(), capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        yield f"check --deploy on production settings:\n{done.stdout}{done.stderr}"


def templates() -> Iterator[str]:
    """Every template compiles and finds its parts: `.jinja` in the pages' environment, others by Django's engine."""
    import django
    from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
    from django.template.backends.jinja2 import Jinja2
    from jinja2 import meta

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    folder = ROOT / "templates"
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".jinja", ".html", ".txt"}:
            engine = engines["jinja2" if path.suffix == ".jinja" else "django"]
            try:
                engine.get_template(str(path.relative_to(folder)))
                if isinstance(engine, Jinja2):
                    for name in meta.find_referenced_templates(engine.env.parse(path.read_text(encoding="utf-8"))):
                        engine.get_template(name or "layout.jinja")  # None: worked out while rendering
            except (TemplateSyntaxError, TemplateDoesNotExist) as fault:
                yield f"{path.relative_to(ROOT)}: {fault}"


def locks() -> Iterator[str]:
    """Hashes, no addresses, and the same versions for running and for developing."""
    texts = {name: (ROOT / name).read_text(encoding="utf-8") for name in LOCKS}
    for name, text in texts.items():
        if "://" in text:
            yield f"{name} names an address: packages come from whatever registry each machine is set to."
    running, developing = (dict(PIN.findall(texts[name])) for name in LOCKS[:2])
    for package, version in running.items():
        if developing.get(package) != version:
            yield f"{package} is {version} in {LOCKS[0]} and {developing.get(package)} in {LOCKS[1]}."
    for name in LOCKS[:2]:
        for block in re.split(r"\n(?=\S)", texts[name]):
            if PIN.match(block) and "--hash=sha256:" not in block:
                yield f"{name}: {block.split()[0]} has no hash."
    for path, package in json.loads(texts[LOCKS[2]])["packages"].items():
        if path and "integrity" not in package:
            yield f"{LOCKS[2]}: {path} has no hash."


def complete() -> Iterator[str]:
    """The Python lock files hold what every supported Python asks for, not only what the one they were made on does."""
    for name in LOCKS[:2]:
        pinned = {canonicalize_name(package) for package, _ in PIN.findall((ROOT / name).read_text(encoding="utf-8"))}
        for package in distributions():
            if canonicalize_name(package.name) in pinned:
                for python, wanted in _asked_for(package):
                    if canonicalize_name(wanted) not in pinned:
                        yield f"{name} lacks {wanted}: {package.name} asks for it on Python {python}."


def _asked_for(package: Distribution) -> set[tuple[str, str]]:
    return {
        (python["python_full_version"], requirement.name)
        for requirement in map(Requirement, package.requires or [])
        for python in PYTHONS
        if requirement.marker is None or requirement.marker.evaluate(python)
    }


CHECKS: tuple[Callable[[], Iterator[str]], ...] = (deployment, templates, locks, complete)


def main() -> int:
    """Prints every fault; returns the exit status."""
    faults = [fault for check in CHECKS for fault in check()]
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print("Production settings, templates and lock files: no faults.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""What production needs before it starts: each fault is one sentence that says what to set."""

from collections.abc import Mapping
from urllib.parse import urlsplit

NEEDED = {
    "SECRET_KEY": "a long random text that signs sessions and links",
    "ALLOWED_HOSTS": "the host names of this service, with commas between",
    "DATABASE_URL": "the address of PostgreSQL, postgresql://…",
    "REDIS_URL": "the address of Redis, redis://…",
    "EMAIL_HOST": "the host that sends our email",
    "SITE_URL": "the address that people type, https://…",
}
SCHEMES = {
    "DATABASE_URL": {"postgres", "postgresql"},
    "REDIS_URL": {"redis", "rediss", "unix"},
    "SITE_URL": {"https"},
}
SHORTEST_SECRET = 50  # Django's own bound for a key of enough randomness
ON = {"1", "true", "yes", "on"}


def faults(environ: Mapping[str, str]) -> list[str]:
    """Every reason not to start with this environment; an empty list when there is none."""
    given = {name: environ.get(name, "").strip() for name in NEEDED}
    found = [f"Set {name}: {what}." for name, what in NEEDED.items() if not given[name]]
    found += [f"{name} must be off in production." for name in ("DEBUG", "DEMO") if environ.get(name, "").lower() in ON]
    secret = given["SECRET_KEY"]
    if secret and (len(secret) < SHORTEST_SECRET or len(set(secret)) < 5):
        found.append(f"SECRET_KEY must be random and have at least {SHORTEST_SECRET} characters.")
    if "*" in [host.strip() for host in given["ALLOWED_HOSTS"].split(",")]:
        found.append("ALLOWED_HOSTS must name hosts: * would answer to any name.")
    for name, schemes in SCHEMES.items():
        if given[name] and urlsplit(given[name]).scheme not in schemes:
            found.append(f"{name} must begin with {' or '.join(f'{scheme}://' for scheme in sorted(schemes))}.")
    return found

"""Typed reading of the environment: each value is parsed once, and a bad one is named in the error."""

import builtins
import json
import os
from urllib.parse import parse_qs, unquote, urlsplit


class Env:
    """Reads environment variables as the type asked for; a missing one without a default is an error."""

    def _raw(self, name: builtins.str, default: object) -> builtins.str | None:
        value = os.environ.get(name)
        if value is None and default is ...:
            raise OSError(f"Set the environment variable {name}: this service cannot start without it.")
        return value

    def str(self, name: builtins.str, default: object = ...) -> builtins.str:
        value = self._raw(name, default)
        return value if value is not None else builtins.str(default)

    def int(self, name: builtins.str, default: object = ...) -> builtins.int:
        value = self._raw(name, default)
        try:
            return builtins.int(value if value is not None else builtins.str(default))
        except ValueError:
            raise OSError(f"{name} must be a whole number, not {value!r}.") from None

    def bool(self, name: builtins.str, default: object = ...) -> builtins.bool:
        value = self._raw(name, default)
        if value is None:
            return builtins.bool(default)
        if value.lower() in {"1", "true", "yes", "on"}:
            return True
        if value.lower() in {"0", "false", "no", "off", ""}:
            return False
        raise OSError(f"{name} must be true or false, not {value!r}.")

    def list(self, name: builtins.str, default: object = ...) -> builtins.list[builtins.str]:
        value = self._raw(name, default)
        if value is None:
            return builtins.list(default)  # type: ignore[call-overload]
        return [part.strip() for part in value.split(",") if part.strip()]


def database_settings(url: str) -> dict[str, object]:
    """Django's DATABASES entry for a postgresql:// address; `?host=/dir` names a Unix socket's folder."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise OSError("DATABASE_URL must be a postgresql:// address: this service needs PostgreSQL.")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": query,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"NAME": os.environ.get("TEST_DATABASE_NAME", "test_pathways")},
    }


def broker_url(redis_url: str) -> str:
    """Celery's form of a redis address: it names Unix sockets in its own way."""
    parts = urlsplit(redis_url)
    if parts.scheme != "unix":
        return redis_url
    database = parse_qs(parts.query).get("db", ["0"])[-1]
    return f"redis+socket://{parts.path}?virtual_host={database}"


def json_list(name: str, text: str) -> list[dict[str, object]]:
    """A JSON list of objects; an error names the variable."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as trouble:
        raise OSError(f"{name} must be a JSON list: {trouble}.") from None
    if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
        raise OSError(f"{name} must be a JSON list of objects.")
    return value

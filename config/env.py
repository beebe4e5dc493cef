"""Typed reading of the environment: each value is parsed once, and a bad one is named in the error."""

import os
from urllib.parse import parse_qs, unquote, urlsplit


class Env:
    """Reads environment variables as the type asked for; a missing one without a default is an error."""

    def _raw(self, name: str, default: object) -> str | None:
        value = os.environ.get(name)
        if value is None and default is ...:
            raise OSError(f"Set the environment variable {name}: this service cannot start without it.")
        return value

    def str(self, name: str, default: object = ...) -> str:
        value = self._raw(name, default)
        return value if value is not None else str(default)

    def int(self, name: str, default: object = ...) -> int:
        value = self._raw(name, default)
        try:
            return int(value if value is not None else str(default))
        except ValueError:
            raise OSError(f"{name} must be a whole number, not {value!r}.") from None

    def bool(self, name: str, default: object = ...) -> bool:
        value = self._raw(name, default)
        if value is None:
            return bool(default)
        if value.lower() in {"1", "true", "yes", "on"}:
            return True
        if value.lower() in {"0", "false", "no", "off", ""}:
            return False
        raise OSError(f"{name} must be true or false, not {value!r}.")

    def list(self, name: str, default: object = ...) -> list[str]:
        value = self._raw(name, default)
        if value is None:
            return list(default)  # type: ignore[call-overload]
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

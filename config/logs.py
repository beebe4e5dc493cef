"""Where log lines go and how they look: a line for people, or JSON for machines."""

from typing import Any


def logging_config(*, as_json: bool, level: str) -> dict[str, Any]:
    """The dictConfig of every process (web, worker, beat): all to standard error, by one handler."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(process)d",
                "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            },
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json" if as_json else "line"}},
        "root": {"handlers": ["console"], "level": level},
        # Django and gunicorn bring handlers of their own, which would print each line twice.
        "loggers": {
            name: {"handlers": [], "propagate": True, "level": level}
            for name in ("django", "django.server", "gunicorn.error", "gunicorn.access")
        },
    }

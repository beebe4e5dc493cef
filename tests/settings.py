"""The settings the tests run with: the project's own, with a fast password hasher and keys of their own in Valkey."""

import os

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 -- empty will do: no test needs collectstatic

# The demo, and another run of the tests, may use the same server. Processes that a test starts inherit the prefix.
RUN = os.environ.setdefault("TESTS_RUN", str(os.getpid()))
REDIS_PREFIX = f"tests-{RUN}-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
os.environ["REDIS_PREFIX"] = REDIS_PREFIX
CACHES["default"]["KEY_PREFIX"] = REDIS_PREFIX  # noqa: F405
CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] = f"{REDIS_PREFIX}:"  # noqa: F405

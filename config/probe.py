"""`python -m config.probe`: whether this container's web server answers; for the container engine's health check.

It asks /healthz, not /readyz: a restart mends a dead process, not a database that is away.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException


def answers(port: int, host: str, path: str = "/healthz") -> bool:
    """Whether the server on this machine's port says that it is well, asked by one of its own names."""
    connection = HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", path, headers={"Host": host})
        return connection.getresponse().status == 200
    except (HTTPException, OSError):
        return False
    finally:
        connection.close()


def own_name(allowed_hosts: str) -> str:
    """A name that the server answers to; `.example.org` allows the bare name too."""
    return allowed_hosts.split(",")[0].strip().lstrip(".") or "localhost"


if __name__ == "__main__":
    ok = answers(int(os.environ.get("PORT", "8000")), own_name(os.environ.get("ALLOWED_HOSTS", "")))
    sys.exit(0 if ok else 1)

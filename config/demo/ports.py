"""The ports of the demo, on loopback alone."""

import socket

from config.embedded import CannotStart

HOST = "127.0.0.1"


def wanted_port(text: str) -> int:
    """The port to serve on, known to be free; or a sentence on why it cannot be had."""
    port = int(text) if text.isdecimal() else 0
    if not 1 <= port <= 65535:
        raise CannotStart(f"The web server cannot start: PORT must be a number from 1 to 65535, not {text!r}.")
    try:
        _take(port)
    except PermissionError:
        raise CannotStart(
            f"The web server cannot start: you may not use port {port}, since those below 1024 are the "
            f"administrator's. Choose another: PORT={_free_above(8000)} make demo"
        ) from None
    except OSError as trouble:
        raise CannotStart(
            f"The web server cannot start: port {port} is in use by another program ({trouble.strerror}). "
            f"Stop that program, or choose another port: PORT={_free_above(port)} make demo"
        ) from None
    return port


def free_port() -> int:
    """Any port that is free now."""
    return _take(0)


def _take(port: int) -> int:
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()
        return int(listener.getsockname()[1])


def _free_above(port: int) -> int:
    for other in range(port + 1, min(port + 100, 65536)):
        try:
            return _take(other)
        except OSError:
            continue
    return free_port()

"""Requests as fast as the server answers, over connections that are kept: as little of our own time as can be."""

import socket
import threading
import time
from itertools import cycle

CONNECTIONS = 4


def requests_a_second(port: int, addresses: list[str], cookie: str, seconds: float) -> float:
    """Asks for the addresses in turn over a few connections; raises when an answer is not 200."""
    asked = [f"GET {address} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode() for address in addresses]
    end = time.monotonic() + seconds
    counts = [0] * CONNECTIONS
    faults: list[BaseException] = []

    def ask(n: int) -> None:
        try:
            with socket.create_connection(("127.0.0.1", port)) as wire:
                for request in cycle(asked[n::CONNECTIONS] or asked):
                    if time.monotonic() > end:
                        return
                    wire.sendall(request)
                    _read(wire, request)
                    counts[n] += 1
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(CONNECTIONS)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return sum(counts) / (time.monotonic() - start)


def _read(wire: socket.socket, request: bytes) -> None:
    answer = b""
    while (end := answer.find(b"\r\n\r\n")) < 0:
        answer += _more(wire)
    head = answer[:end].lower()
    if not head.startswith(b"http/1.1 200"):
        raise RuntimeError(f"{request.splitlines()[0].decode()} answered {head.splitlines()[0].decode()}")
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    left = length - (len(answer) - end - 4)
    while left > 0:
        left -= len(_more(wire))


def _more(wire: socket.socket) -> bytes:
    part = wire.recv(65_536)
    if not part:
        raise RuntimeError("The server closed the connection.")
    return part

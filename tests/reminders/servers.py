"""Real mail servers for tests, in threads of their own: a kind one, and ones that refuse, hang up or say nothing."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

from aiosmtpd.smtp import SMTP


class Server:
    """Keeps what it takes in memory; `on_data`, `on_rcpt` answer instead of "250" where given.

    `close_after` so many letters it closes a connection, which is its right.
    `slow_rcpt` are the seconds that an address, or all of a domain (`@example`), takes to be answered.
    """

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.raw: list[bytes] = []
        self.to: list[str] = []
        self.connections: set[Any] = set()
        self.on_rcpt: dict[str, str] = {}
        self.slow_rcpt: dict[str, float] = {}
        self.on_data: list[str] = []
        self.close_after = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        domain = address[address.rindex("@") :]
        await asyncio.sleep(self.slow_rcpt.get(address, self.slow_rcpt.get(domain, 0)))
        if address in self.on_rcpt:
            return self.on_rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.connections.add(session.peer)
        answer = self.on_data.pop(0) if self.on_data else "250 OK"
        if answer == "hang up, letter kept":
            self._keep(envelope)
        if answer.startswith("hang up"):
            server.transport.abort()
            return "250 unheard"
        if answer.startswith("250"):
            self._keep(envelope)
        if self.close_after and len(self.letters) % self.close_after == 0:
            asyncio.get_running_loop().call_later(0.02, server.transport.close)
        return answer

    def _keep(self, envelope: Any) -> None:
        self.raw.append(envelope.content)
        self.letters.append(message_from_bytes(envelope.content))
        self.to += envelope.rcpt_tos

    @property
    def ids(self) -> list[str]:
        return [letter["Message-ID"] for letter in self.letters]


@contextmanager
def serving() -> Iterator[tuple[Server, int]]:
    """A server on a free port of this machine, in a thread."""
    server = Server()
    loop = asyncio.new_event_loop()
    listening = socket.create_server(("127.0.0.1", 0))
    start = loop.create_server(lambda: SMTP(server, hostname="localhost", loop=loop), sock=listening)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(start, loop).result(timeout=5)  # this thread may have a loop of its own
    try:
        yield server, listening.getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=5)
        listening.close()

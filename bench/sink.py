"""A mail server that takes every letter and keeps none: as little work as can be, so that the senders are measured.

`python -m bench.sink`: listens on a free port of this machine, which it prints.
"""

import asyncio

ANSWERS = {b"EHLO": b"250 localhost", b"HELO": b"250 localhost", b"DATA": b"354 Go on", b"QUIT": b"221 Bye"}
END = b"\r\n.\r\n"


class Taker(asyncio.Protocol):
    """One connection."""

    transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.held = b""
        self.in_letter = False
        transport.write(b"220 localhost\r\n")

    def data_received(self, data: bytes) -> None:
        self.held += data
        while True:
            end = self.held.find(END if self.in_letter else b"\r\n")
            if end < 0:
                return
            line, self.held = self.held[:end], self.held[end + len(END if self.in_letter else b"\r\n") :]
            verb = b"" if self.in_letter else line[:4].upper()
            self.in_letter = verb == b"DATA"
            self.transport.write(ANSWERS.get(verb, b"250 OK") + b"\r\n")
            if verb == b"QUIT":
                self.transport.close()


async def serve() -> None:
    """Serves until it is ended."""
    server = await asyncio.get_running_loop().create_server(Taker, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())

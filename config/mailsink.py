"""A mail server that delivers to nobody: it keeps every letter in a Maildir. For the demo and the tests.

`python -m config.mailsink --port 2525 --to var/mail`. It listens on this machine alone. A letter is on the disk, whole,
before the answer 250 goes out, which makes the Maildir complete evidence of what has arrived.
"""

import argparse
import asyncio
import contextlib
import signal
from pathlib import Path
from typing import Any

from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP

HOST = "127.0.0.1"


class Keeper(Mailbox):
    """Writes each letter under a name in tmp/, syncs it, and renames it into new/ (the standard library's Maildir)."""

    def __init__(self, folder: Path, delay: float = 0) -> None:
        super().__init__(folder)
        self.delay = delay

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Keeps it, after `delay` seconds, in which a test may end the sender."""
        if self.delay:
            await asyncio.sleep(self.delay)
        return await super().handle_DATA(server, session, envelope)


async def serve(port: int, folder: Path, delay: float = 0) -> None:
    """Serves until SIGTERM or SIGINT."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    keeper = Keeper(folder, delay)
    server = await loop.create_server(lambda: SMTP(keeper, hostname="localhost", loop=loop), HOST, port)
    print(f"Keeping letters to {HOST}:{port} in {folder}", flush=True)
    await stop.wait()
    server.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--to", type=Path, required=True, help="the Maildir's folder; made if it is not there")
    parser.add_argument("--delay", type=float, default=0, help="seconds before each letter is kept")
    options = parser.parse_args()
    options.to.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(options.port, options.to, options.delay))


if __name__ == "__main__":
    main()

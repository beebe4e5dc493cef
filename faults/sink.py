"""A mail server that refuses, dawdles and hangs up; what it takes it keeps in a Maildir before it says so.

`python -m faults.sink --port 2525 --to folder`. Of all addresses, REFUSED are refused for good, always the same ones.
Of all tries, it refuses LATER for now, delays DELAYED by some seconds, and breaks off DROPPED: before the letter, after
it, or when it has kept the letter and not said so. On SIGTERM it prints how often it did which, in JSON.
"""

import argparse
import asyncio
import json
import random
import signal
from collections import Counter
from pathlib import Path
from typing import Any
from zlib import crc32

from aiosmtpd.smtp import SMTP

from config.mailsink import HOST, Keeper

REFUSED, LATER, DELAYED, DROPPED = 0.02, 0.08, 0.05, 0.02
DELAYS = (0.5, 3.0)


def refused_for_good(address: str) -> bool:
    """Whether an address is one of those that this server never takes."""
    return crc32(address.lower().encode()) % 10_000 < REFUSED * 10_000


class Troublesome(Keeper):
    """Decides by chance, letter by letter."""

    def __init__(self, folder: Path, pace: float) -> None:
        super().__init__(folder, delay=pace)
        self.chance = random.Random()  # noqa: S311 -- nothing secret
        self.did: Counter[str] = Counter()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if refused_for_good(address):
            self.did["refused for good"] += 1
            return "550 5.1.1 No such mailbox"
        if self.chance.random() < LATER:
            self.did["refused for now"] += 1
            return "451 4.2.1 Come again"
        if self.chance.random() < DELAYED / 2:
            await self._dawdle()
        if self.chance.random() < DROPPED / 3:
            return self._drop(server, "dropped before the letter")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.chance.random() < DELAYED / 2:
            await self._dawdle()
        if self.chance.random() < DROPPED / 3:
            return self._drop(server, "dropped the letter")
        answer = await super().handle_DATA(server, session, envelope)
        self.did["taken"] += 1
        if self.chance.random() < DROPPED / 3:
            return self._drop(server, "dropped after the letter was kept")
        return answer

    async def _dawdle(self) -> None:
        self.did["delayed"] += 1
        await asyncio.sleep(self.chance.uniform(*DELAYS))

    def _drop(self, server: Any, how: str) -> str:
        self.did[how] += 1
        if server.transport is not None:  # the other side may have gone first
            server.transport.abort()
        return "421 Gone"


async def serve(port: int, folder: Path, pace: float) -> None:
    """Serves until SIGTERM."""
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    keeper = Troublesome(folder, pace)
    server = await loop.create_server(lambda: SMTP(keeper, hostname="localhost", loop=loop), HOST, port)
    print("Listening", flush=True)
    await stop.wait()
    server.close()
    print(json.dumps(keeper.did), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--pace", type=float, default=0, help="seconds that each letter takes")
    options = parser.parse_args()
    options.to.parent.mkdir(parents=True, exist_ok=True)
    asyncio.run(serve(options.port, options.to, options.pace))

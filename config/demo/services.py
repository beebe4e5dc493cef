"""PostgreSQL and Valkey as the demo uses them: started if need be, watched, and stopped if the demo started them."""

from collections.abc import Mapping

from config import embedded
from config.demo.single import FOLDER
from config.embedded import CannotStart

NOTE = FOLDER / "services"
TITLES = {"postgres": "PostgreSQL", "valkey": "Valkey (the broker)"}


class Services:
    """The embedded services, unless the environment names others."""

    def __init__(self) -> None:
        self.ours: list[str] = []
        self.used: list[str] = []

    def up(self, environ: Mapping[str, str]) -> None:
        """Starts what does not run. A demo that was killed left a note of what it had started: that is ours too."""
        addresses = {"postgres": "DATABASE_URL", "valkey": "REDIS_URL"}
        self.used = [name for name, variable in addresses.items() if not environ.get(variable)]
        if not self.used:
            return
        noted = NOTE.read_text().split() if NOTE.exists() else []
        self.ours = [name for name, runs in embedded.status().items() if name in noted or not runs]
        NOTE.write_text(" ".join(self.ours))
        embedded.up()

    def check(self) -> None:
        """Raises when one of them has ended."""
        for name, runs in embedded.alive().items():
            if name in self.used and not runs:
                raise CannotStart(
                    f"{TITLES[name]} has stopped. Its log says why: {embedded.log(name)}. "
                    "Put right what it says there and start the demo again; nothing typed in it is lost."
                )

    def down(self) -> None:
        """Stops those that the demo started."""
        if self.ours:
            embedded.down(self.ours)
        NOTE.unlink(missing_ok=True)

"""Which letters are under way, and which recipients' servers hold them up: no clock, no threads, no database.

A letter is slow when it has been under way for SLOW seconds. Slow letters do not count as traffic: others go on beside
them. A domain is held up when several of its letters are slow and none has gone through lately: its next ones wait,
lest they take every lane. When they are STUCK too, nobody waits for them any more.
"""

from collections.abc import Hashable

SLOW, STUCK = 1.0, 5.0
SEVERAL = 3


def domain_of(address: str) -> str:
    """What stands behind the @, in lower case."""
    return address.rpartition("@")[2].lower()


class Traffic:
    """Letters by their key; every moment is in seconds of one steady clock."""

    def __init__(self) -> None:
        self._under_way: dict[Hashable, tuple[str, float]] = {}
        self._through: dict[str, float] = {}

    def begins(self, key: Hashable, domain: str, now: float) -> None:
        self._under_way[key] = (domain, now)

    def ends(self, key: Hashable, now: float, *, answered: bool) -> None:
        """`answered`: it was taken or refused, soon or late; the connection did not just break."""
        domain, _ = self._under_way.pop(key)
        if answered:
            self._through[domain] = now

    def moving(self, now: float) -> int:
        """How many are under way and not slow."""
        return sum(now - began < SLOW for _, began in self._under_way.values())

    def held_up(self, domain: str, now: float) -> bool:
        return self._several(domain, now, SLOW)

    def stuck(self, domain: str, now: float) -> bool:
        return self._several(domain, now, STUCK)

    def _several(self, domain: str, now: float, seconds: float) -> bool:
        if now - self._through.get(domain, float("-inf")) < STUCK:
            return False
        return sum(where == domain and now - began >= seconds for where, began in self._under_way.values()) >= SEVERAL

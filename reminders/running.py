"""One run of deliveries: it claims letters, gives them to lanes (lanes.py), and does all the asking and writing itself.

So a worker has one connection to the database, and what several lanes say at once is written at once.
"""

import logging
import math
import random
import time
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import chain
from queue import Empty, SimpleQueue

from django.db import InterfaceError, OperationalError, connection, transaction

from reminders import claims
from reminders.lanes import Became, Errand, Lane
from reminders.models import Message
from reminders.settling import settle
from reminders.traffic import Traffic, domain_of
from reminders.trouble import Why

logger = logging.getLogger(__name__)

BATCH = 50
LANES, MOST_LANES = 6, 30  # those for letters that move; all, with the stuck ones
LETTERS_A_LANE = 10  # for so many a further lane opens
MOST_HELD_UP = 500
TICK = 0.1
DATABASE_PATIENCE = 60.0
UNREACHABLE = 3  # so many connections refused with no letter between: there is no mail server
SLOW_PAUSE = timedelta(seconds=60)
SLOW = "The mail server of {} is slow at the moment; its letters wait, and others go on."


class Run:
    """What waits in a run, what is under way, and what is still to be written. All times are steady seconds.

    `once`: it claims no second time. `more` is called when a first full claim shows that another run would help.
    """

    def __init__(
        self,
        number: int,
        *,
        until: float = math.inf,
        batch: int = BATCH,
        once: bool = False,
        more: Callable[[], object] = lambda: None,
    ) -> None:
        self.number, self.until, self.batch, self.once, self.more = number, until, batch, once, more
        self.sent = 0
        self.left = True  # whether more may wait than this run has claimed
        self._waiting: deque[Message] = deque()
        self._held_up: dict[str, list[Message]] = defaultdict(list)
        self._under_way: dict[Lane, Errand] = {}
        self._idle: list[Lane] = []
        self._desk: SimpleQueue[Errand] = SimpleQueue()
        self._traffic = Traffic()
        self._unwritten: list[Errand] = []
        self._claims = self._unreachable = 0
        self._broken_at: float | None = None

    def go(self) -> None:
        """To the end: when nothing is left or the time is over, and everything under way has been written."""
        try:
            while self._going_on():
                self._begin()
                self._attend()
        finally:
            for errand in self._under_way.values():
                if not errand.answered.is_set():
                    errand.answer(False)
            for lane in (*self._idle, *self._under_way):
                lane.close()

    def _going_on(self) -> bool:
        if self._broken_at is not None:
            self._written(lambda: None)
        elif time.monotonic() > self.until:
            self._give_back()
        elif self.left and len(self._waiting) < 2 * LANES and sum(map(len, self._held_up.values())) < MOST_HELD_UP:
            self._written(self._claim)
        return bool(self._waiting or self._held_up or self._under_way or self._unwritten)

    def _claim(self) -> None:
        self._waiting += (found := claims.claim(self.batch, self.number))
        self._claims += 1
        self.left = len(found) == self.batch and not self.once
        if self.left and self._claims == 1:
            self.more()

    def _give_back(self, trouble: str = "") -> None:
        """What is not begun: a slow mail server must not make a run outlast its task's time limit."""
        back = [*self._waiting, *chain.from_iterable(self._held_up.values())]
        if back and self._written(lambda: self._put_back(back, trouble) if trouble else claims.release(back)):
            self._waiting.clear()
            self._held_up.clear()

    def _put_back(self, waiting: list[Message], trouble: str) -> None:
        logger.warning("No mail server; %s messages wait: %s", len(waiting), trouble)
        for message in waiting:
            try:
                claims.put_back(message, trouble, Why.SERVER)
            except claims.Lost:
                logger.warning("Message %s is with another worker by now", message.pk)

    def _begin(self) -> None:
        """Gives lanes what waits: one lane for a few letters, more for many, another beside each that is slow."""
        if self._broken_at is not None or time.monotonic() > self.until:
            return
        self._look_at_held_up()
        while self._waiting and len(self._under_way) < MOST_LANES:
            now = time.monotonic()
            moving = self._traffic.moving(now)
            if moving >= min(LANES, 1 + (len(self._waiting) + moving) // LETTERS_A_LANE):
                break
            message = self._waiting.popleft()
            domain = domain_of(message.to)
            if self._traffic.held_up(domain, now):
                self._held_up[domain].append(message)
                continue
            lane = self._idle.pop() if self._idle else Lane(self._desk)
            self._traffic.begins(lane, domain, now)
            self._under_way[lane] = lane.carry(message)

    def _look_at_held_up(self) -> None:
        """Letters of a domain that moves again go on; those of one that is stuck are given back for a while."""
        now = time.monotonic()
        for domain, messages in list(self._held_up.items()):
            if self._traffic.stuck(domain, now):
                pause = SLOW_PAUSE * (1 + random.random())  # noqa: S311 -- nothing secret
                if self._written(partial(claims.release, messages, pause, SLOW.format(domain))):
                    del self._held_up[domain]
            elif not self._traffic.held_up(domain, now):
                self._waiting += self._held_up.pop(domain)

    def _attend(self) -> None:
        """Hears what the lanes say, gives them their next letters, writes, and answers those that ask."""
        said = self._said()
        asking = [errand for errand in said if errand.outcome is None]
        for errand in said:
            if errand.outcome is not None:
                self._ended(errand)
        self._begin()
        granted: list[Message] = []
        if asking or self._unwritten:
            self._written(lambda: granted.extend(self._write(asking)))
        for errand in asking:
            errand.answer(errand.message in granted)

    def _said(self) -> list[Errand]:
        said = []
        try:
            said.append(self._desk.get(timeout=TICK))
            while True:
                said.append(self._desk.get_nowait())
        except Empty:
            return said

    def _ended(self, errand: Errand) -> None:
        assert errand.outcome is not None
        del self._under_way[errand.lane]
        answered = errand.outcome.became not in (Became.UNHEARD, Became.LOST) and errand.outcome.why is not Why.SERVER
        self._traffic.ends(errand.lane, time.monotonic(), answered=answered)
        if errand.outcome.became is not Became.NO_SERVER:
            self._unreachable = 0
            self._idle.append(errand.lane)
            self._unwritten.append(errand)
            return
        errand.lane.close()
        self._unreachable += 1
        self._waiting.appendleft(errand.message)
        if self._unreachable >= UNREACHABLE or not (self._under_way or self._idle):
            self.left = False
            self._give_back(errand.outcome.trouble)

    def _write(self, asking: list[Errand]) -> list[Message]:
        with transaction.atomic():
            granted = claims.hand([errand.message for errand in asking])
            sent = settle(self._unwritten)
        self.sent += sent
        self._unwritten.clear()
        return granted

    def _written(self, act: Callable[[], object]) -> bool:
        """Does it in the database; False, for the caller to try again, where the database is away for the moment."""
        try:
            if self._broken_at is not None and not claims.be_present(self.number):
                return False
            act()
        except (OperationalError, InterfaceError) as trouble:
            connection.close()
            self._broken_at = self._broken_at or time.monotonic()
            if time.monotonic() - self._broken_at > DATABASE_PATIENCE:
                raise
            logger.warning(
                "The database is away; what became of %s letters is written later: %s", len(self._unwritten), trouble
            )
            time.sleep(TICK)
            return False
        self._broken_at = None
        return True

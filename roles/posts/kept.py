"""What a process keeps for a minute, so that the same question is not asked of the database hundreds of times."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """Answers by question, each for some seconds; the oldest goes when there are too many."""

    def __init__(self, seconds: float = 60, most: int = 1000) -> None:
        self.seconds, self.most = seconds, most
        self._answers: OrderedDict[Hashable, tuple[float, Answer]] = OrderedDict()

    def get(
        self, question: Hashable, find: Callable[[], Answer], *, worth: Callable[[Answer], bool] = lambda _: True
    ) -> Answer:
        """The kept answer, or a new one from `find`, which is kept where it is `worth` it."""
        now = time.monotonic()
        kept = self._answers.get(question)
        if kept is not None and kept[0] > now:
            return kept[1]
        answer = find()
        if worth(answer):
            self._answers.pop(question, None)
            self._answers[question] = (now + self.seconds, answer)
            while len(self._answers) > self.most:
                self._answers.popitem(last=False)
        return answer

    def clear(self) -> None:
        """Forgets every answer."""
        self._answers.clear()

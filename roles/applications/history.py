"""Employment history: months as people type them, gaps, and what is wrong with a row; pure functions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
         "November", "December")  # fmt: skip
NOW = frozenset({"now", "today", "present", "to date", "current"})
EARLIEST_YEAR = 1940
# A longer time between two jobs is explained (M: an editable default; employment checks ask for it).
GAP_MONTHS = 3
MOST_JOBS = 20
_TYPED = re.compile(r"([0-9]{1,2}|[a-z]+)\.?[\s/.,-]+([0-9]{4})|([0-9]{4})-([0-9]{1,2})", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def number(self) -> int:
        """Months since the year 0, to count with."""
        return self.year * 12 + self.month - 1

    def after(self, months: int) -> "Month":
        """The month so many months later."""
        year, month = divmod(self.number + months, 12)
        return Month(year, month + 1)

    def __str__(self) -> str:
        return f"{NAMES[self.month - 1]} {self.year}"


def month_of(text: str) -> Month | None:
    """The month typed as "3 2019", "03/2019", "March 2019", "Sept 2019" or "2019-03"; None where it is none."""
    found = _TYPED.fullmatch(" ".join(text.split()))
    if not found or not text.isascii():
        return None
    word, year = (found[1], found[2]) if found[1] else (found[4], found[3])
    if word.isdigit():
        number = int(word)
    else:
        low = word.lower()
        key = low[:3]
        number = MONTHS.index(key) + 1 if key in MONTHS else 0
        if number and not NAMES[number - 1].lower().startswith(low) and low != "sept":
            return None
    return Month(int(year), number) if 1 <= number <= 12 else None


def is_now(text: str) -> bool:
    """Whether the end of a job was typed as going on."""
    return " ".join(text.lower().split()) in NOW


@dataclass(frozen=True)
class Job:
    """One row as typed: where, as what, from and to."""

    employer: str
    role: str
    began: str
    ended: str

    @property
    def is_empty(self) -> bool:
        return not any((self.employer, self.role, self.began, self.ended))

    def months(self, today: date) -> tuple[Month, Month] | None:
        """The first and the last month of it, this month where it goes on; None where they can't be read."""
        began = month_of(self.began)
        ended = Month.of(today) if is_now(self.ended) else month_of(self.ended)
        return (began, ended) if began and ended and began <= ended else None

    def __str__(self) -> str:
        began, ended = month_of(self.began) or self.began, month_of(self.ended) or self.ended.lower()
        what = ", ".join(part for part in (self.role, self.employer) if part)
        return f"{what}: {began or 'not given'} to {ended or 'not given'}"


def job_problems(job: Job, today: date) -> Iterator[tuple[str, str]]:
    """What is wrong with a row that is not empty: the part of it, and the sentence."""
    this_month = Month.of(today)
    if not job.employer:
        yield "employer", "Enter the employer"
    if not job.role:
        yield "role", "Enter what you were there"
    began = month_of(job.began)
    if not job.began:
        yield "began", "Enter the month you began, like 3 2019"
    elif began is None:
        yield "began", "From must be a month and a year, like 3 2019"
    elif began > this_month:
        yield "began", "From must not be in the future"
    elif began.year < EARLIEST_YEAR:
        yield "began", f"From must be {EARLIEST_YEAR} or later"
    if is_now(job.ended):
        return
    ended = month_of(job.ended)
    if not job.ended:
        yield "ended", "Enter the month you left, like 8 2022, or the word now"
    elif ended is None:
        yield "ended", "To must be a month and a year, like 8 2022, or the word now"
    elif began is not None and ended < began <= this_month:
        yield "ended", f"To must not be before from, which is {began}"
    elif ended > this_month:
        yield "ended", "To must not be in the future: if you are still there, type now"


def gaps(jobs: Iterable[Job], today: date) -> list[tuple[Month, Month]]:
    """The times of more than GAP_MONTHS months without a job, first and last month, since the first job."""
    spans = sorted(span for job in jobs if (span := job.months(today)))
    if not spans:
        return []
    found, until = [], spans[0][1]
    for began, ended in [*spans[1:], (Month.of(today).after(1),) * 2]:
        if began.number - until.number - 1 > GAP_MONTHS:
            found.append((until.after(1), began.after(-1)))
        until = max(until, ended)
    return found


def gap_problem(jobs: Sequence[Job], explained: str, today: date) -> str:
    """What to explain, in a sentence; empty when nothing is left to explain."""
    found = gaps(jobs, today)
    if not found or explained.strip():
        return ""
    first = [f"from {began} to {ended}" for began, ended in found]
    return f"Say what you did {' and '.join(first)}."

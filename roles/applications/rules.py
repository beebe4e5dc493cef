"""What makes an application ready to send: pure functions, each with the words the applicant reads."""

from collections.abc import Iterable
from dataclasses import dataclass

# Characters (M: an editable default; about 500 words, as common forms ask for).
STATEMENT_MOST = 3000
# More than this is not kept at all: nobody types it, and it would only fill the database.
KEPT_MOST = 50_000
INTERESTS_MOST = 3000


@dataclass(frozen=True)
class Writer:
    """What would tell the panel who wrote: panels read blind until the shortlist is locked (domain.md §9)."""

    name: str
    email: str
    registration_numbers: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()

    def is_named_in(self, text: str) -> bool:
        """Whether the text holds the writer's full name, email address or registration number."""
        signs = (self.name, self.email, *self.registration_numbers)
        return any(len(sign) > 3 and _plain(sign) in _plain(text) for sign in signs)

    def employer_in(self, text: str) -> str:
        """The employer that the text names, if any; one of a single word, like “Locum”, could be any word."""
        named = (employer for employer in self.employers if len(employer.split()) > 1)
        return next((employer for employer in named if _plain(employer) in _plain(text)), "")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def length_problem(text: str) -> str:
    """What to do about a text that is too long; empty when it is not."""
    over = len(text) - STATEMENT_MOST
    return f"Shorten it by {over:,} characters: the most is {STATEMENT_MOST:,}." if over > 0 else ""


def statement_problem(text: str, *, essential: bool, writer: Writer) -> str:
    """Why a statement cannot be sent as it stands, in a sentence; empty when it can."""
    if essential and not text.strip():
        return "Write a statement: this criterion is essential."
    if too_long := length_problem(text):
        return too_long
    if writer.is_named_in(text):
        return (
            "Take out your name, email address or registration number: the panel reads this without knowing "
            "who you are."
        )
    if employer := writer.employer_in(text):
        return f"Take out “{employer}”: where you worked would tell the panel who you are."
    return ""


def unfinished(problems: Iterable[str]) -> str:
    """The refusal to send an application with problems left; empty when there are none."""
    count = sum(1 for problem in problems if problem)
    if not count:
        return ""
    return f"{count} {'part is' if count == 1 else 'parts are'} not ready to send. Each says below what is left."

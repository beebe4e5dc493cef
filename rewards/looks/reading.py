"""The looks at one's pay in words, for the page and the file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from people.design.sheets import Cell
from people.design.words import shortdate, timeuk
from people.models import Membership, Role, User
from rewards.looks.models import PayLook

HEADS = ["Who", "As", "Organisation", "Why", "Day", "First at", "Last at", "Times that day"]


@dataclass(frozen=True)
class Told:
    """One look, with the roles that its viewer held in the organisation that day, in words."""

    look: PayLook
    roles: str

    @property
    def times(self) -> str:
        """How often: "Once", "3 times that day"."""
        return "Once" if self.look.times == 1 else f"{self.look.times:,} times that day"

    def cells(self) -> list[Cell]:
        look = self.look
        day, first, last = shortdate(look.day), timeuk(look.first_at), timeuk(look.last_at)
        return [str(look.viewer), self.roles, str(look.organisation), look.why, day, first, last, look.times]


def years_of(user: User) -> list[int]:
    """The years in which someone looked at the person's pay, the latest first."""
    found = PayLook.objects.filter(subject=user).order_by("-day__year").values_list("day__year", flat=True)
    return list(found.distinct())


def told(looks: Sequence[PayLook]) -> list[Told]:
    """Looks, read with their viewer and organisation, with the viewers' roles: one query for all of them."""
    viewers, places = {each.viewer_id for each in looks}, {each.organisation_id for each in looks}
    held = list(Membership.objects.filter(user__in=viewers, organisation__in=places).order_by("role"))
    return [Told(each, _roles(each, held)) for each in looks]


def _roles(look: PayLook, held: Iterable[Membership]) -> str:
    """What they were there that day, e.g. "medical director, clinician"; nothing for one who was no member."""
    there = [each for each in held if (each.user_id, each.organisation_id) == (look.viewer_id, look.organisation_id)]
    words = dict.fromkeys(str(Role(each.role).label).lower() for each in there if look.day in each.period)
    return ", ".join(words)


def lines(looks: Sequence[PayLook], user: User, until: str) -> Iterator[list[Cell]]:
    """The looks as a table, with whose they are and when the file was made in its last line."""
    yield [*HEADS]
    for each in told(looks):
        yield each.cells()
    yield [f"Looks at the pay of {user}, as recorded until {until}"]

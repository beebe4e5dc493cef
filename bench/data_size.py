"""How much data the bench measures."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Size:
    """How much there is: `pending` splits wait for one director, `to_remind` of the dues are due; of the posts `fresh`
    are a day's new ones, for as many saved searches; `panels` are being chosen for; `payroll` is of people whose pay is
    reported on; `letters` go out."""

    people: int = 20_000
    posts: int = 200_000
    pending: int = 2_000
    dues: int = 1_000_000
    to_remind: int = 10_000
    searches: int = 20_000
    fresh: int = 300
    applications: int = 400_000
    panels: int = 200
    payroll: int = 50_000
    letters: int = 10_000

    def tenth(self) -> "Size":
        """A tenth of the data, with as many to remind: what grows is where they have to be found."""
        least = Size(*(max(value // 10, 1) for value in vars(self).values()))
        return replace(least, to_remind=min(self.to_remind, least.dues))

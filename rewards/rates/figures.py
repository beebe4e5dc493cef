"""A rate as the pure rules see it: a value that knows where it comes from. No ORM, no clock."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Figure:
    """One rate: a share or pounds a year, with its source and mark (domain.md: verified, computed, from memory)."""

    value: Decimal
    source: str = ""
    mark: str = ""
    year: str = ""
    """The financial year in words, such as 2025/26."""

    @property
    def checked(self) -> bool:
        """Whether someone has seen it in a source; otherwise it is only the usual figure."""
        return "MEMORY" not in self.mark

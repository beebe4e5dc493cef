"""Money: what a split costs its employer in a full year, and until the financial year ends. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

ZERO = Decimal(0)


@dataclass(frozen=True)
class Side:
    """A package: pay in pounds a year, and the employer's pension share; None where its rate is not published."""

    pay: Decimal
    pension: Decimal | None


@dataclass(frozen=True)
class Insurance:
    """Employer's national insurance: pounds for each 100 of pay above `free` pounds a year."""

    rate: Decimal
    free: Decimal

    def on(self, pay: Decimal) -> Decimal:
        return _pence(max(pay - self.free, ZERO) * self.rate / 100)


@dataclass(frozen=True)
class Money:
    """Changes in pounds: pay, pension and national insurance in a full year, and all of it until the year ends."""

    before: Side
    after: Side
    insurance: Insurance
    starts: date
    ends: date | None = None

    @property
    def pay(self) -> Decimal:
        return self.after.pay - self.before.pay

    @property
    def pension(self) -> Decimal | None:
        if self.before.pension is None or self.after.pension is None:
            return None
        return self.after.pension - self.before.pension

    @property
    def national_insurance(self) -> Decimal:
        return self.insurance.on(self.after.pay) - self.insurance.on(self.before.pay)

    @property
    def full_year(self) -> Decimal:
        """The employer's cost; without a pension rate, of pay and national insurance alone."""
        return self.pay + (self.pension or ZERO) + self.national_insurance

    @property
    def year_ends(self) -> date:
        """The day after the financial year in which the split starts."""
        first = date(self.starts.year, 4, 1)
        return first if self.starts < first else date(self.starts.year + 1, 4, 1)

    @property
    def days(self) -> int:
        """Days of the split within its first financial year."""
        until = self.year_ends if self.ends is None else min(self.ends, self.year_ends)
        return max((until - self.starts).days, 0)

    @property
    def year_days(self) -> int:
        return (self.year_ends - date(self.year_ends.year - 1, 4, 1)).days

    @property
    def this_year(self) -> Decimal:
        """The cost until the financial year ends, by days."""
        return _pence(self.full_year * self.days / self.year_days)


def _pence(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)

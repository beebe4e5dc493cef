"""What a time split costs, and the pay elements that follow from it: rewards does the sums."""

from pathways.splits.models import TimeSplit
from rewards.packages.services import Comparison, cost_of_week, write_week


def write(split: TimeSplit) -> None:
    """Writes the person's pay elements anew from the first day of the split; its PAs replace the contracted ones."""
    write_week(
        split.user,
        split.organisation,
        starts=split.starts,
        ends=split.period.upper,
        total=split.total_pas,
        apas=split.apa_pas,
        source=f"split:{split.pk}",
        service=split.service,
    )


def cost_of(split: TimeSplit) -> Comparison | None:
    """What the split changes in a year's pay beside the week before it; None without an employment on record."""
    return cost_of_week(
        split.user,
        split.organisation,
        starts=split.starts,
        total=split.total_pas,
        apas=split.apa_pas,
    )

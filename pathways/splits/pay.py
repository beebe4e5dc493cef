"""What a time split costs, and the pay elements that follow from it: rewards does the sums."""

from pathways.splits.models import TimeSplit


def write(split: TimeSplit) -> None:
    """Writes the person's pay elements anew from the first day of the split."""


def cost_of(split: TimeSplit) -> None:
    return None

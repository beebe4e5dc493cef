"""What a time split costs, and the pay elements that follow from it: rewards does the sums."""

from pathways.splits.models import SplitStatus, TimeSplit
from people.design.words import shortdate
from people.models import User
from rewards.looks.services import opened
from rewards.packages.services import Comparison, cost_of_week
from rewards.packages.writing import write_week


def write(split: TimeSplit) -> None:
    """Writes the person's pay elements anew from the first day of the split; its PAs replace the contracted ones.

    Where a later split has been in force already, its pay stands.
    """
    later = TimeSplit.objects.filter(
        user=split.user_id,
        organisation=split.organisation_id,
        status__in=[SplitStatus.IN_FORCE, SplitStatus.SUPERSEDED, SplitStatus.ENDED],
        period__startswith__gt=split.starts,
    ).order_by("period")
    following = later.first()
    write_week(
        split.user,
        split.organisation,
        starts=split.starts,
        ends=split.period.upper,
        total=split.total_pas,
        apas=split.apa_pas,
        source=f"split:{split.pk}",
        service=split.service,
        until=following.starts if following else None,
    )


def cost_shown(split: TimeSplit, reader: User, *, turn: bool = False, printed: bool = False) -> Comparison | None:
    """`cost_of` for whoever may read the split, which its owner then finds among the looks at their pay.

    `turn`: it is theirs to sign. One statement more, and none for the owner.
    """
    verb = "print" if printed else "sign" if turn else "follow"
    opened(reader, split.user, split.organisation, f"To {verb} your time split from {shortdate(split.starts)}")
    return cost_of(split)


def cost_of(split: TimeSplit) -> Comparison | None:
    """What the split changes in a year's pay beside the week before it; None without an employment on record."""
    return cost_of_week(
        split.user,
        split.organisation,
        starts=split.starts,
        total=split.total_pas,
        apas=split.apa_pas,
    )

"""Time splits that wait to be signed, as the report on awards at risk asks for them."""

from collections.abc import Iterator
from datetime import date

from pathways.splits.models import TimeSplit
from people.models import Organisation
from rewards.reports.at_risk.ahead import Ahead

WHAT = "Time split waiting to be signed"


def pending_splits(organisation: Organisation, today: date) -> Iterator[Ahead]:
    """Each with the direct clinical care that it would leave: one query."""
    waiting = TimeSplit.objects.pending().filter(organisation=organisation)
    for user, service, starts, dcc in waiting.values_list("user", "service__name", "period__startswith", "dcc_pas"):
        yield Ahead(user, WHAT, starts, service, dcc)

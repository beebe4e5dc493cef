"""Which addresses are refused now."""

from collections.abc import Iterable

from reminders.addresses.models import RefusedAddress


def refused_among(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses that stand as refused, in lower case: one query."""
    asked = {address.lower() for address in addresses}
    standing = RefusedAddress.objects.filter(cleared_at=None, address__in=asked)
    return set(standing.values_list("address", flat=True)) if asked else set()

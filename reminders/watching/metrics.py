"""What Prometheus reads: gauges, each worked out from the database when it is asked for.

So every web process answers the same, and a restart loses nothing. How many were sent in an hour is the difference of
`pathways_messages{state="sent"}` over that hour.
"""

from collections.abc import Iterator

from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from reminders.watching import reading


class Reminders(Collector):
    """The outbox and the dues as they stand."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        messages = GaugeMetricFamily("pathways_messages", "Emails by state and kind", labels=["state", "kind"])
        for state, kind, count in reading.by_state_and_kind():
            messages.add_metric([state, kind], count)
        yield messages
        late = reading.lateness(timezone.now())
        yield GaugeMetricFamily(
            "pathways_oldest_unsent_message_late_seconds",
            "How late the oldest unsent email is; those that their recipient's server refuses for now do not count",
            value=late.message.total_seconds(),
        )
        yield GaugeMetricFamily(
            "pathways_oldest_unsent_due_late_seconds",
            "How late the oldest due without its reminder is",
            value=late.due.total_seconds(),
        )
        yield GaugeMetricFamily("pathways_open_dues", "Dues that are open, whenever", value=reading.open_dues())
        yield GaugeMetricFamily(
            "pathways_refused_addresses", "Addresses that stand as refused", value=reading.refused_addresses()
        )


def exposition() -> bytes:
    """All of it in Prometheus's text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Reminders())
    return bytes(generate_latest(registry))

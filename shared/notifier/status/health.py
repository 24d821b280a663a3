"""The figures for machines: what /health/ready and /metrics say. Both are made of the same figures as the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from shared.notifier.context import NotifierContext
from shared.notifier.status.figures import SCAN, SWEEP, Figures, gather

PREFIX = "steunstromen_messages"


def health(figures: Figures) -> Mapping[str, object]:
    """The figures as JSON values; ages in seconds, null for what is not known."""
    counted, machines = figures.counted, figures.machines
    return {
        "alarm": figures.alarm,
        "stalled": figures.stalled,
        "oldestDueSeconds": round(counted.oldest_due_seconds, 1),
        "waiting": dict(counted.waiting),
        "backlog": sum(one.waiting for one in figures.backlog),
        "parked": counted.parked,
        "parkedEvents": counted.parked_events,
        "dead": counted.dead,
        "undeliverable": figures.undeliverable,
        "held": sum(one.count for one in figures.held),
        "holds": len(figures.holds),
        "broken": {rule: rows for rule, rows in counted.broken.items() if rows},
        "lastSweepSeconds": _rounded(figures.seconds_since(SWEEP)),
        "lastScanSeconds": _rounded(figures.seconds_since(SCAN)),
        "queueReached": machines.reached,
        "workers": dict(machines.workers),
        "databaseSkewSeconds": figures.database_skew,
        "queueSkewSeconds": machines.skew_seconds,
    }


class MessageMetrics(Collector):
    """Gauges that are gathered anew at every question."""

    def __init__(self, context: NotifierContext) -> None:
        self._context = context

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Gauges of the same figures; what is not known is left out."""
        figures = gather(self._context)
        said = health(figures)
        for name, key, help_text in (
            ("alarm", "alarm", "1 when something should have gone out more than five minutes ago"),
            ("stalled", "stalled", "1 when nobody looks for what is due: the ticker stands still"),
            ("oldest_due_seconds", "oldestDueSeconds", "Age of the oldest message that should be on its way"),
            ("parked", "parked", "Intents of a version that this program can't read"),
            ("parked_events", "parkedEvents", "Events of one service that another one can't read"),
            ("dead", "dead", "Messages that were given up and wait for a person"),
            ("undeliverable", "undeliverable", "Important messages that were refused for good"),
            ("held", "held", "Messages that are held back"),
            ("holds", "holds", "Orders to hold messages back"),
            ("last_sweep_seconds", "lastSweepSeconds", "How long ago the ticker looked for what is due"),
            ("last_scan_seconds", "lastScanSeconds", "How long ago the ticker looked at deadlines"),
            ("queue_reached", "queueReached", "1 when Redis answers"),
            ("database_skew_seconds", "databaseSkewSeconds", "How far the clock of the database is ahead"),
            ("queue_skew_seconds", "queueSkewSeconds", "How far the clock of Redis is ahead"),
        ):
            value = said[key]
            if value is not None:
                yield GaugeMetricFamily(f"{PREFIX}_{name}", help_text, value=float(value))  # type: ignore[arg-type]
        yield from _labelled(figures)


def _labelled(figures: Figures) -> Iterator[GaugeMetricFamily]:
    counted = figures.counted
    yield _by("waiting_intents", "Intents that were not taken yet", "sender", counted.waiting)
    yield _by("state", "Deliveries by state", "state", counted.states)
    yield _by("broken", "Rows that break a rule that must hold", "rule", counted.broken)
    yield _by("workers", "Workers that were heard of lately", "queue", figures.machines.workers)
    yield _by("jobs", "Jobs in the queue", "queue", figures.machines.jobs)
    backlog = GaugeMetricFamily(f"{PREFIX}_backlog", "Deliveries to be made", labels=["channel", "class"])
    for one in figures.backlog:
        backlog.add_metric([one.channel, one.message_class.value], one.waiting)
    yield backlog


def _by(name: str, help_text: str, label: str, counts: Mapping[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(f"{PREFIX}_{name}", help_text, labels=[label])
    for key, count in counts.items():
        family.add_metric([key], count)
    return family


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)

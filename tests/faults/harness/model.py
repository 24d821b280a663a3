"""The reference model: which deliveries the input script asks for, by rules written down here a second time.

It knows nothing of the product. The script has one line per message that a client asks for; the ledger says whether
the client saw a yes (ACK), no answer (INDET), or never asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# What a subject line tells of the kind of a message. The words are those that people read.
KINDS = (
    ("started", re.compile(r"^Aanvraag begonnen: |^nl\.steunstromen\.application\.started\.")),
    ("reminder", re.compile(r"^(Indienen moet |Vandaag is de laatste dag|Denk aan de termijn)")),
    ("moved", re.compile(r"^(De datum is veranderd|De termijn is veranderd)")),
)
# The same kinds as the product names them in the row of a message that it gave up.
PRODUCT_KINDS = {"application_started": "started", "deadline_reminder": "reminder", "deadline_moved": "moved"}
# A message that cost so many workers is given up by design: it must not take them all down for ever.
MOST_LOST_WORKERS = 5
# After a person closed the matter a message may still be in flight for this long, in seconds.
IN_FLIGHT = 3.0


@dataclass(frozen=True, order=True)
class Key:
    """One thing that must happen exactly once: this event to this person by this channel."""

    event: str
    recipient: str
    channel: str


@dataclass(frozen=True)
class Asked:
    """One line of the script: an event and who should hear of it by what. `due` is a moment, or None for at once."""

    event: str
    recipients: tuple[str, ...]
    channels: tuple[str, ...]
    due: float | None = None


@dataclass(frozen=True)
class Delivered:
    """One line of a receiver."""

    key: Key
    id: str
    at: float


@dataclass(frozen=True)
class Record:
    """The ledger as read: moments per event, and all deliveries in the order in which they came.

    `given_up` is what the product calls dead, with a reason, after five workers; dead for less is not among it.
    """

    acked: Mapping[str, float]
    unsure: Mapping[str, float]
    closing: Mapping[str, float]
    closed: Mapping[str, float]
    delivered: tuple[Delivered, ...]
    given_up: frozenset[Key] = frozenset()


@dataclass(frozen=True)
class Expected:
    """What must be delivered with the moment from which it is due, what may be, and what had a moment of its own."""

    must: Mapping[Key, float]
    may: Mapping[Key, float]
    timed: frozenset[Key] = frozenset()


def read_script(path: Path) -> list[Asked]:
    """The input script: JSON, one line per message asked for."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [Asked(one["event"], tuple(one["recipients"]), tuple(one["channels"]), one.get("due")) for one in lines]


def read_ledger(path: Path) -> Record:
    """The ledger's lines; a last line that was cut off by a kill never was acknowledged and does not count."""
    moments: dict[str, dict[str, float]] = {"ACK": {}, "INDET": {}, "CLOSING": {}, "CLOSED": {}}
    names: dict[str, str] = {}
    lines, dead = [], []
    for raw in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if not raw.endswith("\n"):
            continue
        line = json.loads(raw)
        if line["what"] == "DELIVER":
            lines.append(line)
        elif line["what"] == "DEAD":
            dead.append(line)
        elif line["what"] == "NAME":
            names[line["id"]] = line["tag"]
        else:
            moments[line["what"]].setdefault(line["event"], line["t"])
    delivered = [_delivered(line, names) for line in lines]
    gone = frozenset(_given_up(line, names) for line in dead if _by_design(line))
    return Record(moments["ACK"], moments["INDET"], moments["CLOSING"], moments["CLOSED"], tuple(delivered), gone)


def _by_design(line: Mapping[str, Any]) -> bool:
    return bool(line["reason"]) and line["lost_workers"] >= MOST_LOST_WORKERS


def _given_up(line: Mapping[str, Any], names: Mapping[str, str]) -> Key:
    tag, kind = names.get(line["tag"], line["tag"]), PRODUCT_KINDS.get(line["kind"], "other")
    return Key(f"{tag}/{kind}", line["recipient"], line["channel"])


def _delivered(line: Mapping[str, Any], names: Mapping[str, str]) -> Delivered:
    tag = names.get(line["tag"], line["tag"])
    key = Key(f"{tag}/{kind_of(line['title'])}", line["recipient"], line["channel"])
    return Delivered(key, line["id"], line.get("at", line["t"]))


def kind_of(title: str) -> str:
    """The kind of a message by its subject."""
    return next((kind for kind, pattern in KINDS if pattern.search(title)), "other")


def expected(script: Iterable[Asked], record: Record) -> Expected:
    """Acknowledged events must be delivered, those without an answer may be, and a closed matter need not be."""
    must: dict[Key, float] = {}
    may: dict[Key, float] = {}
    timed: set[Key] = set()
    for asked in script:
        if asked.event not in record.acked and asked.event not in record.unsure:
            continue
        asked_at = record.acked.get(asked.event, record.unsure.get(asked.event, 0.0))
        due = asked_at if asked.due is None else asked.due
        for key in _keys(asked):
            may[key] = due
            if asked.due is not None:
                timed.add(key)
            if asked.event in record.acked and asked.event not in record.closing:
                must[key] = due
    return Expected(must, may, frozenset(timed))


def _keys(asked: Asked) -> Iterable[Key]:
    return (Key(asked.event, person, channel) for person in asked.recipients for channel in asked.channels)

"""Compares the ledger with the model. `python checker.py SCRIPT LEDGER [--wire N]` ends with 1 on any breach.

lost: asked for, acknowledged, never delivered, and not said to be dead. dead: given up, with a reason, after five
workers were killed while they had it in hand; a person sees it and can have it tried again. ghost: delivered and never
asked for. effective double: one event to one person by one channel under two ids. wire double: one id delivered again.
stale: delivered after the matter was closed. early and late: before or long after the moment it was due.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.faults.harness.model import IN_FLIGHT, Delivered, Expected, Key, Record, expected, read_ledger, read_script

EARLY = 0.5


@dataclass(frozen=True)
class Limits:
    """What is allowed: extra copies on the wire, seconds from due to delivery, and messages that cost five workers."""

    wire_double: int = 0
    late_after: float = 120.0
    dead: int = 0


@dataclass(frozen=True)
class Findings:
    """The figures of one run; `worst_late` is in seconds. `examples` names the first of what is wrong."""

    acked: int
    unsure: int
    expected: int
    delivered: int
    dead: int
    lost: int
    ghost: int
    effective_double: int
    wire_double: int
    early: int
    late: int
    stale: int
    worst_late: float
    examples: tuple[str, ...] = ()

    def breaches(self, limits: Limits) -> list[str]:
        """What was promised and not kept, in words."""
        never = ("lost", "ghost", "effective_double", "early", "late", "stale")
        wrong = [f"{name}: {getattr(self, name)}" for name in never if getattr(self, name)]
        if self.wire_double > limits.wire_double:
            wrong.append(f"wire_double: {self.wire_double}, allowed {limits.wire_double}")
        if self.dead > limits.dead:
            wrong.append(f"dead: {self.dead}, allowed {limits.dead}")
        return wrong + (list(self.examples) if wrong else [])


def check(script: Path, ledger: Path, limits: Limits) -> Findings:
    """Reads both files and counts."""
    record = read_ledger(ledger)
    return compare(expected(read_script(script), record), record, limits)


def compare(wanted: Expected, record: Record, limits: Limits) -> Findings:
    """Counts every way in which what was delivered differs from what was wanted."""
    first: dict[Key, float] = {}
    ids: dict[Key, set[str]] = {}
    for one in record.delivered:
        first.setdefault(one.key, one.at)
        first[one.key] = min(first[one.key], one.at)
        ids.setdefault(one.key, set()).add(one.id)
    missing = wanted.must.keys() - first.keys()
    lost, dead = sorted(missing - record.given_up), missing & record.given_up
    ghost = sorted(first.keys() - wanted.may.keys())
    doubled = sorted(key for key, found in ids.items() if len(found) > 1)
    copies = Counter((one.key, one.id) for one in record.delivered)
    delays = {key: at - wanted.may[key] for key, at in first.items() if key in wanted.may}
    return Findings(
        acked=len(record.acked),
        unsure=len(record.unsure.keys() - record.acked.keys()),
        expected=len(wanted.must),
        delivered=len(first),
        dead=len(dead),
        lost=len(lost),
        ghost=len(ghost),
        effective_double=len(doubled),
        wire_double=sum(copies.values()) - len(copies),
        early=sum(delays[key] < -EARLY for key in wanted.timed & delays.keys()),
        late=sum(delay > limits.late_after for delay in delays.values()),
        stale=len(_stale(record)),
        worst_late=round(max(delays.values(), default=0.0), 2),
        examples=tuple(f"{word}: {key}" for word, keys in _named(lost, ghost, doubled) for key in keys[:3]),
    )


def _stale(record: Record) -> list[Delivered]:
    return [
        one
        for one in record.delivered
        if one.key.event in record.closed and one.at > record.closed[one.key.event] + IN_FLIGHT
    ]


def _named(*found: Iterable[Key]) -> list[tuple[str, list[Key]]]:
    return [(word, list(keys)) for word, keys in zip(("lost", "ghost", "double"), found, strict=True)]


def main(arguments: list[str]) -> int:
    """Prints the figures as JSON; 1 when a promise was not kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("script", type=Path)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--wire", type=int, default=0, help="extra copies of the same message that are allowed")
    parser.add_argument("--late", type=float, default=120.0, help="seconds from due to delivery that are allowed")
    parser.add_argument("--dead", type=int, default=0, help="messages that cost five workers and are said to be dead")
    given = parser.parse_args(arguments)
    limits = Limits(given.wire, given.late, given.dead)
    findings = check(given.script, given.ledger, limits)
    breaches = findings.breaches(limits)
    sys.stdout.write(json.dumps({**asdict(findings), "breaches": breaches}, indent=1) + "\n")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What a feed would do to the catalogue, source by source, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy.engine import Connection

from services.matcher.domain.care.held_fields import LISTING, Change, Setter, put_back, setters_of, split
from services.matcher.domain.regions import Regions
from services.matcher.storage import sources
from services.matcher.storage.catalogue_files import faults_of
from services.matcher.storage.file_records import Problem
from services.matcher.storage.sources import DROPPED, LISTED
from services.matcher.usecases.catalogue.differences import differences
from services.matcher.usecases.catalogue.publish import digest_of
from shared.access.scope import SYSTEM
from shared.plumbing.idempotency import fingerprint_of

Record = Mapping[str, Any]


class Outcome(StrEnum):
    """What happens to one source of a feed; `held`: it differs, but no field may be overwritten."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    HELD = "held"


@dataclass(frozen=True)
class PlannedSource:
    """One source of a feed: the fields that change, those that stay although the feed says otherwise, and the result.

    `version` is the one that holds now, 0 for a new source.
    """

    outcome: Outcome
    version: int
    record: Record
    changes: Sequence[Change] = ()
    held: Sequence[Change] = ()


@dataclass(frozen=True)
class FeedPlan:
    """Everything that a feed would do, and what can't be done."""

    sources: Sequence[PlannedSource]
    problems: Sequence[Problem]

    @property
    def records(self) -> list[Record]:
        """The records to publish."""
        return [one.record for one in self.sources if one.outcome in (Outcome.NEW, Outcome.CHANGED)]

    @property
    def counts(self) -> dict[str, int]:
        """How many sources have each outcome or are refused, and how many fields are held."""
        found = Counter(one.outcome for one in self.sources)
        refused = len({(problem.id, problem.line) for problem in self.problems})
        fields = sum(len(one.held) for one in self.sources)
        return {**{str(outcome): found[outcome] for outcome in Outcome}, "refused": refused, "held_fields": fields}

    @property
    def digest(self) -> str:
        """The same for two plans exactly when they do the same to the same versions."""
        return fingerprint_of(
            [(one.record["id"], one.version, one.outcome, digest_of(one.record)) for one in self.sources]
        )


def plan_feed(
    connection: Connection, records: Sequence[Record], feed: Setter, regions: Regions, origin: str
) -> FeedPlan:
    """Compares checked records with what holds now. `origin` names the feed in problems.

    A record that contradicts itself once its held fields are put back is a problem too.
    """
    known = sources.digests(SYSTEM, connection)
    differing = [
        record["id"]
        for record in records
        if record["id"] in known and known[record["id"]][1:] != (digest_of(record), LISTED)
    ]
    before = sources.documents(SYSTEM, connection, differing)
    notes = sources.version_notes(SYSTEM, connection, differing)
    planned: list[PlannedSource] = []
    problems: list[Problem] = []
    for record in records:
        id_ = record["id"]
        version, __, listing = known.get(id_, (0, "", LISTED))
        one = PlannedSource(Outcome.SAME if version else Outcome.NEW, version, record)
        if id_ in before:
            one = _compared(one, before[id_], listing, setters_of(notes[id_]), feed)
        wrong = list(_faults(one, regions, origin)) if one.held else []
        problems += wrong
        if not wrong:
            planned.append(one)
    return FeedPlan(planned, problems)


def _compared(
    one: PlannedSource, before: Record, listing: str, setters: Mapping[str, Setter], feed: Setter
) -> PlannedSource:
    changes: list[Change] = list(differences(before, one.record))
    if listing == DROPPED:
        changes.append({"field": LISTING, "before": DROPPED, "after": LISTED})
    free, held = split(changes, setters, feed)
    if any(change["field"] == LISTING for change in held):
        return replace(one, outcome=Outcome.HELD, held=changes, record=before)  # somebody took it out of the list
    record = put_back(one.record, held)
    if free:
        return replace(one, outcome=Outcome.CHANGED, record=record, changes=free, held=held)
    return replace(one, outcome=Outcome.HELD if held else Outcome.SAME, record=record, held=held)


def _faults(one: PlannedSource, regions: Regions, origin: str) -> Iterable[Problem]:
    if one.outcome is Outcome.CHANGED:
        for field, message in faults_of(dict(one.record), regions):
            yield Problem(origin, one.record["id"], field, message)

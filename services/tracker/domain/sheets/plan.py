"""What a row would do here: something new, a change per cell, a conflict per cell, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from services.tracker.domain.sheets.columns import UPDATED, Field
from services.tracker.domain.sheets.rows import Odd, RowRead
from services.tracker.domain.sheets.state_words import OUTCOME_OF, Target
from services.tracker.domain.states import State

OURS, THEIRS = "ours", "theirs"
_BEFORE_SUBMITTED = frozenset({State.IDEA, State.DRAFT, State.INTERNAL_CHECK, State.READY, State.MISSED})
_WAITING = frozenset({State.SUBMITTED, State.INCOMPLETE, State.IN_REVIEW})


class Kind(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    TWICE = "twice"
    PLACE_ASKED = "place_asked"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    SKIPPED = "skipped"
    NO_ROW = "no_row"


class Step(StrEnum):
    """An event that a row tells of, with its own date."""

    NOTE = "note"
    START = "start"
    SUBMIT = "submit"
    DECIDE = "decide"


@dataclass(frozen=True)
class Here:
    """What stands here of the application of a row. `base` is what stood there when both agreed, None: not known."""

    application_id: str
    place_id: str
    version: int
    state: State
    cells: Mapping[Field, str]
    base: Mapping[str, str] | None
    owner_id: str = ""


@dataclass(frozen=True)
class CellChange:
    """One cell: what stands here, and what the sheet says. `chosen` is empty while somebody must choose."""

    field: Field
    ours: str
    theirs: str
    chosen: str = THEIRS

    @property
    def counts(self) -> bool:
        """Whether the sheet wins."""
        return self.chosen == THEIRS


@dataclass(frozen=True)
class PlannedRow:
    """One row with what it does; `missing` are steps that it tells of without the date that they need.

    `owner_id` is who does it, when the row tells.
    `twins` are the lines of all rows about the same application, `refused` says why a row can't be taken over.
    """

    row: RowRead
    kind: Kind
    key: str
    place_id: str | None = None
    here: Here | None = None
    changes: tuple[CellChange, ...] = ()
    steps: tuple[Step, ...] = ()
    missing: tuple[Step, ...] = ()
    odd: tuple[Odd, ...] = ()
    twins: tuple[int, ...] = ()
    refused: str = ""
    owner_id: str | None = None


def plan_row(row: RowRead, key: str, place_id: str, here: Here | None, chosen: Mapping[str, str]) -> PlannedRow:
    """What a row of a known place does; `chosen` are the winners of conflicts by line and field (`12:amount`)."""
    steps, missing = steps_of(row, here.state if here else None)
    odd = tuple(one for one in row.odd if here is None or not _told_before(one, here))
    if here is None:
        return PlannedRow(row, Kind.NEW, key, place_id, None, (), steps, missing, odd)
    changes = tuple(_changes(row, here, chosen))
    kind = Kind.SAME
    if any(not change.chosen for change in changes):
        kind = Kind.CONFLICT
    elif steps or odd or any(change.counts for change in changes):
        kind = Kind.CHANGED
    return PlannedRow(row, kind, key, place_id, here, changes, steps, missing, odd)


def told_apart(rows: Sequence[PlannedRow]) -> list[PlannedRow]:
    """The rows, where several about one application wait for a person to say which one holds: never just the last."""
    lines: dict[str, list[int]] = {}
    for planned in rows:
        if planned.here is not None:
            lines.setdefault(planned.here.application_id, []).append(planned.row.line)
    busy = {one.here.application_id for one in rows if one.here is not None and one.kind is not Kind.SAME}
    return [
        replace(one, kind=Kind.TWICE, twins=tuple(lines[one.here.application_id]))
        if one.here is not None and one.here.application_id in busy and len(lines[one.here.application_id]) > 1
        else one
        for one in rows
    ]


def steps_of(row: RowRead, state: State | None) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """The events that a row tells of and that did not happen here yet; apart those whose date is not told."""
    steps: list[Step] = []
    target = row.target
    if state is None:
        steps.append(Step.NOTE if target is Target.IDEA else Step.START)
        state = State.IDEA if target is Target.IDEA else State.DRAFT
    if target is None or target in (Target.IDEA, Target.NOTE):
        return tuple(steps), ()
    if target is Target.DRAFT:
        return (*steps, *((Step.START,) if state is State.IDEA else ())), ()
    if state is State.IDEA:
        steps.append(Step.START)
    if state in _BEFORE_SUBMITTED:
        if row.submitted_on is None:
            return tuple(steps), (Step.SUBMIT,)
        steps.append(Step.SUBMIT)
    if target in OUTCOME_OF and state in _BEFORE_SUBMITTED | _WAITING:
        if row.decided_on is None:
            return tuple(steps), (Step.DECIDE,)
        steps.append(Step.DECIDE)
    return tuple(steps), ()


def odd_key(field: Field) -> str:
    """Under which a cell that is no fact is kept in the base of its row."""
    return f"odd:{field.value}"


def _told_before(odd: Odd, here: Here) -> bool:
    return here.base is not None and here.base.get(odd_key(odd.field)) == odd.text


def _changes(row: RowRead, here: Here, chosen: Mapping[str, str]) -> list[CellChange]:
    cells, found = row.cells, []
    for field in UPDATED:
        theirs, ours = cells.get(field), here.cells[field]
        if theirs is None or theirs == ours or (field is Field.TITLE and not theirs):
            continue
        base = None if here.base is None else here.base.get(field.value)
        if base == theirs:
            continue  # changed here only
        winner = THEIRS if base == ours else chosen.get(f"{row.line}:{field.value}", "")
        found.append(CellChange(field, ours, theirs, winner))
    return found

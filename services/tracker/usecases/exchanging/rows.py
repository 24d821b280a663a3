"""Applications as the rows of a file to take along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.engine import Connection

from services.tracker.domain.deadlines import Kind
from services.tracker.domain.phases import HOPEFUL, PHASE_OF
from services.tracker.domain.records import Application
from services.tracker.domain.sheets.columns import Field
from services.tracker.domain.sheets.notes import ApplicationNote
from services.tracker.domain.sheets.refs import ref_of
from services.tracker.domain.sheets.standing import standing_of
from services.tracker.domain.states import GRANTED
from services.tracker.storage import application_lists, application_notes, deadlines
from services.tracker.storage.application_lists import Answer
from shared.access.scope import Scope
from shared.wording.dates import civil_day

_BATCH = 500


@dataclass(frozen=True)
class TakenRow:
    """One application as it goes along: what it is, how it went, and what a sheet can change of it."""

    application: Application
    place_name: str
    owner: str
    closing: date | None
    answer: Answer
    standing: Mapping[Field, str]

    @property
    def ref(self) -> str:
        """The reference of the row."""
        return ref_of(self.application.id)

    @property
    def granted_cents(self) -> int | None:
        """What was granted, while it holds: the same that the pipeline adds up."""
        return self.answer.granted_cents if self.application.state in GRANTED else None

    @property
    def expected_cents(self) -> int | None:
        """What may be expected, while the answer is still to come."""
        return self.application.expected_cents if PHASE_OF[self.application.state] in HOPEFUL else None

    @property
    def submitted_on(self) -> date | None:
        """The day on which it was handed in."""
        return None if self.answer.submitted_at is None else civil_day(self.answer.submitted_at)


def taken_rows(
    connection: Connection, scope: Scope, some: Sequence[Application], names: Mapping[str, str]
) -> list[TakenRow]:
    """The rows of these applications; `names` are those of places and people, by id."""
    rows: list[TakenRow] = []
    for start in range(0, len(some), _BATCH):
        rows += _rows(connection, scope, some[start : start + _BATCH], names)
    return rows


def _rows(
    connection: Connection, scope: Scope, some: Sequence[Application], names: Mapping[str, str]
) -> list[TakenRow]:
    ids = [one.id for one in some]
    answers = application_lists.answers_of(connection, scope, ids)
    closings = {
        key: one.told_day
        for key, dated in deadlines.open_of(connection, scope, ids).items()
        for one in dated
        if one.kind is Kind.CLOSING
    }
    notes: dict[str, list[ApplicationNote]] = {}
    for note in application_notes.open_of(connection, scope, ids):
        notes.setdefault(note.application_id, []).append(note)
    return [
        TakenRow(
            application=one,
            place_name=names.get(one.place_id, ""),
            owner=names.get(one.in_hands_of, ""),
            closing=closings.get(one.id),
            answer=answers[one.id],
            standing=standing_of(one, names.get(one.in_hands_of, ""), closings.get(one.id), notes.get(one.id, ())),
        )
        for one in some
    ]

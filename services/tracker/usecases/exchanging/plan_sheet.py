"""What a sheet would do now, row by row, and what must be answered first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from services.tracker.domain.sheets import choices as chosen
from services.tracker.domain.sheets import content as sheets
from services.tracker.domain.sheets.choices import SKIP, Choices
from services.tracker.domain.sheets.columns import Field
from services.tracker.domain.sheets.plan import Here, Kind, PlannedRow, Step, plan_row, told_apart
from services.tracker.domain.sheets.rows import RowRead, read_rows, row_keys, unknown_words
from services.tracker.domain.sheets.standing import row_key_of
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications
from services.tracker.storage.sheets import bases, imports
from services.tracker.storage.sheets.bases import Base
from services.tracker.storage.sheets.imports import SheetImport
from services.tracker.usecases.exchanging.foreseen import Foreseeing, foreseeing
from services.tracker.usecases.exchanging.rights import known_place, places_to_import
from services.tracker.usecases.exchanging.rows import taken_rows
from services.tracker.usecases.exchanging.teams import Teams
from shared.access.actors import Actor
from shared.plumbing.idempotency import fingerprint_of

NO_NAME = ""
"""The name of the place in rows that name none."""


@dataclass(frozen=True)
class SheetPlan:
    """All rows with what they do; the questions are names of places and words for a state that nobody explained."""

    sheet: SheetImport
    choices: Choices
    rows: tuple[PlannedRow, ...]
    places: Mapping[str, str]
    place_questions: tuple[str, ...]
    word_questions: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each kind, with something odd, and hidden in the sheet."""
        found = Counter(row.kind for row in self.rows)
        odd = sum(len(row.odd) for row in self.rows)
        return {
            **{kind.value: found[kind] for kind in Kind},
            "odd": odd,
            "hidden": sum(r.row.hidden for r in self.rows),
        }

    @property
    def decides(self) -> bool:
        """Whether it tells of decisions, so that the letters must be kept."""
        return any(Step.DECIDE in row.steps for row in self.rows)

    @property
    def refused(self) -> list[PlannedRow]:
        """The rows that can't be taken over: they must be left out first."""
        return [row for row in self.rows if row.kind is Kind.REFUSED]

    @property
    def does(self) -> list[PlannedRow]:
        """The rows that change something."""
        return [row for row in self.rows if row.kind in (Kind.NEW, Kind.CHANGED)]

    @property
    def digest(self) -> str:
        """The same for two plans exactly when they do the same to the same versions."""
        return fingerprint_of(
            [
                (row.row.line, row.kind, row.key, row.here.version if row.here else 0, row.steps, repr(row.changes))
                for row in self.rows
            ]
            + [chosen.to_json(self.choices)]
        )


def see_sheet(ctx: TrackerContext, actor: Actor, sheet_id: str) -> SheetPlan:
    """The sheet of this person with what it would do now. Raises NotFound."""
    places = places_to_import(ctx, actor)
    with ctx.database.read() as connection:
        sheet = imports.get(connection, actor.scope, sheet_id)
        return plan_sheet(connection, sheet, foreseeing(ctx, actor, places))


def plan_sheet(connection: Connection, sheet: SheetImport, ahead: Foreseeing) -> SheetPlan:
    """The plan of a sheet for who brought it. Nothing when it was taken over already."""
    places = ahead.places
    choices = chosen.from_json(sheet.choices)
    if sheet.content is None or choices.columns is None:
        return SheetPlan(sheet, choices, (), places, (), ())
    content = sheets.from_json(sheet.content)
    read = read_rows(content, choices.columns, choices.words)
    named = [(row, _place_of(row, choices, dict(places))) for row in read]
    keys = [_key(row, key) for (row, _place), key in zip(named, row_keys(named), strict=True)]
    found = _here(connection, ahead, named, keys)
    planned = (
        _planned(row, place, key, found.get(number), choices, ahead.teams)
        for number, ((row, place), key) in enumerate(zip(named, keys, strict=True))
    )
    rows = tuple(ahead.seen(row) for row in told_apart(list(planned)))
    asked = dict.fromkeys(row.row.place_name for row in rows if row.kind is Kind.PLACE_ASKED)
    words = [word for word in unknown_words(content, choices.columns) if word not in choices.words]
    return SheetPlan(sheet, choices, rows, places, tuple(asked), tuple(words))


def _place_of(row: RowRead, choices: Choices, places: dict[str, str]) -> str | None:
    """The id of the place of a row, SKIP, or None when somebody must say."""
    said = choices.places.get(row.place_name)
    if said == SKIP or said in places:
        return said
    if row.place_name:
        return known_place(row.place_name, places)
    return next(iter(places)) if len(places) == 1 else None


def _planned(
    row: RowRead, place: str | None, key: str, here: Here | None, choices: Choices, teams: Teams
) -> PlannedRow:
    if row.empty:
        return PlannedRow(row, Kind.NO_ROW, key)
    if row.line in choices.skipped or (here is None and place == SKIP):
        return PlannedRow(row, Kind.SKIPPED, key)
    if here is None and (row.ref_id is not None or any(odd.field is Field.REF for odd in row.odd)):
        # A reference that leads nowhere is no new application: it would stand here twice.
        return PlannedRow(row, Kind.NOT_FOUND, key, odd=row.odd)
    if here is None and place is None:
        return PlannedRow(row, Kind.PLACE_ASKED, key)
    place_id = here.place_id if here else place or ""
    row, owner_id = teams.told(row, place_id)
    return replace(plan_row(row, key, place_id, here, choices.winners), owner_id=owner_id)


def _here(
    connection: Connection, ahead: Foreseeing, named: Sequence[tuple[RowRead, str | None]], keys: Sequence[str]
) -> dict[int, Here]:
    """What stands here of the rows, by their number: found by reference, else by what stands in the row."""
    scope = ahead.actor.scope
    kept = bases.by_keys(connection, scope, keys)
    by_ref = {key: base for (_place, key), base in kept.items()}
    by_row: dict[int, tuple[str, Base | None]] = {}
    for number, ((row, place), key) in enumerate(zip(named, keys, strict=True)):
        base = kept.get((place or "", key)) if row.ref_id is None else by_ref.get(key)
        if row.ref_id is not None:
            by_row[number] = (row.ref_id, base)
        elif base is not None:
            by_row[number] = (base.application_id, base)
    ids = {application_id for application_id, _base in by_row.values()}
    some = list(applications.by_ids(connection, scope, ids).values())
    standing = {row.application.id: row for row in taken_rows(connection, scope, some, ahead.names_of(some))}
    found: dict[int, Here] = {}
    for number, (application_id, base) in by_row.items():
        if (taken := standing.get(application_id)) is not None:
            one = taken.application
            cells = None if base is None else base.cells
            found[number] = Here(one.id, one.place_id, one.version, one.state, taken.standing, cells, one.in_hands_of)
    return found


def _key(row: RowRead, key: str) -> str:
    return key if row.ref_id is None else row_key_of(row.ref_id, row.version or 0)

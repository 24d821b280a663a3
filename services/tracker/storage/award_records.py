"""Storage of what follows an award: terms, changes of plan, reports, settlements, claims. One way for every kind.

Rows of kinds with a `version` change by compare-and-set; all others are added and never changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.award_terms import AwardTerms, Settling
from services.tracker.domain.claims import Claim, ClaimState, ClaimTerm, Repayment
from services.tracker.domain.plan_changes import ChangeKind, ChangeState, PlanChange
from services.tracker.domain.reports import Report, ReportKind, ReportState, SentReport
from services.tracker.domain.settlements import Ground, Settlement, SettlementKind
from services.tracker.storage import tables
from shared.access.scope import Scope
from shared.kernel.errors import NotFound, Stale
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _


class _Placed(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def place_id(self) -> str: ...


class _Versioned(_Placed, Protocol):
    @property
    def version(self) -> int: ...


Piece = TypeVar("Piece", bound=_Placed)
Changing = TypeVar("Changing", bound=_Versioned)
Read = Callable[[Any], Any]


@dataclass(frozen=True)
class _Kept:
    """Where a kind of record is kept, in which order it is listed, and how its columns are read and written."""

    table: sa.Table
    order: tuple[str, ...] = ("recorded_at", "id")
    read: Mapping[str, Read] | None = None
    write: Mapping[str, Read] | None = None


def _dates(values: list[str]) -> tuple[date, ...]:
    return tuple(date.fromisoformat(value) for value in values)


def _isos(values: tuple[date, ...]) -> list[str]:
    return [value.isoformat() for value in values]


_KINDS: dict[type[Any], _Kept] = {
    AwardTerms: _Kept(
        tables.award_terms, read={"settling": Settling, "interim_on": _dates}, write={"interim_on": _isos}
    ),
    PlanChange: _Kept(tables.plan_change, read={"kind": ChangeKind, "state": ChangeState}),
    Settlement: _Kept(tables.settlement, read={"kind": SettlementKind, "ground": Ground}),
    Claim: _Kept(tables.claim, read={"state": ClaimState}),
    ClaimTerm: _Kept(tables.claim_term, order=("claim_id", "position")),
    Repayment: _Kept(tables.repayment, order=("paid_on", "recorded_at", "id")),
    Report: _Kept(
        tables.report,
        order=("made_at", "id"),
        read={"kind": ReportKind, "state": ReportState, "left_out": tuple, "photo_ids": tuple},
        write={"left_out": list, "photo_ids": list},
    ),
    SentReport: _Kept(tables.sent_report),
}


def add(connection: Connection, scope: Scope, piece: _Placed) -> None:
    """Keeps a new record. Raises NotFound for a place out of reach."""
    if not scope.reaches(piece.place_id):
        raise NotFound(_("Deze plek is niet gevonden."))
    connection.execute(sa.insert(_KINDS[type(piece)].table).values(**_values(piece)))


def of_application(connection: Connection, scope: Scope, kind: type[Piece], application_id: str) -> list[Piece]:
    """All records of one kind of an application, in their order."""
    kept = _KINDS[kind]
    query = (
        sa.select(kept.table)
        .where(kept.table.c.application_id == application_id, scope.limits(kept.table.c.place_id))
        .order_by(*(kept.table.c[name] for name in kept.order))
    )
    return [_record(kind, row) for row in connection.execute(query)]


def newest(connection: Connection, scope: Scope, kind: type[Piece], application_id: str) -> Piece | None:
    """The last record of a kind: the one that holds. None when there is none."""
    found = of_application(connection, scope, kind, application_id)
    return found[-1] if found else None


def get(connection: Connection, scope: Scope, kind: type[Piece], application_id: str, piece_id: str) -> Piece:
    """One record of an application. Raises NotFound when it is not there or out of reach."""
    table = _KINDS[kind].table
    if is_id(piece_id):
        condition = (
            table.c.id == piece_id,
            table.c.application_id == application_id,
            scope.limits(table.c.place_id),
        )
        row = connection.execute(sa.select(table).where(*condition)).one_or_none()
        if row is not None:
            return _record(kind, row)
    raise NotFound(_("Dit is niet gevonden."))


def change(connection: Connection, scope: Scope, before: Changing, **values: Any) -> Changing:
    """Writes new values over the version that `before` had. Raises Stale when somebody else was first."""
    after: Changing = replace(before, version=before.version + 1, **values)  # type: ignore[type-var]
    table = _KINDS[type(before)].table
    condition = (table.c.id == before.id, table.c.version == before.version, scope.limits(table.c.place_id))
    if connection.execute(sa.update(table).where(*condition).values(**_values(after))).rowcount != 1:
        raise Stale(_("Iemand anders heeft dit net veranderd. Kijk eerst wat er nu staat."))
    return after


def _values(piece: _Placed) -> dict[str, Any]:
    write = _KINDS[type(piece)].write or {}
    named = {field.name: getattr(piece, field.name) for field in fields(piece)}  # type: ignore[arg-type]
    return {name: write[name](value) if name in write else value for name, value in named.items()}


def _record(kind: type[Piece], row: sa.Row[Any]) -> Piece:
    read = _KINDS[kind].read or {}
    named = {field.name: getattr(row, field.name) for field in fields(kind)}  # type: ignore[arg-type]
    return kind(
        **{name: read[name](value) if name in read and value is not None else value for name, value in named.items()}
    )

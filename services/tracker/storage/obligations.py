"""Storage of what fell due under agreements, and of the yearly talks about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.agreements.evaluations import Evaluation, Going, PromiseKept
from services.tracker.domain.agreements.obligations import Kept, Notice, Obligation
from services.tracker.domain.agreements.records import Agreement
from services.tracker.storage.tables import agreement_evaluation
from services.tracker.storage.tables import obligation as table
from shared.kernel.errors import Stale
from shared.kernel.ids import new_id
from shared.plumbing.database import upsert
from shared.wording.texts import gettext as _


def add_missing(connection: Connection, agreement: Agreement, due: Iterable[tuple[str, date]]) -> None:
    """Keeps duties (promise, day) that are not there yet."""
    rows = [
        {
            "id": new_id(),
            "agreement_id": agreement.id,
            "place_id": agreement.place_id,
            "promise_id": promise_id,
            "due_on": day,
            "version": 1,
            "note": "",
            "told": [],
        }
        for promise_id, day in due
    ]
    if rows:
        connection.execute(upsert(connection, table).on_conflict_do_nothing(), rows)


def drop_ahead(connection: Connection, agreement_id: str, after: date, promise_ids: Iterable[str]) -> None:
    """Removes unmarked duties after a day, of promises that no longer hold."""
    condition = (
        table.c.agreement_id == agreement_id,
        table.c.due_on > after,
        table.c.kept.is_(None),
        table.c.promise_id.in_(sorted(promise_ids)),
    )
    connection.execute(sa.delete(table).where(*condition))


def of_agreements(connection: Connection, agreement_ids: list[str]) -> dict[str, list[Obligation]]:
    """The duties under each of these agreements, by day, in one query."""
    query = sa.select(table).where(table.c.agreement_id.in_(agreement_ids)).order_by(table.c.due_on, table.c.id)
    found: dict[str, list[Obligation]] = {agreement_id: [] for agreement_id in agreement_ids}
    for row in connection.execute(query):
        found[row.agreement_id].append(_record(row))
    return found


def mark(connection: Connection, before: Obligation, kept: Kept, note: str, person_id: str) -> None:
    """Says what became of a duty. Raises Stale when somebody else said so meanwhile."""
    condition = (table.c.id == before.id, table.c.version == before.version)
    values = {"kept": kept.value, "note": note, "noted_by": person_id, "version": before.version + 1}
    if connection.execute(sa.update(table).where(*condition).values(**values)).rowcount != 1:
        raise Stale(_("Iemand anders heeft dit net opgeschreven."))


def overdue(
    connection: Connection, due_by: date, notice: Notice, resting: Iterable[str], limit: int
) -> list[Obligation]:
    """Unmarked duties that were due by a day, of which nobody was told so yet; not those of places that rest."""
    query = (
        sa.select(table)
        .where(
            table.c.kept.is_(None),
            table.c.due_on <= due_by,
            table.c.place_id.not_in(sorted(resting)),
            sa.not_(sa.cast(table.c.told, sa.Text).contains(f'"{notice.value}"')),
        )
        .order_by(table.c.due_on, table.c.id)
        .limit(limit)
    )
    return [_record(row) for row in connection.execute(query)]


def note_told(connection: Connection, obligation: Obligation, notice: Notice) -> bool:
    """Keeps that somebody was told; False when another process did so first."""
    condition = (table.c.id == obligation.id, table.c.version == obligation.version)
    values = {
        "told": sorted({*(told.value for told in obligation.told), notice.value}),
        "version": obligation.version + 1,
    }
    return connection.execute(sa.update(table).where(*condition).values(**values)).rowcount == 1


def add_evaluation(connection: Connection, evaluation: Evaluation, now: datetime) -> None:
    """Keeps a talk."""
    plain = {name: getattr(evaluation, name) for name in _TALK}
    kept = [{"promise_id": one.promise_id, "kept": one.kept.value, "note": one.note} for one in evaluation.kept]
    connection.execute(
        sa.insert(agreement_evaluation).values(**plain, kept=kept, going=evaluation.going.value, recorded_at=now)
    )


def evaluations(connection: Connection, agreement_ids: list[str]) -> dict[str, list[Evaluation]]:
    """The talks about each of these agreements, oldest first, in one query."""
    query = (
        sa.select(agreement_evaluation)
        .where(agreement_evaluation.c.agreement_id.in_(agreement_ids))
        .order_by(agreement_evaluation.c.held_on, agreement_evaluation.c.id)
    )
    found: dict[str, list[Evaluation]] = {agreement_id: [] for agreement_id in agreement_ids}
    for row in connection.execute(query):
        found[row.agreement_id].append(_talk(row))
    return found


def _record(row: sa.Row[Any]) -> Obligation:
    return Obligation(
        id=row.id,
        agreement_id=row.agreement_id,
        place_id=row.place_id,
        promise_id=row.promise_id,
        due_on=row.due_on,
        version=row.version,
        kept=Kept(row.kept) if row.kept else None,
        note=row.note,
        noted_by=row.noted_by,
        told=frozenset(Notice(told) for told in row.told),
    )


def _talk(row: sa.Row[Any]) -> Evaluation:
    return Evaluation(
        **{name: getattr(row, name) for name in _TALK},
        kept=tuple(PromiseKept(one["promise_id"], Kept(one["kept"]), one["note"]) for one in row.kept),
        going=Going(row.going),
    )


_TALK = (
    "id",
    "agreement_id",
    "place_id",
    "about_on",
    "held_on",
    "other_party",
    "learnt",
    "recorded_by",
    "next_talk_on",
)

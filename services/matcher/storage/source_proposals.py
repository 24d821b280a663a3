"""Proposed changes of the catalogue: kept open until one reviewer decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.matcher.domain.care.reviewing import ProposalState
from services.matcher.storage.tables import source_proposal as table
from shared.access.scope import Scope
from shared.kernel.errors import Stale
from shared.wording.texts import gettext as _

NEW = 0
"""The base version of a proposal for a source that is new."""


@dataclass(frozen=True)
class SourceProposal:
    """One proposal. `changes` are {field, before, after}; `accepted` names the fields that were taken over.

    `source_id` is the id that a new source would get; `version` counts the changes of the proposal itself.
    """

    id: str
    source_id: str
    source_name: str
    base_version: int
    changes: Sequence[Mapping[str, Any]]
    seen_url: str | None
    note: str
    proposed_by: str
    proposed_at: datetime
    version: int = 1
    state: ProposalState = ProposalState.OPEN
    accepted: Sequence[str] = ()
    reason: str = ""
    decided_by: str | None = None
    decided_at: datetime | None = None
    published_version: int | None = None

    @property
    def is_new(self) -> bool:
        """Whether it proposes a source that the catalogue does not hold yet."""
        return self.base_version == NEW


def add(scope: Scope, connection: Connection, proposal: SourceProposal) -> None:
    """Keeps a new proposal."""
    connection.execute(sa.insert(table).values(**_row(proposal)))


def find(scope: Scope, connection: Connection, proposal_id: str) -> SourceProposal | None:
    """The proposal with this id; who may see it is the caller's question."""
    row = connection.execute(sa.select(table).where(table.c.id == proposal_id)).first()
    return None if row is None else _read(row)


def page_of(
    scope: Scope,
    connection: Connection,
    *,
    proposed_by: str | None,
    state: ProposalState | None,
    before: str | None,
    limit: int,
) -> list[SourceProposal]:
    """Proposals, newest first, of one person or of everybody; `before` is the id of the last one already seen."""
    query = sa.select(table).order_by(table.c.id.desc()).limit(limit)  # ids sort by the moment they were made
    if proposed_by is not None:
        query = query.where(table.c.proposed_by == proposed_by)
    if state is not None:
        query = query.where(table.c.state == state.value)
    if before is not None:
        query = query.where(table.c.id < before)
    return [_read(row) for row in connection.execute(query)]


def count_open(scope: Scope, connection: Connection, *, source_id: str | None = None) -> int:
    """How many proposals wait for a decision, of all sources or of one."""
    query = sa.select(sa.func.count()).select_from(table).where(table.c.state == ProposalState.OPEN.value)
    if source_id is not None:
        query = query.where(table.c.source_id == source_id)
    return connection.execute(query).scalar_one()


def of_versions(scope: Scope, connection: Connection, source_id: str, versions: Iterable[int]) -> dict[int, str]:
    """Which of these versions of a source came of a proposal, and who proposed it."""
    query = sa.select(table.c.published_version, table.c.proposed_by).where(
        table.c.source_id == source_id, table.c.published_version.in_(sorted(versions))
    )
    return {row.published_version: row.proposed_by for row in connection.execute(query)}


def save(scope: Scope, connection: Connection, proposal: SourceProposal, *, expected: int) -> None:
    """Keeps a decision while the proposal is open at version `expected`; else raises Stale with what holds now."""
    here = (table.c.id == proposal.id, table.c.version == expected, table.c.state == ProposalState.OPEN.value)
    if connection.execute(sa.update(table).where(*here).values(**_row(proposal))).rowcount == 1:
        return
    now = find(scope, connection, proposal.id)
    message = _("Iemand anders heeft net over dit voorstel beslist. Hieronder staat wat er besloten is.")
    raise Stale(message, current=now.version if now else None)


def _row(proposal: SourceProposal) -> dict[str, Any]:
    lists = {"changes": [dict(change) for change in proposal.changes], "accepted": list(proposal.accepted)}
    return {**asdict(proposal), **lists, "state": proposal.state.value}


def _read(row: sa.Row[tuple[object, ...]]) -> SourceProposal:
    values = dict(row._mapping)
    return SourceProposal(**{**values, "state": ProposalState(values["state"]), "accepted": tuple(values["accepted"])})

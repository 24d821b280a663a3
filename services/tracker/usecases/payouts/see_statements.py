"""The statements of a host, and one with what still waits for a person."""

from __future__ import annotations

from dataclasses import dataclass

from services.tracker.domain.payouts.matching import MATCHABLE
from services.tracker.domain.payouts.records import Entry, Group, Line, Statement, Undoing
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts import shelves
from services.tracker.usecases.payouts.acting import READ
from services.tracker.usecases.payouts.hosts import host_name
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import require

SHOWN = 50


@dataclass(frozen=True)
class StatementView:
    """A statement with its lines, and what a line could be matched to."""

    statement: Statement
    host_name: str
    entries: tuple[Entry, ...]
    lines: tuple[Line, ...]
    groups: dict[str, Group]
    undone: tuple[Undoing, ...]
    people: dict[str, str]


@dataclass(frozen=True)
class EntryView:
    """One line of a statement, with the street that it is about."""

    entry: Entry
    group: Group | None


def list_statements(ctx: TrackerContext, actor: Actor, host_id: str) -> tuple[str, list[Statement]]:
    """The name of the host and its statements, newest first. Raises NotFound."""
    require(actor, READ, place_id=host_id)
    with ctx.database.read() as connection:
        found = shelves.STATEMENTS.of(connection, actor.scope, place_id=host_id, newest=True, limit=SHOWN)
    return host_name(ctx, host_id), found


def read_statement(ctx: TrackerContext, actor: Actor, statement_id: str) -> StatementView:
    """One statement. Raises NotFound when this person may not see it."""
    with ctx.database.read() as connection:
        statement = shelves.STATEMENTS.get(connection, actor.scope, statement_id)
        require(actor, READ, place_id=statement.place_id)
        entries = shelves.ENTRIES.of(connection, actor.scope, statement_id=statement.id)
        lines = shelves.lines_at_bank(connection, actor.scope, statement.place_id, MATCHABLE)
        groups = shelves.groups_of(connection, actor.scope, statement.place_id)
        undone = shelves.UNDOINGS.of(connection, actor.scope, statement_id=statement.id)
    with ctx.people.read() as connection:
        people = directory.people_names(connection, {one.undone_by for one in undone})
    return StatementView(
        statement=statement,
        host_name=host_name(ctx, statement.place_id),
        entries=tuple(entries),
        lines=tuple(lines),
        groups={one.id: one for one in groups},
        undone=tuple(undone),
        people=people,
    )


def read_entry(ctx: TrackerContext, actor: Actor, entry_id: str) -> EntryView:
    """One line of a statement. Raises NotFound when this person may not see it."""
    with ctx.database.read() as connection:
        entry = shelves.ENTRIES.get(connection, actor.scope, entry_id)
        require(actor, READ, place_id=entry.place_id)
        group = shelves.GROUPS.get(connection, actor.scope, entry.group_id) if entry.group_id else None
    return EntryView(entry, group)

"""An application that goes from one place to another, with all that hangs on it.

Every row has the place whose it is, so that each query can be held to whoever asks. Here all those of one application
change hands at once; only the system does that, after both places said yes.
"""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from services.tracker.domain.records import Application, project_key
from services.tracker.storage import tables
from services.tracker.storage.tables import metadata

STAYS = frozenset({"activity_application", "cost_share", "document_link", "lead_offer", "resubmission", "sheet_base"})
"""Not moved with the others: activities are of whoever did them, offers of whoever made them, an earlier try stays with
who tried; for papers and sheets see `move`."""


def of_application() -> tuple[sa.Table, ...]:
    """The tables whose rows belong to an application and go with it."""
    return tuple(
        table
        for table in metadata.sorted_tables
        if {"application_id", "place_id"} <= set(table.c.keys()) and table.name not in STAYS
    )


def move(connection: Connection, application: Application, to_place: str, document_ids: Collection[str]) -> None:
    """Gives what hangs on the application to another place; the row of the application itself is the caller's.

    The budget of its project goes along, and the documents that are named; see `shares_project` and `free_documents`.
    """
    for table in of_application():
        here = (table.c.application_id == application.id, table.c.place_id == application.place_id)
        connection.execute(sa.update(table).where(*here).values(place_id=to_place))
    task = tables.task
    todo = (task.c.application_id == application.id, task.c.done_at.is_(None), task.c.owner_id.is_not(None))
    connection.execute(sa.update(task).where(*todo).values(owner_id=None, version=task.c.version + 1))
    _move_budget(connection, application, to_place)
    _move_documents(connection, application, to_place, document_ids)
    # What the sheets of the old place last agreed on says nothing to the new one.
    base = tables.sheet_base
    connection.execute(sa.delete(base).where(base.c.application_id == application.id))


def shares_project(connection: Connection, application: Application) -> bool:
    """Whether another application of the place leans on the same budget."""
    one = tables.application
    query = sa.select(one.c.id).where(
        one.c.place_id == application.place_id,
        one.c.need_id == project_key(application),
        one.c.id != application.id,
    )
    return has_budget(connection, application, application.place_id) and connection.execute(query).first() is not None


def has_budget(connection: Connection, application: Application, place_id: str) -> bool:
    """Whether a place has a budget for the project of the application."""
    table = tables.budget
    here = (table.c.place_id == place_id, table.c.need_id == project_key(application))
    return connection.execute(sa.select(table.c.id).where(*here)).first() is not None


def free_documents(connection: Connection, application: Application) -> frozenset[str]:
    """Ids of the documents that go with this application and never went with another: only those can change hands."""
    link, other = tables.document_link, tables.document_link.alias()
    elsewhere = sa.exists().where(other.c.document_id == link.c.document_id, other.c.application_id != application.id)
    query = sa.select(link.c.document_id).where(
        link.c.application_id == application.id,
        link.c.place_id == application.place_id,
        link.c.detached_at.is_(None),
        sa.not_(elsewhere),
    )
    return frozenset(connection.execute(query).scalars())


def _move_budget(connection: Connection, application: Application, to_place: str) -> None:
    table, versions = tables.budget, tables.budget_version
    here = (table.c.place_id == application.place_id, table.c.need_id == project_key(application))
    for budget_id in list(connection.execute(sa.select(table.c.id).where(*here)).scalars()):
        connection.execute(sa.update(versions).where(versions.c.budget_id == budget_id).values(place_id=to_place))
        connection.execute(sa.update(table).where(table.c.id == budget_id).values(place_id=to_place))


def _move_documents(
    connection: Connection, application: Application, to_place: str, document_ids: Collection[str]
) -> None:
    ids, versions, link = sorted(document_ids), tables.document_version, tables.document_link
    files = sa.select(versions.c.file_id).where(versions.c.document_id.in_(ids), versions.c.file_id.is_not(None))
    file_ids = list(connection.execute(files).scalars())
    for table, column, chosen in (
        (tables.stored_file, tables.stored_file.c.id, file_ids),
        (versions, versions.c.document_id, ids),
        (tables.document, tables.document.c.id, ids),
    ):
        connection.execute(sa.update(table).where(column.in_(chosen)).values(place_id=to_place))
    # A link of a paper that stayed is history that nobody puts back.
    here = (link.c.application_id == application.id,)
    connection.execute(sa.update(link).where(*here).values(place_id=to_place))

"""Files that were brought in, and what one of them does or did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from services.matcher.settings import MatcherContext
from services.matcher.storage import catalogue_imports, catalogue_loads
from services.matcher.storage.catalogue_imports import SHOWN, ImportRow
from services.matcher.storage.catalogue_loads import CatalogueLoad
from services.matcher.usecases.feeds.import_file import planned_records
from services.matcher.usecases.feeds.plan_feed import FeedPlan, Outcome
from services.matcher.usecases.feeds.rights import caring
from shared.access.actors import Actor
from shared.access.scope import Scope
from shared.kernel.errors import NotFound
from shared.wording.texts import gettext as _

PlanRow = Mapping[str, Any]
"""One source that a file touches: {id, name, outcome, version, changes, held}."""


@dataclass(frozen=True)
class SeenImport:
    """A file with what it does now (`digest` tells that apart from any other outcome), or did when it was applied."""

    row: ImportRow
    counts: Mapping[str, int]
    sources: Sequence[PlanRow]
    digest: str


def see_imports(
    ctx: MatcherContext, actor: Actor | None, *, start: int, limit: int
) -> tuple[list[ImportRow], CatalogueLoad | None]:
    """Files, newest first, and the last load of the shipped files with what it held."""
    person = caring(actor)
    with ctx.database.read() as connection:
        found = catalogue_imports.imports(person.scope, connection, start=start, limit=limit)
        return found, catalogue_loads.newest_load(person.scope, connection)


def see_import(ctx: MatcherContext, actor: Actor | None, import_id: str) -> SeenImport:
    """One file and what it would do at this moment, or did. Raises NotFound."""
    person = caring(actor)
    with ctx.database.read() as connection:
        row = import_of(person.scope, connection, import_id)
        if row.state != SHOWN:
            return SeenImport(row, row.counts, row.plan or (), "")
        plan = planned_records(connection, row.file_name, row.records or ())
    return SeenImport(row, plan.counts, list(plan_rows(plan)), plan.digest)


def import_of(scope: Scope, connection: Connection, import_id: str) -> ImportRow:
    """The file with this id; raises NotFound."""
    row = catalogue_imports.find_import(scope, connection, import_id)
    if row is None:
        raise NotFound(_("Dit bestand is er niet (meer). Stuur het opnieuw."))
    return row


def plan_rows(plan: FeedPlan) -> Iterable[PlanRow]:
    """What a plan does, without the sources that stay the same."""
    for one in plan.sources:
        if one.outcome is not Outcome.SAME or one.held:
            yield {
                "id": one.record["id"],
                "name": one.record["name"],
                "outcome": str(one.outcome),
                "version": one.version,
                "changes": [dict(change) for change in one.changes],
                "held": [dict(change) for change in one.held],
            }

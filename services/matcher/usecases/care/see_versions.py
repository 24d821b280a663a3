"""The history of a source: every version field by field, who made it, and the page it was seen on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.matcher.domain.care.checking import Heard
from services.matcher.settings import MatcherContext
from services.matcher.storage import source_checks, source_proposals, sources
from services.matcher.usecases.catalogue.see_sources import see_source
from shared.access import directory
from shared.access.actors import Actor
from shared.access.scope import NOBODY
from shared.kernel.ids import is_id


@dataclass(frozen=True)
class SeenVersion:
    """One version. `by_person`: a person made it, not a file; their names are None for who is not signed in.

    `heard` tells that a giver's answer made it. `source_url` and `seen_on` are where and when its facts were seen.
    """

    version: int
    listing: str
    changes: Sequence[Mapping[str, Any]]
    changed_at: datetime
    by_person: bool
    changed_by: str | None
    proposed_by: str | None
    heard: Heard | None
    source_url: str | None
    seen_on: str | None


@dataclass(frozen=True)
class VersionPage:
    """Some versions, newest first, out of `total`."""

    versions: tuple[SeenVersion, ...]
    total: int


def see_versions(
    ctx: MatcherContext, actor: Actor | None, source_id: str, *, start: int = 0, limit: int | None = None
) -> VersionPage:
    """The versions of a source from the `start`-th newest on; all of them without a limit. Raises NotFound."""
    see_source(ctx, actor, source_id)
    scope = actor.scope if actor else NOBODY
    with ctx.database.read() as connection:
        rows = sources.history(scope, connection, source_id)
        shown = rows[start:] if limit is None else rows[start : start + limit]
        numbers = [row["version"] for row in shown]
        proposers = source_proposals.of_versions(scope, connection, source_id, numbers)
        answers = source_checks.of_versions(scope, connection, source_id, numbers)
    names = _names(ctx, actor, [*(row["changed_by"] for row in shown), *proposers.values()])
    seen = (_seen(row, names, proposers.get(row["version"]), answers.get(row["version"])) for row in shown)
    return VersionPage(tuple(seen), len(rows))


def _seen(row: Mapping[str, Any], names: Mapping[str, str], proposer: str | None, heard: Heard | None) -> SeenVersion:
    provenance = row["document"]["provenance"]
    return SeenVersion(
        version=row["version"],
        listing=row["listing"],
        changes=row["changes"],
        changed_at=row["changed_at"],
        by_person=is_id(row["changed_by"]),
        changed_by=names.get(row["changed_by"]),
        proposed_by=names.get(proposer or ""),
        heard=heard,
        source_url=provenance.get("source_url"),
        seen_on=provenance.get("seen_on"),
    )


def _names(ctx: MatcherContext, actor: Actor | None, ids: list[str]) -> Mapping[str, str]:
    """What people are called, for who is signed in; a visitor learns no names."""
    if actor is None:
        return {}
    with ctx.people.read() as connection:
        return directory.people_names(connection, filter(is_id, ids))

"""Looking at what givers answered: of one source, and what somebody wrote down just now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from services.matcher.domain.care.checking import UNDO_WITHIN
from services.matcher.settings import MatcherContext
from services.matcher.storage import source_checks
from services.matcher.storage.source_checks import SourceCheck
from services.matcher.usecases.care.rights import CHECK, allowed, may_publish
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.see_sources import see_source
from shared.access import directory
from shared.access.actors import Actor

MOST = 20


@dataclass(frozen=True)
class SeenCheck:
    """An answer with the name of its source and of who wrote it down, and whether the viewer may take it back now."""

    check: SourceCheck
    source_name: str
    checked_by: str
    may_undo: bool


def see_checks(ctx: MatcherContext, actor: Actor | None, source_id: str, limit: int = MOST) -> list[SeenCheck]:
    """The answers about one source, newest first. Raises NotSignedIn, Forbidden, NotFound."""
    person = allowed(actor, CHECK)
    see_source(ctx, person, source_id)
    with ctx.database.read() as connection:
        return _seen(ctx, person, source_checks.of_source(person.scope, connection, source_id, limit=limit))


def see_own_checks(ctx: MatcherContext, actor: Actor | None, *, within: timedelta, limit: int = 3) -> list[SeenCheck]:
    """What this person wrote down lately and did not take back, newest first. Raises NotSignedIn, Forbidden."""
    person, since = allowed(actor, CHECK), ctx.clock.now() - within
    with ctx.database.read() as connection:
        return _seen(ctx, person, source_checks.newest_of_person(person.scope, connection, since, limit=limit))


def _seen(ctx: MatcherContext, actor: Actor, checks: list[SourceCheck]) -> list[SeenCheck]:
    sources = current_catalogue(ctx.database).sources
    with ctx.people.read() as connection:
        names = directory.people_names(connection, {check.checked_by for check in checks})
    return [
        SeenCheck(
            check, sources[check.source_id].source.name, names.get(check.checked_by, ""), _may_undo(ctx, actor, check)
        )
        for check in checks
    ]


def _may_undo(ctx: MatcherContext, actor: Actor, check: SourceCheck) -> bool:
    in_time = check.undone_at is None and ctx.clock.now() <= check.checked_at + UNDO_WITHIN
    return in_time and (check.checked_by == actor.person_id or may_publish(actor))

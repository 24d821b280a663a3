"""Somebody says that two sources that look alike are really two: the pair is not shown again."""

from __future__ import annotations

from services.matcher.settings import MatcherContext
from services.matcher.storage import redirects
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.see_sources import source_of
from services.matcher.usecases.feeds.rights import caring
from shared.access.actors import Actor
from shared.audit.entries import AuditEntry
from shared.plumbing.idempotency import Once


def tell_distinct(ctx: MatcherContext, actor: Actor | None, ids: tuple[str, str], *, once: Once | None) -> None:
    """Remembers it. Raises NotFound for an unknown source."""
    person = caring(actor)
    catalogue = current_catalogue(ctx.database)
    first, second = sorted(source_of(catalogue, id_).source.id for id_ in ids)
    with ctx.write() as work:
        if once:
            once.begin(work.connection)
        now = ctx.clock.now()
        redirects.keep_distinct(person.scope, work.connection, (first, second), told_by=person.person_id, at=now)
        work.note(AuditEntry("source.distinct", f"source:{first}", now, person.person_id, detail={"other": second}))
        if once:
            once.finish(work.connection, None)

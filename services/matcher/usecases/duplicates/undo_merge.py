"""Two sources that were made one are two again."""

from __future__ import annotations

from services.matcher.domain.care.merging import with_parent, without_changes
from services.matcher.settings import MatcherContext
from services.matcher.storage import outcomes, redirects, sources
from services.matcher.storage.sources import LISTED
from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.feeds.rights import caring
from shared.access.actors import Actor
from shared.access.scope import SYSTEM
from shared.audit.entries import AuditEntry
from shared.kernel.errors import NotFound
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def undo_merge(ctx: MatcherContext, actor: Actor | None, old_id: str, *, once: Once | None) -> str:
    """Lists the old source again, and gives back what the kept one took and nobody changed since. Returns `old_id`."""
    person = caring(actor)
    with ctx.write() as work:
        if once:
            once.begin(work.connection)
        sources.take_turn(SYSTEM, work.connection)
        redirect = redirects.find_redirect(person.scope, work.connection, old_id)
        if redirect is None:
            raise NotFound(_("Deze bron is niet samengevoegd, of dat is al ongedaan gemaakt."))
        documents = sources.documents(SYSTEM, work.connection, {old_id, redirect.kept_id, *redirect.children})
        kept = without_changes(documents[redirect.kept_id], redirect.taken)
        children = {
            id_: with_parent(documents[id_], old_id)
            for id_ in redirect.children
            if documents[id_].get("parent") == redirect.kept_id
        }
        known = sources.digests(SYSTEM, work.connection)
        changed = {redirect.kept_id: kept, **children}
        # What was taken out of the list since for another reason stays out.
        records = [record for id_, record in changed.items() if known[id_][2] == LISTED]
        now = ctx.clock.now()
        publish(work.connection, [*records, documents[old_id]], changed_by=person.person_id, at=now)
        redirects.remove_redirect(person.scope, work.connection, old_id)
        outcomes.sources_changed(SYSTEM, work.connection)
        work.note(AuditEntry("source.unmerge", f"source:{old_id}", now, person.person_id))
        if once:
            once.finish(work.connection, old_id)
    return old_id

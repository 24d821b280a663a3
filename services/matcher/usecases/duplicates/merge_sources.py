"""Makes one source of two: one is kept, the other leads to it from now on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from services.matcher.domain.care.merging import taken_from, with_changes, with_parent
from services.matcher.domain.regions import Regions
from services.matcher.settings import MatcherContext
from services.matcher.storage import outcomes, redirects, sources
from services.matcher.storage import regions as region_storage
from services.matcher.storage.catalogue_files import faults_of
from services.matcher.storage.redirects import Redirect
from services.matcher.storage.sources import LISTED
from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.feeds.rights import caring
from shared.access.actors import Actor
from shared.access.scope import SYSTEM
from shared.audit.entries import AuditEntry
from shared.kernel.errors import FieldError, InvalidInput, NotFound, Stale
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Merge:
    """What somebody chose: which source stays, the fields it takes from the other, and the versions they looked at."""

    kept_id: str
    old_id: str
    take: frozenset[str]
    kept_version: int
    old_version: int


def merge_sources(ctx: MatcherContext, actor: Actor | None, merge: Merge, *, once: Once | None) -> Redirect:
    """Publishes the kept source with what it took, takes the other out of the list and makes its address lead on.

    Raises NotFound, Stale when one of them changed since, InvalidInput when the two are the same source or the taken
    fields contradict what stays.
    """
    person = caring(actor)
    if merge.kept_id == merge.old_id:
        raise InvalidInput([FieldError("second", "same_source", _("Dit is twee keer dezelfde bron. Kies een andere."))])
    with ctx.write() as work:
        if once:
            once.begin(work.connection)
        sources.take_turn(SYSTEM, work.connection)
        known = sources.digests(SYSTEM, work.connection)
        _check_versions(merge, known)
        documents = sources.documents(SYSTEM, work.connection, known)
        kept, old = documents[merge.kept_id], documents[merge.old_id]
        taken = taken_from(kept, old, merge.take)
        record = with_changes(kept, taken)
        _check_record(record, work.connection)
        children = sorted(id_ for id_, document in documents.items() if document.get("parent") == merge.old_id)
        moved = {id_: with_parent(documents[id_], merge.kept_id) for id_ in children if known[id_][2] == LISTED}
        if merge.kept_id in moved:
            record = with_parent(record, merge.kept_id)
        changed = {**moved, merge.kept_id: record}
        now = ctx.clock.now()
        publish(work.connection, list(changed.values()), changed_by=person.person_id, at=now, gone=[merge.old_id])
        redirect = Redirect(merge.old_id, merge.kept_id, taken, sorted(moved), person.person_id, now)
        redirects.keep_redirect(person.scope, work.connection, redirect)
        outcomes.sources_changed(SYSTEM, work.connection)
        subject, detail = f"source:{merge.old_id}", {"kept": merge.kept_id, "taken": sorted(merge.take)}
        work.note(AuditEntry("source.merge", subject, now, person.person_id, detail=detail))
        if once:
            once.finish(work.connection, redirect)
    return redirect


def _check_versions(merge: Merge, known: Mapping[str, tuple[int, str, str]]) -> None:
    for id_, version in ((merge.kept_id, merge.kept_version), (merge.old_id, merge.old_version)):
        if id_ not in known:
            raise NotFound(_("Deze bron staat niet in de catalogus."))
        now, __, listing = known[id_]
        if now != version or listing != LISTED:
            raise Stale(_("Een van de twee bronnen is intussen veranderd. Vergelijk ze opnieuw."), now)


def _check_record(record: Record, connection: Connection) -> None:
    regions = Regions(region_storage.all_regions(SYSTEM, connection))
    if faults := faults_of(dict(record), regions):
        raise InvalidInput([FieldError(field or "", "contradiction", message) for field, message in faults])

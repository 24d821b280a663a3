"""Somebody changes a source, or adds one: it holds at once for who may publish, and waits for a review otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from services.matcher.domain.care.identifying import id_for
from services.matcher.settings import MatcherContext
from services.matcher.storage import source_proposals, sources
from services.matcher.storage.source_proposals import NEW, SourceProposal
from services.matcher.usecases.care.noting import care_entry
from services.matcher.usecases.care.read_fields import read_fields
from services.matcher.usecases.care.read_sighting import Sighting, read_sighting
from services.matcher.usecases.care.rights import allowed_to_propose, may_publish
from services.matcher.usecases.care.turn import source_to_change, stale
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.differences import differences
from services.matcher.usecases.catalogue.publish import publish
from shared.access.actors import Actor
from shared.access.scope import SYSTEM
from shared.kernel.errors import FieldError, InvalidInput, NotFound
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

Record = Mapping[str, Any]
Given = Mapping[str, Any]


@dataclass(frozen=True)
class KeptChange:
    """What became of it: published as a version, or kept as a proposal."""

    source_id: str
    version: int | None
    proposal: SourceProposal | None


@dataclass(frozen=True)
class _Wanted:
    """The record before and after, and where it was seen."""

    before: Record
    base_version: int
    after: Record
    sighting: Sighting


def change_source(
    ctx: MatcherContext,
    actor: Actor | None,
    source_id: str,
    given: Given,
    *,
    expected_version: int,
    once: Once | None = None,
) -> KeptChange:
    """Changes the fields in `given` (read_fields.FIELDS), seen at `seen_url` on `seen_on`, with a `note`.

    A proposal may be made against an older version: its review shows what changed since. Raises InvalidInput with every
    error, Stale for a version that never was and for who publishes over one they did not see, NotFound, Forbidden,
    NotAllowedNow.
    """
    before = _document(ctx, source_id, expected_version)
    person = allowed_to_propose(ctx, actor, before["provider"])
    wanted = _read(ctx, given, before, expected_version)
    with ctx.write() as work:
        if once:
            once.begin(work.connection)
        if may_publish(person):
            source_to_change(work.connection, source_id, expected_version)
            kept = _published(work, person, source_id, wanted)
        else:
            source_to_change(work.connection, source_id)
            kept = _proposed(work, person, source_id, wanted)
        if once:
            once.finish(work.connection, kept)
    return kept


def add_source(ctx: MatcherContext, actor: Actor | None, given: Given, *, once: Once | None = None) -> KeptChange:
    """Adds a source out of the fields in `given`, as change_source does."""
    person = allowed_to_propose(ctx, actor, str(given.get("provider") or ""))
    wanted = _read(ctx, given, {}, NEW)
    with ctx.write() as work:
        if once:
            once.begin(work.connection)
        source_id = free_id(work.connection, wanted.after)
        keep = _published if may_publish(person) else _proposed
        kept = keep(work, person, source_id, wanted)
        if once:
            once.finish(work.connection, kept)
    return kept


def free_id(connection: Connection, record: Record) -> str:
    """An id for a new source that no other has, while all other writers wait."""
    sources.take_turn(SYSTEM, connection)
    return id_for(record["provider"], record["name"], sources.digests(SYSTEM, connection))


def check_given(ctx: MatcherContext, given: Given, before: Record | None = None) -> None:
    """Reads what was sent without any effect. Raises InvalidInput with every error."""
    _read(ctx, given, before or {}, NEW)


def _document(ctx: MatcherContext, source_id: str, version: int) -> Record:
    with ctx.database.read() as connection:
        document = sources.document_of(SYSTEM, connection, source_id, version)
        now = sources.find(SYSTEM, connection, source_id)
        if now is None:
            raise NotFound(_("Deze bron staat niet in de catalogus."))
        if document is None:  # there never was such a version; 0 would make it a proposal for a new source
            raise stale(connection, now, version)
    return document


def _read(ctx: MatcherContext, given: Given, before: Record, base_version: int) -> _Wanted:
    """Raises InvalidInput with the errors of both: the fields, and where they were seen."""
    errors: list[FieldError] = []
    regions = current_catalogue(ctx.database).regions

    def reading(read: Callable[[], Any]) -> Any:
        try:
            return read()
        except InvalidInput as problem:
            errors.extend(problem.errors)

    # A new source has no id yet and its provenance is the sighting; the check of the whole record wants both.
    base = before or {"id": "nieuw", "provenance": {"verified": False}, "status": "unknown"}
    after = reading(lambda: read_fields(given, base, regions))
    sighting = reading(lambda: read_sighting(given, ctx.today()))
    if not errors and before and after == before:
        mend = _("U hebt niets veranderd. Klopt alles nog? Kies dan op de pagina van de bron “Ja, het klopt nog”.")
        errors.append(FieldError("", "nothing_changed", mend))
    if errors:
        raise InvalidInput(errors)
    provenance = sighting.provenance(before.get("provenance"))
    return _Wanted(before, base_version, {**after, "provenance": provenance}, sighting)


def _published(work: Writing, person: Actor, source_id: str, wanted: _Wanted) -> KeptChange:
    now = work.clock.now()
    record = {**wanted.after, "id": source_id}
    changes = publish(work.connection, [record], changed_by=person.person_id, at=now)
    version = changes[0].version if changes else wanted.base_version
    work.note(care_entry("publish", person, source_id, now, {"version": version}))
    return KeptChange(source_id, version, None)


def _proposed(work: Writing, person: Actor, source_id: str, wanted: _Wanted) -> KeptChange:
    now = work.clock.now()
    after = {name: value for name, value in wanted.after.items() if name != "id"}
    before = {name: value for name, value in wanted.before.items() if name != "id"}
    proposal = SourceProposal(
        id=new_id(),
        source_id=source_id,
        source_name=wanted.after["name"],
        base_version=wanted.base_version,
        changes=differences(before, after),
        seen_url=wanted.sighting.url,
        note=wanted.sighting.note,
        proposed_by=person.person_id,
        proposed_at=now,
    )
    source_proposals.add(person.scope, work.connection, proposal)
    work.note(care_entry("propose", person, source_id, now, {"proposal": proposal.id}))
    return KeptChange(source_id, None, proposal)

"""Taking back what was written down as the answer of a giver: a slip of the thumb, or the wrong source."""

from __future__ import annotations

from dataclasses import replace

from services.matcher.domain.care.checking import UNDO_WITHIN
from services.matcher.settings import MatcherContext
from services.matcher.storage import source_checks, sources
from services.matcher.storage.source_checks import SourceCheck
from services.matcher.usecases.care.noting import care_entry
from services.matcher.usecases.care.rights import CHECK, PUBLISH, allowed
from services.matcher.usecases.care.turn import source_to_change
from services.matcher.usecases.catalogue.publish import publish
from shared.access.actors import Actor
from shared.kernel.errors import NotAllowedNow, NotFound
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def undo_check(ctx: MatcherContext, actor: Actor | None, check_id: str, *, once: Once | None = None) -> SourceCheck:
    """The source becomes again what it was before the answer, as a new version; the answer stays, marked as undone.

    For who wrote it down, and for who may publish. Raises NotFound, Forbidden, and NotAllowedNow after a day or when
    something else changed since.
    """
    person = allowed(actor, CHECK)
    with ctx.write() as work:
        if once:
            once.begin(work.connection)
        check = source_checks.find(person.scope, work.connection, check_id)
        if check is None:
            raise NotFound(_("Dit antwoord is er niet."))
        if check.checked_by != person.person_id:
            allowed(person, PUBLISH)
        undone = _undo(work, person, check)
        if once:
            once.finish(work.connection, undone)
    return undone


def _undo(work: Writing, person: Actor, check: SourceCheck) -> SourceCheck:
    connection, now = work.connection, work.clock.now()
    row = source_to_change(connection, check.source_id)
    if now > check.checked_at + UNDO_WITHIN:
        raise NotAllowedNow(_("Dit antwoord is ouder dan een dag. Vul het juiste antwoord in."), code="too_late")
    if row.version != check.version_after:
        message = _("Na dit antwoord is de bron nog eens veranderd. Kijk eerst wat er nu staat.")
        raise NotAllowedNow(message, code="changed_since")
    if not source_checks.undo(person.scope, connection, check.id, person_id=person.person_id, at=now):
        raise NotAllowedNow(_("Dit antwoord is al teruggenomen."), code="undone")
    before = sources.document_of(person.scope, connection, check.source_id, check.version_before)
    if before is not None and check.version_after != check.version_before:
        publish(connection, [before], changed_by=person.person_id, at=now)
    work.note(care_entry("undo_check", person, check.source_id, now, {"check": check.id}))
    return replace(check, undone_by=person.person_id, undone_at=now)

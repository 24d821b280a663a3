"""Saying what became of a duty."""

from __future__ import annotations

from services.tracker.domain.agreements.obligations import Kept, Obligation
from services.tracker.settings import TrackerContext
from services.tracker.storage import agreements, obligations
from services.tracker.usecases.agreeing.changing import audit_entry
from services.tracker.usecases.agreeing.parties import EVALUATE, require_right
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput, NotFound, Stale
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_NOTE = 500


def mark_obligation(
    ctx: TrackerContext,
    actor: Actor,
    agreement_id: str,
    obligation_id: str,
    *,
    kept: Kept,
    note: str = "",
    once: Once | None = None,
    expected_version: int | None = None,
) -> Obligation:
    """Keeps whether a duty was done, partly or not; it can be corrected. Raises NotFound, InvalidInput, Stale."""
    if len(note) > MAX_NOTE:
        raise InvalidInput([FieldError("note", "too_long", _("Houd de opmerking onder de 500 tekens."))])
    now = ctx.clock.now()
    with ctx.write() as work:
        agreement = agreements.get(work.connection, actor.scope, agreement_id)
        require_right(actor, EVALUATE, agreement)
        if once is not None:
            once.begin(work.connection)
        before = _find(obligations.of_agreements(work.connection, [agreement_id])[agreement_id], obligation_id)
        if expected_version is not None and expected_version != before.version:
            raise Stale(_("Iemand anders heeft dit net opgeschreven."), before.version)
        obligations.mark(work.connection, before, kept, note.strip(), actor.person_id)
        detail = {"promise": before.promise_id, "due_on": before.due_on.isoformat(), "kept": kept.value}
        work.note(audit_entry(actor, agreement, "mark_duty", now, before=agreement, detail=detail))
        after = _find(obligations.of_agreements(work.connection, [agreement_id])[agreement_id], obligation_id)
        if once is not None:
            once.finish(work.connection, after)
    return after


def _find(duties: list[Obligation], obligation_id: str) -> Obligation:
    for duty in duties:
        if duty.id == obligation_id:
            return duty
    raise NotFound(_("Deze belofte is niet gevonden."))

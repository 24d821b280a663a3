"""The bank did not take the file of a batch: what was not paid is planned again, with the reason."""

from __future__ import annotations

from services.tracker.domain.payouts.batches import REFUSALS
from services.tracker.domain.payouts.records import Batch
from services.tracker.domain.payouts.states import BatchState, LineOutcome, PaymentState
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import BATCHES, LINES, PAYMENTS
from services.tracker.usecases.payouts.acting import UPDATE, acting, batch_subject, refuse
from services.tracker.usecases.payouts.second_person import second_of
from shared.access.actors import Actor
from shared.access.rights import recent_sign_in
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_REASON = 300


def bank_refused(
    ctx: TrackerContext, actor: Actor, batch_id: str, *, reason: str, once: Once | None = None, expected_version: int
) -> Batch:
    """Somebody else than who made the file says that the bank refused it; then it can't be had again.

    Raises InvalidInput without a reason, NotAllowedNow, ReauthenticationNeeded, Stale.
    """
    with acting(ctx, actor, once) as act:
        batch = act.get(BATCHES, batch_id, UPDATE, version=expected_version)
        refuse(None if batch.state is BatchState.EXPORTED else "not_exported", REFUSALS)
        # Two people, because money that did leave would be paid once more.
        second = second_of(ctx, actor, batch.place_id, batch.exported_by or "", act.now)
        refuse("other_says" if second.is_first(batch.exported_by or "") else None, REFUSALS)
        recent_sign_in(actor, act.now)
        if not reason.strip() or len(reason.strip()) > MAX_REASON:
            text = _("Schrijf kort op wat de bank zei, hooguit 300 tekens.")
            raise InvalidInput([FieldError("reason", "required", text)])
        lines = LINES.of(act.connection, act.scope, batch_id=batch.id, outcome=LineOutcome.OPEN)
        for line in lines:
            act.change(LINES, line, outcome=LineOutcome.RETURNED, reason=reason.strip())
            payment = PAYMENTS.get(act.connection, act.scope, line.payment_id)
            act.change(PAYMENTS, payment, state=PaymentState.PLANNED, problem=reason.strip())
        # With a part that the bank did pay the batch is done; else nothing of it happened.
        state = BatchState.CANCELLED if len(lines) == batch.count else BatchState.MATCHED
        after = act.change(BATCHES, batch, state=state)
        act.note("batch_refused", batch_subject(batch.id), batch.place_id, lines=len(lines))
        return act.done(after)

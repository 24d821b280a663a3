"""The file for the bank: made once, and the same file given again to who asks later."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from services.tracker.domain.payouts.batches import REFUSALS, refusal_to_export
from services.tracker.domain.payouts.records import Batch
from services.tracker.domain.payouts.states import AT_BANK, BatchState, LineOutcome, PaymentState
from services.tracker.gateways.pain import SCHEMA, Payer, write_pain
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import BATCHES, LINES, PAYMENTS, file_of, keep_file
from services.tracker.usecases.payouts.acting import UPDATE, Act, acting, batch_subject, refuse
from services.tracker.usecases.payouts.propose_batch import needed_settings
from shared.access.actors import Actor
from shared.access.rights import recent_sign_in
from shared.kernel.errors import Stale


@dataclass(frozen=True)
class BankFile:
    """The batch and its file; whole account numbers stand in `content` and nowhere else."""

    batch: Batch
    content: str


def export_batch(ctx: TrackerContext, actor: Actor, batch_id: str, *, schema: str = SCHEMA) -> BankFile:
    """Makes the file, or gives the one that was made. Asks for a recent sign-in; each time is in the audit log.

    Of two people at once one makes it and both get the same.
    """
    with acting(ctx, actor, None) as act:
        batch = act.get(BATCHES, batch_id, UPDATE)
        recent_sign_in(actor, act.now)
        if batch.state not in AT_BANK:
            batch = _make(act, batch, schema)
        act.note("batch_file_read", batch_subject(batch.id), batch.place_id, digest=batch.file_digest)
        return BankFile(batch, file_of(act.connection, act.scope, batch.id))


def _make(act: Act, batch: Batch, schema: str) -> Batch:
    settings = needed_settings(act, batch.place_id)
    refuse(refusal_to_export(batch, act.now, act.today, settings), REFUSALS)
    lines = LINES.of(act.connection, act.scope, batch_id=batch.id)
    if any(line.outcome is not LineOutcome.OPEN for line in lines):
        refuse("line_not_open", REFUSALS)
    content = write_pain(Payer(batch.payer_holder, batch.payer_iban), lines, batch.execution_on, schema=schema)
    digest = hashlib.sha256(content.encode()).hexdigest()
    made = {"exported_by": act.actor.person_id, "exported_at": act.now, "file_digest": digest}
    try:
        after = act.change(BATCHES, batch, state=BatchState.EXPORTED, **made)
    except Stale:
        now_there = BATCHES.get(act.connection, act.scope, batch.id)
        if now_there.state in AT_BANK:
            return now_there  # somebody else made it a moment ago: that is the file
        raise
    keep_file(act.connection, act.scope, batch.place_id, batch.id, content)
    for line in lines:
        payment = PAYMENTS.get(act.connection, act.scope, line.payment_id)
        act.change(PAYMENTS, payment, state=PaymentState.SENT)
    act.note("batch_exported", batch_subject(batch.id), batch.place_id, sum_cents=batch.sum_cents, digest=digest)
    return after

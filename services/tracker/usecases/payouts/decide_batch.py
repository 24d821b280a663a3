"""A second person approves a batch, or somebody stops it before it goes to the bank."""

from __future__ import annotations

from services.tracker.domain.payouts.batches import REFUSALS, refusal_to_approve
from services.tracker.domain.payouts.records import Batch
from services.tracker.domain.payouts.states import BatchState, LineOutcome, PaymentState
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import BATCHES, LINES, PAYMENTS
from services.tracker.usecases.payouts.acting import APPROVE, READ, UPDATE, acting, batch_subject, refuse
from services.tracker.usecases.roles import board_of
from shared.access.actors import Actor, Role
from shared.access.rights import Fact, recent_sign_in
from shared.plumbing.idempotency import Once

STOPPABLE = frozenset({BatchState.DRAFT, BatchState.APPROVED})


def approve_batch(
    ctx: TrackerContext, actor: Actor, batch_id: str, *, once: Once | None = None, expected_version: int
) -> Batch:
    """The second person says yes to exactly the version that they saw. Raises NotAllowedNow, Forbidden, Stale."""
    with acting(ctx, actor, once) as act:
        batch = act.get(BATCHES, batch_id, READ, version=expected_version)
        board = board_of(ctx.people, batch.place_id, act.now)
        is_board = batch.place_id in actor.organisations_as(Role.BOARD)
        other = batch.proposed_by != actor.person_id
        if other:
            act.may(APPROVE, batch.place_id, frozenset({Fact.PROPOSED_BY_OTHER}))
        refuse(refusal_to_approve(batch, actor.person_id, board, is_board=is_board), REFUSALS)
        recent_sign_in(actor, act.now)
        signed = {"approved_by": actor.person_id, "approved_at": act.now}
        after = act.change(BATCHES, batch, state=BatchState.APPROVED, **signed)
        act.note("batch_approved", batch_subject(batch.id), batch.place_id, sum_cents=batch.sum_cents)
        return act.done(after)


def stop_batch(
    ctx: TrackerContext, actor: Actor, batch_id: str, *, once: Once | None = None, expected_version: int
) -> Batch:
    """Takes a batch apart before its file was made; its payments are planned again."""
    with acting(ctx, actor, once) as act:
        batch = act.get(BATCHES, batch_id, UPDATE, version=expected_version)
        refuse(None if batch.state in STOPPABLE else "left_already", REFUSALS)
        after = act.change(BATCHES, batch, state=BatchState.CANCELLED)
        for line in LINES.of(act.connection, act.scope, batch_id=batch.id, outcome=LineOutcome.OPEN):
            act.change(LINES, line, outcome=LineOutcome.CANCELLED)
            act.change(PAYMENTS, PAYMENTS.get(act.connection, act.scope, line.payment_id), state=PaymentState.PLANNED)
        act.note("batch_stopped", batch_subject(batch.id), batch.place_id, sum_cents=batch.sum_cents)
        return act.done(after)

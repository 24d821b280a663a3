"""Putting a mistake right: what a line of a statement was said to be, or cash that was said to be given.

The sums follow by themselves, because they are added up from where payments stand. What was undone stays in sight.
"""

from __future__ import annotations

from services.tracker.domain.payouts.records import Batch, Entry, Line, Payment, Undoing
from services.tracker.domain.payouts.states import (
    BatchState,
    EntryState,
    GroupState,
    LineOutcome,
    Meaning,
    PaymentState,
)
from services.tracker.domain.payouts.undoing import REFUSALS, refusal_to_undo_cash, refusal_to_undo_entry
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import BATCHES, ENTRIES, GROUPS, LINES, PAYEES, PAYMENTS, UNDOINGS
from services.tracker.usecases.payouts.acting import UPDATE, Act, acting, batch_subject, group_subject, refuse
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_REASON = 300


def undo_entry(
    ctx: TrackerContext,
    actor: Actor,
    entry_id: str,
    *,
    reason: str,
    once: Once | None = None,
    expected_version: int,
) -> Entry:
    """A line of a statement waits for a person again, and its payment stands where it stood before.

    Raises InvalidInput without a reason, NotAllowedNow when something else was built on it, Stale.
    """
    with acting(ctx, actor, once) as act:
        entry = act.get(ENTRIES, entry_id, UPDATE, version=expected_version)
        line = LINES.get(act.connection, act.scope, entry.line_id) if entry.line_id else None
        payment = PAYMENTS.get(act.connection, act.scope, line.payment_id) if line else None
        closed = _is_closed(act, entry.group_id)
        refuse(refusal_to_undo_entry(entry, line, payment, closed=closed), REFUSALS)
        why = _checked(reason)
        if line and payment:
            _put_back(act, entry, line, payment)
        was = {"meaning": entry.meaning, "statement_id": entry.statement_id, "entry_id": entry.id}
        _keep(act, entry.place_id, entry.amount_cents, why, group_id=entry.group_id, **was)
        nothing = {"meaning": None, "line_id": None, "group_id": None, "scheme": ""}
        after = act.change(ENTRIES, entry, state=EntryState.OPEN, **nothing, settled_by=None, settled_at=None)
        meaning = entry.meaning.value if entry.meaning else entry.state.value
        detail = {"entry_id": entry.id, "meaning": meaning, "amount_cents": entry.amount_cents}
        act.note("entry_undone", f"payout_statement:{entry.statement_id}", entry.place_id, **detail)
        return act.done(after)


def undo_cash(
    ctx: TrackerContext,
    actor: Actor,
    payment_id: str,
    *,
    reason: str,
    once: Once | None = None,
    expected_version: int,
) -> Payment:
    """Cash that was written down as given by mistake is planned again; the photo of the paper stays with the mistake.

    Raises InvalidInput without a reason, NotAllowedNow, Stale.
    """
    with acting(ctx, actor, once) as act:
        payment = act.get(PAYMENTS, payment_id, UPDATE, version=expected_version)
        closed = _is_closed(act, payment.group_id)
        refuse(refusal_to_undo_cash(payment, closed=closed), REFUSALS)
        why = _checked(reason)
        signed = {"signature_file": payment.signature_file, "signature_size": payment.signature_size}
        was = {"payment_id": payment.id, "group_id": payment.group_id, "paid_on": payment.paid_on}
        _keep(act, payment.place_id, payment.amount_cents, why, **was, **signed)
        unsigned = {"paid_on": None, "paper_kept": False, "signature_file": None, "signature_size": 0}
        after = act.change(PAYMENTS, payment, state=PaymentState.PLANNED, **unsigned)
        detail = {"payment_id": payment.id, "amount_cents": payment.amount_cents}
        act.note("cash_undone", group_subject(payment.group_id), payment.place_id, **detail)
        return act.done(after)


def _put_back(act: Act, entry: Entry, line: Line, payment: Payment) -> None:
    paid_by = _payment_entry(act, line) if entry.meaning is Meaning.RETURN else None
    outcome = LineOutcome.PAID if paid_by else LineOutcome.OPEN
    state = PaymentState.PAID if paid_by else PaymentState.SENT
    values: dict[str, object] = {"paid_on": paid_by.booked_on or act.today if paid_by else None, "problem": ""}
    if entry.meaning is Meaning.RETURN:
        values |= _receiver_at_bank(act, line)
    act.change(LINES, line, outcome=outcome, reason="")
    act.change(PAYMENTS, payment, state=state, **values)
    batch = BATCHES.get(act.connection, act.scope, line.batch_id)
    if outcome is LineOutcome.OPEN and batch.state is BatchState.MATCHED:
        _waits_again(act, batch)


def _payment_entry(act: Act, line: Line) -> Entry | None:
    """The line of a statement that says that this payment was made, before it came back."""
    of_line = ENTRIES.of(act.connection, act.scope, line_id=line.id, meaning=Meaning.PAYMENT)
    found = [one for one in of_line if one.state is EntryState.SETTLED]
    return found[0] if found else None


def _receiver_at_bank(act: Act, line: Line) -> dict[str, object]:
    """To whom the money went, also when the street has got another number since it seemed to come back."""
    same = PAYEES.of(act.connection, act.scope, group_id=line.group_id, iban=line.iban, newest=True, limit=1)
    return {"payee_id": same[0].id, "receiver": line.holder} if same else {}


def _waits_again(act: Act, batch: Batch) -> None:
    act.change(BATCHES, batch, state=BatchState.EXPORTED)
    act.note("batch_waits_again", batch_subject(batch.id), batch.place_id, sum_cents=batch.sum_cents)


def _keep(act: Act, host_id: str, amount_cents: int, reason: str, **values: object) -> None:
    who = {"undone_by": act.actor.person_id, "undone_at": act.now}
    made = Undoing(id=new_id(), place_id=host_id, amount_cents=amount_cents, reason=reason, **who, **values)  # type: ignore[arg-type]
    act.add(UNDOINGS, made)


def _is_closed(act: Act, group_id: str | None) -> bool:
    return bool(group_id) and GROUPS.get(act.connection, act.scope, group_id or "").state is GroupState.CLOSED


def _checked(reason: str) -> str:
    why = reason.strip()
    if not why or len(why) > MAX_REASON:
        text = _("Schrijf kort op wat er fout was, hooguit 300 tekens.")
        raise InvalidInput([FieldError("reason", "required", text)])
    return why

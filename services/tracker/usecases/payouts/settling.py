"""What a line of a statement does: a payment is paid, or came back; money came in; or it is not for here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from services.tracker.domain.payouts.matching import FITTING, MISFITS, Found, misfit
from services.tracker.domain.payouts.records import Entry, Line
from services.tracker.domain.payouts.states import (
    BatchState,
    EntryState,
    GroupState,
    LineOutcome,
    Meaning,
    PaymentState,
)
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import BATCHES, ENTRIES, GROUPS, LINES, PAYMENTS, groups_of
from services.tracker.usecases.payouts.acting import UPDATE, Act, acting, batch_subject
from services.tracker.usecases.payouts.telling import tell_returned
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def settle_entry(
    ctx: TrackerContext,
    actor: Actor,
    entry_id: str,
    found: Found,
    *,
    once: Once | None = None,
    expected_version: int,
) -> Entry:
    """A person says what a line of the statement is, or sets it aside. Raises InvalidInput, NotAllowedNow, Stale."""
    with acting(ctx, actor, once) as act:
        entry = act.get(ENTRIES, entry_id, UPDATE, version=expected_version)
        if entry.state is EntryState.SETTLED:
            raise NotAllowedNow(_("Deze regel van het afschrift is al verwerkt."), code="already_settled")
        if found.state is EntryState.SETTLED:
            _check(act, entry, found)
            line = apply(act, entry, found)
            found = replace(found, group_id=line.group_id) if line else found
        after = act.change(ENTRIES, entry, **vars(found), settled_by=actor.person_id, settled_at=act.now)
        meaning = found.meaning.value if found.meaning else found.state.value
        act.note("entry_settled", f"payout_statement:{entry.statement_id}", entry.place_id, meaning=meaning)
        return act.done(after)


def apply(act: Act, entry: Entry, found: Found) -> Line | None:
    """Writes what a settled line of a statement means for a payment; gives the changed line of the batch, if any."""
    if found.line_id is None or found.meaning not in FITTING:
        return None
    line = LINES.get(act.connection, act.scope, found.line_id)
    payment = PAYMENTS.get(act.connection, act.scope, line.payment_id)
    if found.meaning is Meaning.PAYMENT:
        after = act.change(LINES, line, outcome=LineOutcome.PAID)
        act.change(PAYMENTS, payment, state=PaymentState.PAID, paid_on=entry.booked_on or act.today, problem="")
    else:
        reason = entry.return_reason or entry.text
        after = act.change(LINES, line, outcome=LineOutcome.RETURNED, reason=reason[:300])
        # The payment stands open again, with the reason, so that somebody puts the number right and pays once more.
        act.change(PAYMENTS, payment, state=PaymentState.PLANNED, paid_on=None, problem=reason[:300] or "?")
        tell_returned(act, GROUPS.get(act.connection, act.scope, line.group_id), line.amount_cents)
    _finish_batch(act, line.batch_id)
    return after


def _check(act: Act, entry: Entry, found: Found) -> None:
    errors = list(_line_errors(act, entry, found) if found.meaning in FITTING else _money_errors(act, entry, found))
    if errors:
        raise InvalidInput(errors)


def _line_errors(act: Act, entry: Entry, found: Found) -> Iterator[FieldError]:
    """What is wrong with a payment of ours, or one that came back."""
    line = LINES.get(act.connection, act.scope, found.line_id or "")
    batch = BATCHES.get(act.connection, act.scope, line.batch_id)
    if code := misfit(entry, line, batch, found.meaning or Meaning.PAYMENT):
        yield FieldError("line", code, _(MISFITS[code]))
    if (found.meaning is Meaning.RETURN) is not entry.incoming:
        text = _("Wat u betaalde ging eraf; wat terugkwam kwam erbij. Kies het andere.")
        yield FieldError("meaning", "wrong_side", text)


def _money_errors(act: Act, entry: Entry, found: Found) -> Iterator[FieldError]:
    """What is wrong with money for a scheme, or money that a group sent back."""
    if not entry.incoming:
        text = _("Dit geld ging van de rekening af. Kies welke betaling het was, of leg de regel opzij.")
        yield FieldError("meaning", "wrong_side", text)
    elif found.meaning is Meaning.MONEY_BACK:
        group = GROUPS.get(act.connection, act.scope, found.group_id or "")
        if group.place_id != entry.place_id:
            yield FieldError("group", "unknown", _("Kies de straat die het geld terugstuurde."))
        elif group.state is GroupState.CLOSED:
            yield FieldError("group", "group_closed", _("Deze straat is afgesloten. Open haar eerst weer."))
    elif found.scheme not in {one.scheme for one in groups_of(act.connection, act.scope, entry.place_id)}:
        yield FieldError("scheme", "required", _("Kies bij welke regeling dit geld hoort."))


def _finish_batch(act: Act, batch_id: str) -> None:
    if LINES.of(act.connection, act.scope, batch_id=batch_id, outcome=LineOutcome.OPEN, limit=1):
        return
    batch = BATCHES.get(act.connection, act.scope, batch_id)
    if batch.state is BatchState.EXPORTED:
        act.change(BATCHES, batch, state=BatchState.MATCHED)
        act.note("batch_matched", batch_subject(batch.id), batch.place_id, sum_cents=batch.sum_cents)

"""Who receives for a group: a number is proposed, checked by somebody else after a call, or turned down."""

from __future__ import annotations

from services.tracker.domain.payouts.batches import MAX_NAME, sepa_text
from services.tracker.domain.payouts.numbers import CURRENT
from services.tracker.domain.payouts.records import Payee
from services.tracker.domain.payouts.states import PayeeState, PaymentState
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import GROUPS, PAYEES, PAYMENTS, settings_of
from services.tracker.usecases.payouts.acting import APPROVE, READ, UPDATE, Act, acting, group_subject, refuse
from services.tracker.usecases.payouts.numbers import iban_of
from services.tracker.usecases.payouts.telling import tell_number_waits
from shared.access.actors import Actor
from shared.access.rights import Fact, recent_sign_in
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_NOTE = 500
UNDER_WAY = frozenset({PaymentState.BATCHED, PaymentState.SENT})


def propose_payee(
    ctx: TrackerContext,
    actor: Actor,
    group_id: str,
    *,
    holder: str,
    iban: str,
    replaces: str | None = None,
    once: Once | None = None,
) -> Payee:
    """A new number for a group, or one instead of an earlier one.

    Raises InvalidInput, and NotAllowedNow while a payment to the earlier number is in a batch or at the bank.
    """
    with acting(ctx, actor, once) as act:
        group = act.get(GROUPS, group_id, UPDATE)
        errors: list[FieldError] = []
        number = iban_of(iban, "iban", errors)
        if not sepa_text(holder, MAX_NAME) or len(holder) > MAX_NAME:
            text = _("Vul in op wiens naam de rekening staat, hooguit 70 tekens.")
            errors.append(FieldError("holder", "required", text))
        if errors:
            raise InvalidInput(errors)
        now_there = PAYEES.of(act.connection, act.scope, group_id=group.id)
        if any(one.iban == number and one.state in CURRENT for one in now_there):
            raise NotAllowedNow(_("Dit rekeningnummer staat al bij deze straat."), code="already_there")
        made = Payee(
            id=new_id(),
            place_id=group.place_id,
            group_id=group.id,
            holder=holder,
            iban=number,
            proposed_by=actor.person_id,
            proposed_at=act.now,
        )
        act.add(PAYEES, made)
        if replaces:
            _replace(act, group.id, replaces, made)
        act.note("number_proposed", group_subject(group.id), group.place_id, payee_id=made.id, replaces=replaces)
        if _is_large(act, group.place_id, group.amount_cents):
            tell_number_waits(act, group)
        return act.done(made)


def verify_payee(
    ctx: TrackerContext,
    actor: Actor,
    payee_id: str,
    *,
    call_note: str,
    once: Once | None = None,
    expected_version: int,
) -> Payee:
    """A second person looked at the number. `call_note`: who was called, on which number that was known, and when."""
    with acting(ctx, actor, once) as act:
        payee = act.get(PAYEES, payee_id, READ, version=expected_version)
        if payee.proposed_by == actor.person_id:
            refuse("same_person", REFUSALS)
        act.may(APPROVE, payee.place_id, frozenset({Fact.PROPOSED_BY_OTHER}))
        recent_sign_in(actor, act.now)
        refuse(None if payee.state is PayeeState.PROPOSED else "not_proposed", REFUSALS)
        if not call_note or len(call_note) > MAX_NOTE:
            text = _("Vul in wie u belde, op welk nummer dat u al had, en wanneer. Hooguit 500 tekens.")
            raise InvalidInput([FieldError("callNote", "required", text)])
        checked = {"checked_by": actor.person_id, "checked_at": act.now, "call_note": call_note}
        after = act.change(PAYEES, payee, state=PayeeState.VERIFIED, **checked)
        act.note("number_checked", group_subject(payee.group_id), payee.place_id, payee_id=payee.id)
        return act.done(after)


def reject_payee(
    ctx: TrackerContext, actor: Actor, payee_id: str, *, once: Once | None = None, expected_version: int
) -> Payee:
    """Turns a number down at any moment, unless money to it is under way. Planned payments lose their number."""
    with acting(ctx, actor, once) as act:
        payee = act.get(PAYEES, payee_id, UPDATE, version=expected_version)
        refuse(None if payee.state in CURRENT else "not_proposed", REFUSALS)
        _refuse_under_way(act, payee)
        after = act.change(PAYEES, payee, state=PayeeState.REJECTED)
        act.note("number_rejected", group_subject(payee.group_id), payee.place_id, payee_id=payee.id)
        return act.done(after)


REFUSALS = {
    "same_person": _("U vulde dit nummer zelf in. Iemand anders moet het nakijken."),
    "not_proposed": _("Dit rekeningnummer wacht niet meer op een controle."),
    "under_way": _("Er is geld onderweg naar dit nummer. Wacht op het afschrift, of stop eerst de betaling."),
}


def _replace(act: Act, group_id: str, payee_id: str, made: Payee) -> None:
    """Puts the new number in the place of the earlier one, also for payments that are only planned."""
    earlier = act.get(PAYEES, payee_id, UPDATE)
    if earlier.group_id != group_id or earlier.state not in CURRENT:
        refuse("not_proposed", REFUSALS)
    _refuse_under_way(act, earlier)
    act.change(PAYEES, earlier, state=PayeeState.REPLACED)
    for payment in PAYMENTS.of(act.connection, act.scope, payee_id=earlier.id, state=PaymentState.PLANNED):
        act.change(PAYMENTS, payment, payee_id=made.id, receiver=made.holder)


def _refuse_under_way(act: Act, payee: Payee) -> None:
    if PAYMENTS.of(act.connection, act.scope, payee_id=payee.id, state=UNDER_WAY, limit=1):
        refuse("under_way", REFUSALS)


def _is_large(act: Act, host_id: str, amount_cents: int) -> bool:
    settings = settings_of(act.connection, act.scope, host_id)
    return amount_cents > (settings.limit_cents if settings else 0)

"""Money for a group: planned (for one or for several people), paid in the hand with a signature, or called off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.tracker.domain.payouts.accounts import LIVE, REFUSALS, refusal_to_plan, shares
from services.tracker.domain.payouts.numbers import CURRENT
from services.tracker.domain.payouts.records import Group, Payee, Payment
from services.tracker.domain.payouts.states import GroupState, Means, PaymentState
from services.tracker.domain.texts import mark
from services.tracker.settings import TrackerContext
from services.tracker.storage.payouts.shelves import GROUPS, PAYMENTS, settings_of
from services.tracker.usecases.how_often import UPLOADS, count_once
from services.tracker.usecases.payouts.acting import UPDATE, Act, acting, group_subject, look_first, refuse
from services.tracker.usecases.payouts.second_person import second_of
from services.tracker.usecases.payouts.streets import street_of
from services.tracker.usecases.room import check_room
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.uploads import Checked, FileKind, check_upload, store_of
from shared.wording.texts import gettext as _

MAX_PEOPLE = 10
AREA = "payouts"
"""The area of the files: photos of receipts and of signed papers."""
PHOTOS = frozenset({FileKind.JPG, FileKind.PNG, FileKind.PDF})

CASH_REFUSALS = {
    "second_signs": mark("Dit is veel geld. Iemand anders dan wie het inplande legt vast dat het is gegeven."),
}


def plan_payments(
    ctx: TrackerContext,
    actor: Actor,
    group_id: str,
    *,
    amount_cents: int,
    payee_ids: Sequence[str] = (),
    receiver: str = "",
    once: Once | None = None,
) -> list[Payment]:
    """Plans money: by bank over these payees in equal shares, or in cash for `receiver` when there are none.

    Raises InvalidInput, and NotAllowedNow (409) above the award, before the receipts, or for a closed street.
    """
    with acting(ctx, actor, once) as act:
        street = street_of(act.connection, act.scope, act.get(GROUPS, group_id, UPDATE))
        payees = [one for one in street.payees if one.id in payee_ids and one.state in CURRENT]
        _check(amount_cents, payee_ids, payees, receiver)
        closed = street.group.state is GroupState.CLOSED
        refuse(refusal_to_plan(street.group, street.account, amount_cents, closed=closed), REFUSALS)
        whom: list[Payee | None] = list(payees) or [None]
        parts = zip(whom, shares(amount_cents, len(whom)), strict=True)
        made = [planned_payment(act, street.group, payee, cents, receiver) for payee, cents in parts]
        act.add(PAYMENTS, *made)
        # The street itself is touched, so that two people who plan at once can't pass the award together.
        act.change(GROUPS, street.group)
        act.note("planned", group_subject(group_id), street.group.place_id, amount_cents=amount_cents, parts=len(made))
        return act.done(made)


def cancel_payment(
    ctx: TrackerContext, actor: Actor, payment_id: str, *, once: Once | None = None, expected_version: int
) -> Payment:
    """Calls off a payment that is only planned."""
    with acting(ctx, actor, once) as act:
        payment = act.get(PAYMENTS, payment_id, UPDATE, version=expected_version)
        _refuse_unless_planned(payment)
        after = act.change(PAYMENTS, payment, state=PaymentState.CANCELLED)
        act.note("cancelled", group_subject(payment.group_id), payment.place_id, amount_cents=payment.amount_cents)
        return act.done(after)


def sign_cash(
    ctx: TrackerContext,
    actor: Actor,
    payment_id: str,
    *,
    paid_on: date,
    paper_kept: bool,
    photo: bytes = b"",
    photo_name: str = "",
    once: Once | None = None,
    expected_version: int,
) -> Payment:
    """Records that cash was handed over and signed for: a photo of the paper, or the word that it is kept.

    Above the limit of the host it takes a photo, and a second person to record it.
    """
    look_first(ctx, actor, PAYMENTS, payment_id)
    count_once(ctx, actor, UPLOADS)
    checked = checked_photo(photo, photo_name)
    with acting(ctx, actor, once) as act:
        payment = act.get(PAYMENTS, payment_id, UPDATE, version=expected_version)
        _refuse_unless_planned(payment)
        if payment.means is not Means.CASH:
            raise NotAllowedNow(_("Deze betaling gaat via de bank."), code="not_cash")
        if paid_on > act.today:
            raise InvalidInput(
                [FieldError("paidOn", "future", _("Deze dag komt nog. Vul in wanneer het geld is gegeven."))]
            )
        if not photo and not paper_kept:
            text = _("Stuur een foto van het getekende papier, of vink aan dat u het bewaart.")
            raise InvalidInput([FieldError("paperKept", "required", text)])
        if _is_large(act, payment):
            _second_signs(ctx, act, payment, has_photo=checked is not None)
        values = {"paid_on": paid_on, "paper_kept": paper_kept, **_kept_photo(act, payment.place_id, checked)}
        after = act.change(PAYMENTS, payment, state=PaymentState.PAID, **values)
        act.note("paid_cash", group_subject(payment.group_id), payment.place_id, amount_cents=payment.amount_cents)
        return act.done(after)


def _is_large(act: Act, payment: Payment) -> bool:
    """Whether the street gets more in cash than the host leaves to one person; many small amounts are a large one."""
    settings = settings_of(act.connection, act.scope, payment.place_id)
    cash = PAYMENTS.of(act.connection, act.scope, group_id=payment.group_id, means=Means.CASH, state=LIVE)
    return sum(one.amount_cents for one in cash) > (settings.limit_cents if settings else 0)


def _second_signs(ctx: TrackerContext, act: Act, payment: Payment, *, has_photo: bool) -> None:
    second = second_of(ctx, act.actor, payment.place_id, payment.planned_by, act.now)
    refuse("second_signs" if second.is_first(payment.planned_by) else None, CASH_REFUSALS)
    if not has_photo:
        raise InvalidInput([FieldError("photo", "required", _("Stuur een foto van het getekende papier."))])


def _kept_photo(act: Act, host_id: str, checked: Checked | None) -> dict[str, object]:
    if checked is None:
        return {}
    check_room(act.connection, act.scope, host_id, checked, field="photo")
    return {"signature_file": store_of(act.ctx.settings, AREA).put(checked.data), "signature_size": checked.size}


def checked_photo(photo: bytes, name: str) -> Checked | None:
    """What is kept of a photo or scan, None without one. Raises InvalidInput."""
    return check_upload(photo, name, field="photo", kinds=PHOTOS) if photo else None


def _check(amount_cents: int, payee_ids: Sequence[str], payees: Sequence[Payee], receiver: str) -> None:
    errors = []
    if len(payees) != len(set(payee_ids)) or len(payees) > MAX_PEOPLE:
        text = _("Kies rekeningnummers die bij deze straat staan, hooguit tien.")
        errors.append(FieldError("payees", "unknown", text))
    if not payee_ids and not receiver:
        errors.append(FieldError("receiver", "required", _("Vul in wie het geld in handen krijgt.")))
    if amount_cents < max(1, len(payees)):
        errors.append(FieldError("amount", "zero", _("Vul een bedrag in dat meer is dan nul.")))
    if errors:
        raise InvalidInput(errors)


def planned_payment(act: Act, group: Group, payee: Payee | None, cents: int, receiver: str = "") -> Payment:
    """A new payment by bank to a payee, or in cash for `receiver`."""
    return Payment(
        id=new_id(),
        place_id=group.place_id,
        group_id=group.id,
        means=Means.BANK if payee else Means.CASH,
        amount_cents=cents,
        receiver=payee.holder if payee else receiver,
        planned_by=act.actor.person_id,
        planned_at=act.now,
        payee_id=payee.id if payee else None,
    )


def _refuse_unless_planned(payment: Payment) -> None:
    if payment.state is not PaymentState.PLANNED:
        raise NotAllowedNow(_("Deze betaling is niet meer gepland. Kijk eerst wat er nu staat."), code="not_planned")

"""What belongs to a street: numbers, payments and receipts."""

from __future__ import annotations

from typing import Any

from services.tracker.api.payouts.answers import PayeeOut, PaymentOut, PaymentsOut, ReceiptOut
from services.tracker.api.payouts.bodies import (
    CashSignatureIn,
    PayeeCheckIn,
    PayeeIn,
    PaymentsIn,
    PlanAllIn,
    ReceiptCheckIn,
    ReceiptIn,
    UndoingIn,
)
from services.tracker.api.routes import api, context
from services.tracker.domain.payouts.records import Payee, Payment, Receipt
from services.tracker.usecases.payouts import payees as numbers
from services.tracker.usecases.payouts import payments as paying
from services.tracker.usecases.payouts import plan_all as planning
from services.tracker.usecases.payouts import receipts as receiving
from services.tracker.usecases.payouts import undoing
from services.tracker.usecases.payouts.acting import APPROVE, UPDATE
from shared.access.web import require_actor
from shared.plumbing.endpoints import replace_present
from shared.plumbing.idempotency import Once
from shared.uploads.limits import MAX_FORM_BYTES

TAGS = ("payouts",)


@api.endpoint(
    "POST",
    "/payout-groups/<group_id>/payees",
    summary="Vul een rekeningnummer in, of zet een nieuw in de plaats van een ander",
    right=UPDATE,
    body=PayeeIn(),
    answer=PayeeOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def propose_payee(group_id: str, body: dict[str, Any], once: Once) -> Payee:
    """A number as a proposal."""
    return numbers.propose_payee(context(), require_actor(), group_id, once=once, **body)


@api.endpoint(
    "POST",
    "/payees/<payee_id>/checks",
    summary="Zeg als tweede persoon dat een rekeningnummer klopt",
    right=APPROVE,
    body=PayeeCheckIn(),
    answer=PayeeOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def verify_payee(payee_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Payee:
    """The second person looked at the number."""
    return numbers.verify_payee(
        context(), require_actor(), payee_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/payees/<payee_id>/rejections",
    summary="Laat een rekeningnummer niet meer gelden",
    right=UPDATE,
    answer=PayeeOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def reject_payee(payee_id: str, once: Once, expected_version: int) -> Payee:
    """Turns a number down."""
    return numbers.reject_payee(context(), require_actor(), payee_id, once=once, expected_version=expected_version)


@api.endpoint(
    "POST",
    "/payout-groups/<group_id>/payments",
    summary="Plan geld voor een straat, via de bank of contant",
    right=UPDATE,
    body=PaymentsIn(),
    answer=PaymentsOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def plan_payments(group_id: str, body: dict[str, Any], once: Once) -> dict[str, list[Payment]]:
    """Plans money."""
    kept = replace_present(once, lambda made: {"status": 201, "body": PaymentsOut().dump({"items": made})})
    amount = body.pop("amount")
    made = paying.plan_payments(context(), require_actor(), group_id, amount_cents=amount, once=kept, **body)
    return {"items": made}


@api.endpoint(
    "POST",
    "/payout-hosts/<host_id>/payments",
    summary="Plan geld voor alle straten met één rekeningnummer",
    right=UPDATE,
    body=PlanAllIn(),
    answer=PaymentsOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def plan_all(host_id: str, body: dict[str, Any], once: Once) -> dict[str, list[Payment]]:
    """Plans what was shown."""
    kept = replace_present(once, lambda made: {"status": 201, "body": PaymentsOut().dump({"items": made})})
    return {"items": planning.plan_all(context(), require_actor(), host_id, once=kept, **body)}


@api.endpoint(
    "POST",
    "/payments/<payment_id>/cancellations",
    summary="Laat een geplande betaling vervallen",
    right=UPDATE,
    answer=PaymentOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def cancel_payout_payment(payment_id: str, once: Once, expected_version: int) -> Payment:
    """Calls a payment off."""
    return paying.cancel_payment(context(), require_actor(), payment_id, once=once, expected_version=expected_version)


@api.endpoint(
    "POST",
    "/payments/<payment_id>/signatures",
    summary="Leg vast dat contant geld is gegeven, met een handtekening",
    right=UPDATE,
    body=CashSignatureIn(),
    answer=PaymentOut(),
    idempotent=True,
    if_match=True,
    max_body=MAX_FORM_BYTES,
    tags=TAGS,
)
def sign_payment(payment_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Payment:
    """Records that cash was handed over."""
    photo = body.pop("photo")
    return paying.sign_cash(
        context(),
        require_actor(),
        payment_id,
        photo=photo.read() if photo else b"",
        photo_name=photo.filename or "" if photo else "",
        once=once,
        expected_version=expected_version,
        **body,
    )


@api.endpoint(
    "POST",
    "/payments/<payment_id>/undoings",
    summary="Draai terug dat contant geld is gegeven; het staat weer gepland",
    right=UPDATE,
    body=UndoingIn(),
    answer=PaymentOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def undo_payment(payment_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Payment:
    """Cash that was not given is planned again."""
    return undoing.undo_cash(
        context(), require_actor(), payment_id, reason=body["reason"], once=once, expected_version=expected_version
    )


@api.endpoint(
    "POST",
    "/payout-groups/<group_id>/receipts",
    summary="Voeg een bon van een straat toe",
    right=UPDATE,
    body=ReceiptIn(),
    answer=ReceiptOut(),
    status=201,
    idempotent=True,
    max_body=MAX_FORM_BYTES,
    tags=TAGS,
)
def add_receipt(group_id: str, body: dict[str, Any], once: Once) -> Receipt:
    """Keeps a receipt."""
    photo = body["photo"]
    new = receiving.NewReceipt(
        what=body["what"],
        amount_cents=body["amount"],
        photo=photo.read() if photo else b"",
        photo_name=photo.filename or "" if photo else "",
    )
    return receiving.add_receipt(context(), require_actor(), group_id, new, once=once)


@api.endpoint(
    "POST",
    "/receipts/<receipt_id>/checks",
    summary="Zeg of een bon meetelt",
    right=UPDATE,
    body=ReceiptCheckIn(),
    answer=ReceiptOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def check_receipt(receipt_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Receipt:
    """Takes or refuses a receipt."""
    amount = body.pop("amount")
    return receiving.check_receipt(
        context(),
        require_actor(),
        receipt_id,
        amount_cents=amount,
        once=once,
        expected_version=expected_version,
        **body,
    )

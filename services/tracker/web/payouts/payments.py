"""Planning money for a street, the paper to sign for cash, and calling a payment off."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request

from services.tracker.domain.payouts.words import amount_in_words
from services.tracker.usecases.payouts import payments as paying
from services.tracker.usecases.payouts import undoing
from services.tracker.usecases.payouts.acting import READ, UPDATE
from services.tracker.usecases.payouts.hosts import host_name
from services.tracker.usecases.payouts.see_parts import file_of, read_payment, undone_file
from services.tracker.web.forms import Reader
from services.tracker.web.payouts.base import PayoutForm, Values, press, sent_file, street_url
from services.tracker.web.payouts.streets import street_values
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.uploads import FileKind
from shared.uploads.kinds import MEDIA_TYPES
from shared.uploads.limits import MAX_FORM_BYTES
from shared.uploads.serving import as_download
from shared.wording.texts import gettext as _

MAX_RECEIVER = 120


def _cash_values(payment_id: str) -> Values:
    payment, group = read_payment(context(), require_actor(), payment_id)
    return {
        "payment": payment,
        "group": group,
        "host_name": host_name(context(), group.place_id),
        "in_words": amount_in_words(payment.amount_cents),
        "version": payment.version,
        "back": street_url(group.id),
    }


plan_page = PayoutForm("payouts/plan.html", street_values)
cash_page = PayoutForm("payouts/signed.html", _cash_values)
undo_page = PayoutForm("payouts/undo_cash.html", _cash_values)


@page(blueprint, "GET", "/payouts/<group_id>/payments/new", right=UPDATE)
def plan_payout_form(group_id: str) -> str:
    """The form for money to a group."""
    return plan_page.show(group_id)


@page(blueprint, "POST", "/payouts/<group_id>/payments/new", right=UPDATE)
def plan_payout(group_id: str) -> Any:
    """Plans money by bank, for one person or over several, or in cash."""

    def act(reader: Reader, once: Once | None, _version: int) -> None:
        cash = reader.choice("means", ["bank", "cash"], _("Kies: via de bank, of contant.")) == "cash"
        chosen = [] if cash else request.form.getlist("payees")
        if not cash and not chosen:
            reader.wrong("payees", "required", _("Kies naar welk rekeningnummer het geld gaat."))
        amount = reader.maybe_amount("amount")
        if not reader.raw("amount"):
            reader.wrong("amount", "required", _("Vul een bedrag in."))
        receiver = reader.text("receiver", MAX_RECEIVER)
        reader.check()
        paying.plan_payments(
            context(),
            require_actor(),
            group_id,
            amount_cents=amount or 0,
            payee_ids=chosen,
            receiver=receiver,
            once=once,
        )

    return plan_page.handle(group_id, act, _("De betaling is gepland."))


@page(blueprint, "POST", "/payouts/payments/<payment_id>/cancel", right=UPDATE)
def cancel_payment(payment_id: str) -> Any:
    """Calls a planned payment off."""
    __, group = read_payment(context(), require_actor(), payment_id)

    def act(once: Once | None, version: int) -> None:
        paying.cancel_payment(context(), require_actor(), payment_id, once=once, expected_version=version)

    return press(act, _("De betaling is vervallen."), street_url(group.id))


@page(blueprint, "GET", "/payouts/payments/<payment_id>/paper", right=READ)
def cash_paper(payment_id: str) -> str:
    """The paper to print: the amount in words, who received it, and a line to sign on."""
    return render_template("payouts/paper.html", **_cash_values(payment_id))


@page(blueprint, "GET", "/payouts/payments/<payment_id>/signed", right=UPDATE)
def signature_form(payment_id: str) -> str:
    """The form for what was signed."""
    return cash_page.show(payment_id)


@page(blueprint, "POST", "/payouts/payments/<payment_id>/signed", right=UPDATE, max_body=MAX_FORM_BYTES)
def record_signature(payment_id: str) -> Any:
    """Records that cash was handed over."""

    def act(reader: Reader, once: Once | None, version: int) -> None:
        paid_on = reader.day("paidOn", _("Vul in wanneer het geld is gegeven."))
        name, photo = sent_file("photo")
        reader.check()
        paying.sign_cash(
            context(),
            require_actor(),
            payment_id,
            paid_on=paid_on,
            paper_kept=reader.tick("paperKept"),
            photo=photo,
            photo_name=name,
            once=once,
            expected_version=version,
        )

    return cash_page.handle(payment_id, act, _("Bewaard: het geld is gegeven."))


@page(blueprint, "GET", "/payouts/payments/<payment_id>/undo", right=UPDATE)
def undo_cash_form(payment_id: str) -> str:
    """The form for what was wrong about cash."""
    return undo_page.show(payment_id)


@page(blueprint, "POST", "/payouts/payments/<payment_id>/undo", right=UPDATE)
def undo_cash(payment_id: str) -> Any:
    """Cash that was not given is planned again."""

    def act(reader: Reader, once: Once | None, version: int) -> None:
        reason = reader.raw("reason")
        undoing.undo_cash(context(), require_actor(), payment_id, reason=reason, once=once, expected_version=version)

    return undo_page.handle(payment_id, act, _("Teruggedraaid. Het geld staat weer gepland."))


@page(blueprint, "GET", "/payouts/payments/<payment_id>/photo", right=READ)
def signed_photo(payment_id: str) -> Response:
    """The photo of the signed paper."""
    payment, __ = read_payment(context(), require_actor(), payment_id)
    return photo_answer(file_of(context(), payment.signature_file), _("handtekening"))


@page(blueprint, "GET", "/payouts/undoings/<undoing_id>/photo", right=READ)
def undone_photo(undoing_id: str) -> Response:
    """The photo of a paper that was taken for a signature by mistake."""
    return photo_answer(undone_file(context(), require_actor(), undoing_id), _("handtekening"))


def photo_answer(data: bytes, name: str) -> Response:
    """A photo or scan that was kept, as a download."""
    kinds = {b"\xff\xd8\xff": FileKind.JPG, b"\x89PNG": FileKind.PNG}
    kind = next((kind for start, kind in kinds.items() if data.startswith(start)), FileKind.PDF)
    return as_download(data, f"{name}.{kind.value}", MEDIA_TYPES[kind])

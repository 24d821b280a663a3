"""Numbers that money goes to: filled in, looked at by a second person, turned down."""

from __future__ import annotations

from typing import Any

from flask import request

from services.tracker.usecases.payouts import payees as numbers
from services.tracker.usecases.payouts.acting import APPROVE, UPDATE
from services.tracker.usecases.payouts.see_parts import read_payee
from services.tracker.web.forms import Reader
from services.tracker.web.payouts.base import PayoutForm, Values, press, street_url
from services.tracker.web.payouts.streets import MAX_HOLDER, street_values
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.kernel.iban import masked_iban
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def _new_values(group_id: str) -> Values:
    values = street_values(group_id)
    asked = request.values.get("replaces", "")
    return {**values, "replaces": next((one for one in values["payees"] if one.id == asked), None)}


def _check_values(payee_id: str) -> Values:
    payee, group = read_payee(context(), require_actor(), payee_id)
    return {
        "payee": payee,
        "group": group,
        "masked": masked_iban,
        "version": payee.version,
        "back": street_url(group.id),
    }


new_page = PayoutForm("payouts/payee.html", _new_values)
check_page = PayoutForm("payouts/payee_check.html", _check_values)


@page(blueprint, "GET", "/payouts/<group_id>/payees/new", right=UPDATE)
def new_payee_form(group_id: str) -> str:
    """The form for a number."""
    return new_page.show(group_id)


@page(blueprint, "POST", "/payouts/<group_id>/payees/new", right=UPDATE)
def new_payee(group_id: str) -> Any:
    """Keeps a number as a proposal."""

    def act(reader: Reader, once: Once | None, _version: int) -> None:
        holder = reader.text("holder", MAX_HOLDER)
        numbers.propose_payee(
            context(),
            require_actor(),
            group_id,
            holder=holder,
            iban=reader.raw("iban"),
            replaces=reader.raw("replaces") or None,
            once=once,
        )

    return new_page.handle(group_id, act, _("Het nummer is bewaard."))


@page(blueprint, "GET", "/payouts/payees/<payee_id>", right=APPROVE)
def check_payee_form(payee_id: str) -> str:
    """The form of the second person."""
    return check_page.show(payee_id)


@page(blueprint, "POST", "/payouts/payees/<payee_id>", right=APPROVE)
def check_payee(payee_id: str) -> Any:
    """The second person looked at the number."""

    def act(reader: Reader, once: Once | None, version: int) -> None:
        numbers.verify_payee(
            context(),
            require_actor(),
            payee_id,
            call_note=reader.raw("callNote"),
            once=once,
            expected_version=version,
        )

    return check_page.handle(payee_id, act, _("U hebt het nummer nagekeken."))


@page(blueprint, "POST", "/payouts/payees/<payee_id>/reject", right=UPDATE)
def reject_payee(payee_id: str) -> Any:
    """Turns a number down."""
    __, group = read_payee(context(), require_actor(), payee_id)

    def act(once: Once | None, version: int) -> None:
        numbers.reject_payee(context(), require_actor(), payee_id, once=once, expected_version=version)

    return press(act, _("Het nummer geldt niet meer."), street_url(group.id))

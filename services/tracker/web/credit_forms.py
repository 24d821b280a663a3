"""The forms for money that came in, and for a credit that was a mistake."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request

from services.tracker.domain.instalments.records import Credit
from services.tracker.usecases.payments import read_money as reading
from services.tracker.usecases.payments.acting import RIGHT
from services.tracker.usecases.payments.record_credit import MAX_NOTE, record_credit
from services.tracker.usecases.payments.take_back_credit import take_back_credit
from services.tracker.web.forms import Reader
from services.tracker.web.money_form import MoneyForm, once_of_money
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.kernel.errors import NotFound
from shared.plumbing.endpoints import page, version_from_form
from shared.wording.texts import gettext as _

PATH = "/applications/<application_id>/money"
credit_form, take_back_form = MoneyForm("money/credit.html"), MoneyForm("money/take_back.html")


@page(blueprint, "GET", f"{PATH}/credit", right=RIGHT)
def unplanned_credit_form(application_id: str) -> str:
    """The form for money that nobody had announced."""
    return credit_form.show(application_id)


@page(blueprint, "POST", f"{PATH}/credit", right=RIGHT)
def unplanned_credit(application_id: str) -> Any:
    """Keeps money that nobody had announced."""
    return _receive(application_id, None)


@page(blueprint, "GET", f"{PATH}/<instalment_id>/credit", right=RIGHT)
def instalment_credit_form(application_id: str, instalment_id: str) -> str:
    """The form for the money of an instalment."""
    return credit_form.show(application_id, instalment_id=instalment_id)


@page(blueprint, "POST", f"{PATH}/<instalment_id>/credit", right=RIGHT)
def instalment_credit(application_id: str, instalment_id: str) -> Any:
    """Keeps the money of an instalment."""
    return _receive(application_id, instalment_id)


@page(blueprint, "GET", f"{PATH}/credits/<credit_id>/mistake", right=RIGHT)
def take_back_credit_form(application_id: str, credit_id: str) -> str:
    """The form for a mistake."""
    return take_back_form.show(application_id, about={"credit": _credit(application_id, credit_id)})


@page(blueprint, "POST", f"{PATH}/credits/<credit_id>/mistake", right=RIGHT)
def take_credit_back(application_id: str, credit_id: str) -> Any:
    """Takes the credit back."""
    credit = _credit(application_id, credit_id)

    def act() -> None:
        take_back_credit(
            context(),
            require_actor(),
            application_id,
            credit_id,
            reason=Reader(request.form).raw("reason"),
            once=once_of_money(application_id),
            expected_version=version_from_form(),
        )

    done = _("Weggehaald. Het bedrag telt niet meer mee.")
    return take_back_form.handle(application_id, act, done, about={"credit": credit})


def _receive(application_id: str, instalment_id: str | None) -> Any:
    def act() -> None:
        reader = Reader(request.form)
        amount, received_on, note = _typed(reader)
        reader.check()
        record_credit(
            context(),
            require_actor(),
            application_id,
            instalment_id,
            amount_cents=amount,
            received_on=received_on,
            rest_follows=reader.tick("restFollows"),
            note=note,
            once=once_of_money(application_id),
            expected_version=version_from_form(),
        )

    done = _("Opgeschreven. Fijn dat het geld er is.")
    return credit_form.handle(application_id, act, done, instalment_id=instalment_id)


def _credit(application_id: str, credit_id: str) -> Credit:
    found = reading.read_money(context(), require_actor(), application_id)
    for credit in found.money.credits:
        if credit.id == credit_id and credit.counts:
            return credit
    raise NotFound(_("Dit bedrag is niet gevonden."))


def _typed(reader: Reader) -> tuple[int | None, date, str]:
    amount = reader.maybe_amount("amount")
    if amount is None and not reader.raw("amount"):
        reader.wrong("amount", "required", _("Vul in hoeveel er is binnengekomen."))
    return amount, reader.day("receivedOn", _("Vul in wanneer het geld kwam.")), reader.text("note", MAX_NOTE)

"""The account of a place on the screen: where it stands, who must do what, and stopping a fraud."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.tracker.domain.accounts.records import OWNER_LABELS, AccountOwner, Call, PayoutAccount
from services.tracker.domain.accounts.states import STATE_LABELS
from services.tracker.usecases.accounts import approve_account as approving
from services.tracker.usecases.accounts import propose_account as proposing
from services.tracker.usecases.accounts import read_accounts as reading
from services.tracker.usecases.accounts import reject_account as rejecting
from services.tracker.web.account_evidence import sent_evidence
from services.tracker.web.choosing import MAX_ID, place_asked, places_with
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from services.tracker.web.trying import NOTHING_WRONG, Wrong, sign_in_first, tried
from shared.access.rights import require
from shared.access.web import require_actor
from shared.kernel.errors import Forbidden
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.plumbing.ibans import MAX_TYPED
from shared.uploads.limits import MAX_FORM_BYTES
from shared.wording.texts import gettext as _

NO_FORM: Mapping[str, str] = {}


@page(blueprint, "GET", "/bank-account", right=reading.RIGHT)
def bank_account() -> str:
    """The account of a place: in use, waiting, and what was."""
    place_id = place_asked(reading.RIGHT)
    if place_id is None:
        return render_template("bank_account/choose.html", places=places_with(reading.RIGHT))
    accounts = reading.read_accounts(context(), require_actor(), place_id)
    return render_template("bank_account/bank_account.html", accounts=accounts, state_labels=STATE_LABELS)


@page(blueprint, "GET", "/bank-account/new", right=proposing.RIGHT)
def propose_account_form() -> str:
    """The form for another number."""
    return _propose_page(request.args.get("place", "")[:MAX_ID], NO_FORM, sign_in_first())


@page(blueprint, "POST", "/bank-account/new", right=proposing.RIGHT, max_body=MAX_FORM_BYTES)
def propose_account() -> Any:
    """Keeps the proposal."""
    place_id = request.values.get("place", "")[:MAX_ID]

    wrong = tried(lambda: _propose(place_id))
    if wrong is not NOTHING_WRONG:
        return _propose_page(place_id, request.form, wrong), wrong.status
    flash(_("Voorgesteld. Het bestuur en de coördinator krijgen nu bericht."), "good")
    return to_account(place_id)


@page(blueprint, "GET", "/bank-account/<account_id>/approval", right=approving.RIGHT)
def approve_account_form(account_id: str) -> str:
    """The form for the second person."""
    return _act_page("approve", account_id, NO_FORM, sign_in_first())


@page(blueprint, "POST", "/bank-account/<account_id>/approval", right=approving.RIGHT)
def approve_account(account_id: str) -> Any:
    """Starts the waiting time."""
    wrong = tried(lambda: _approve(account_id))
    if wrong is not NOTHING_WRONG:
        return _act_page("approve", account_id, request.form, wrong), wrong.status
    flash(_("Goedgekeurd. Over 3 dagen gaat het nummer in."), "good")
    return to_account(_account(account_id).place_id)


@page(blueprint, "GET", "/bank-account/<account_id>/rejection", right=approving.RIGHT)
def reject_account_form(account_id: str) -> str:
    """The form for the reason."""
    return _act_page("reject", account_id, NO_FORM, NOTHING_WRONG)


@page(blueprint, "POST", "/bank-account/<account_id>/rejection", right=approving.RIGHT)
def reject_account(account_id: str) -> Any:
    """Stops the account."""
    wrong = tried(lambda: _reject(account_id))
    if wrong is not NOTHING_WRONG:
        return _act_page("reject", account_id, request.form, wrong), wrong.status
    flash(_("Tegengehouden. Er gaat geen geld naar dit nummer."), "good")
    return to_account(_account(account_id).place_id)


@page(blueprint, "GET", "/bank-account/<account_id>/number", right=reading.RIGHT)
def account_number(account_id: str) -> str:
    """The whole number, for who may see it."""
    wrong = sign_in_first()
    account = (
        _account(account_id) if wrong.sign_in_again else reading.read_number(context(), require_actor(), account_id)
    )
    return render_template("bank_account/number.html", account=account, wrong=wrong)


def to_account(place_id: str) -> Response:
    """On to the page of the account of a place."""
    return redirect(_address(place_id), code=303)


def _propose(place_id: str) -> None:
    reader = Reader(request.form)
    owner = reader.choice("owner", list(AccountOwner), _("Kies van wie de rekening is."))
    evidence = sent_evidence(reader, needed=False)
    reader.check()
    proposing.propose_account(
        context(),
        require_actor(),
        place_id,
        iban=reader.raw("iban")[:MAX_TYPED],
        holder=reader.raw("holder"),
        owner=AccountOwner(owner),
        reason=reader.raw("reason"),
        evidence_kept=reader.tick("evidenceKept"),
        evidence=evidence,
        once=once_from_form(lambda account: _address(account.place_id)),
    )


def _approve(account_id: str) -> None:
    reader = Reader(request.form)
    called_on = reader.day("calledOn", _("Vul in op welke dag u belde."))
    reader.check()
    approving.approve_account(
        context(),
        require_actor(),
        account_id,
        call=Call(reader.raw("calledName"), reader.raw("calledNumber"), called_on),
        reason=reader.text("reason", proposing.MAX_REASON),
        once=once_from_form(lambda account: _address(account.place_id)),
        expected_version=version_from_form(),
    )


def _reject(account_id: str) -> None:
    rejecting.reject_account(
        context(),
        require_actor(),
        account_id,
        reason=Reader(request.form).raw("reason"),
        once=once_from_form(lambda account: _address(account.place_id)),
        expected_version=version_from_form(),
    )


def _propose_page(place_id: str, typed: Mapping[str, str], wrong: Wrong) -> str:
    actor = require_actor()
    accounts = reading.read_accounts(context(), actor, place_id)
    require(actor, proposing.RIGHT, place_id=place_id)
    owners = [(owner.value, _(text)) for owner, text in OWNER_LABELS.items()]
    return render_template(
        "bank_account/propose.html", accounts=accounts, owners=owners, typed=typed, wrong=wrong, key=new_id()
    )


def _act_page(name: str, account_id: str, typed: Mapping[str, str], wrong: Wrong) -> str:
    account = _account(account_id)
    accounts = reading.read_accounts(context(), require_actor(), account.place_id)
    if not accounts.may_reject:
        raise Forbidden(_("Dit doet het bestuur of de coördinator."))
    return render_template(
        f"bank_account/{name}.html", account=account, accounts=accounts, typed=typed, wrong=wrong, key=new_id()
    )


def _account(account_id: str) -> PayoutAccount:
    return reading.get_account(context(), require_actor(), account_id)


def _address(place_id: str) -> str:
    return url_for("pages.bank_account", place=place_id)

"""The photo of a card or the statement of a bank that shows number and name of an account."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.domain.accounts.records import PayoutAccount
from services.tracker.usecases.accounts import evidence as proving
from services.tracker.usecases.accounts.read_accounts import get_account
from services.tracker.web.files import read_file
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from services.tracker.web.trying import NOTHING_WRONG, Wrong, sign_in_first, tried
from shared.access.rights import require
from shared.access.web import require_actor
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.uploads import Checked, FileKind
from shared.uploads.kinds import MEDIA_TYPES
from shared.uploads.limits import MAX_FORM_BYTES
from shared.uploads.serving import as_download
from shared.wording.texts import gettext as _


@page(blueprint, "GET", "/bank-account/<account_id>/evidence", right=proving.READ)
def account_evidence(account_id: str) -> Any:
    """The file, for who may see the whole number."""
    wrong = sign_in_first()
    if wrong.sign_in_again:
        return render_template("bank_account/number.html", account=_account(account_id), wrong=wrong)
    file, data = proving.read_evidence(context(), require_actor(), account_id)
    return as_download(data, file.name, MEDIA_TYPES[FileKind(file.kind)])


@page(blueprint, "GET", "/bank-account/<account_id>/evidence/new", right=proving.RIGHT)
def add_evidence_form(account_id: str) -> str:
    """The form for the file."""
    return _form(account_id, sign_in_first())


@page(blueprint, "POST", "/bank-account/<account_id>/evidence/new", right=proving.RIGHT, max_body=MAX_FORM_BYTES)
def add_evidence(account_id: str) -> Any:
    """Keeps the file."""
    wrong = tried(lambda: _add(account_id))
    if wrong is not NOTHING_WRONG:
        return _form(account_id, wrong), wrong.status
    flash(_("Het bestand is bewaard. Alleen het bestuur kan het zien."), "good")
    return redirect(_address(_account(account_id)), code=303)


def sent_evidence(reader: Reader, *, needed: bool) -> Checked | None:
    """The file of the form, with what is wrong with it told by the reader."""
    sent = request.files.get("evidence")
    if not needed and (sent is None or not sent.filename):
        return None
    return read_file(reader, "evidence", kinds=proving.KINDS)


def _add(account_id: str) -> None:
    reader = Reader(request.form)
    checked = sent_evidence(reader, needed=True)
    reader.check()
    if checked is not None:
        once, version = once_from_form(_address), version_from_form()
        actor = require_actor()
        proving.add_evidence(context(), actor, account_id, checked=checked, once=once, expected_version=version)


def _form(account_id: str, wrong: Wrong) -> str:
    account = _account(account_id)
    require(require_actor(), proving.RIGHT, place_id=account.place_id)
    return render_template("bank_account/evidence.html", account=account, wrong=wrong, key=new_id())


def _account(account_id: str) -> PayoutAccount:
    return get_account(context(), require_actor(), account_id)


def _address(account: PayoutAccount) -> str:
    return url_for("pages.bank_account", place=account.place_id)

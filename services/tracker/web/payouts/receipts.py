"""Receipts of a street: adding one, looking at one, and the link by which the group sends them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response, render_template, request, url_for

from services.tracker.usecases.payouts import receipt_links as linking
from services.tracker.usecases.payouts import receipts as receiving
from services.tracker.usecases.payouts.acting import READ, UPDATE
from services.tracker.usecases.payouts.see_parts import file_of, read_receipt
from services.tracker.usecases.payouts.see_streets import read_street
from services.tracker.web.forms import Reader
from services.tracker.web.payouts.base import PayoutForm, Values, press, sent_file, street_url
from services.tracker.web.payouts.payments import photo_answer
from services.tracker.web.payouts.streets import street_values
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.kernel.clock import today_in_amsterdam
from shared.kernel.errors import InvalidInput
from shared.plumbing.addresses import tracker_path
from shared.plumbing.endpoints import once_from_form, page
from shared.plumbing.idempotency import Once
from shared.uploads.limits import MAX_FORM_BYTES
from shared.wording.texts import gettext as _

MAX_REASON = 300
USUAL_DAYS = 120


def new_receipt_of(reader: Reader) -> receiving.NewReceipt:
    """The receipt in a form; what can't be read is told by `reader.check`."""
    name, photo = sent_file("photo")
    return receiving.NewReceipt(
        what=reader.text("what", receiving.MAX_WHAT, missing=_("Vul in wat u kocht.")),
        amount_cents=reader.maybe_amount("amount"),
        photo=photo,
        photo_name=name,
    )


def _receipt_values(receipt_id: str) -> Values:
    receipt, group = read_receipt(context(), require_actor(), receipt_id)
    view = read_street(context(), require_actor(), group.id)
    return {
        "receipt": receipt,
        "group": group,
        "doubles": view.doubles.get(receipt.id, []),
        "double_names": view.double_names,
        "version": receipt.version,
        "back": street_url(group.id),
    }


def _link_values(group_id: str) -> Values:
    today = today_in_amsterdam(context().clock)
    live = read_street(context(), require_actor(), group_id).link
    return {**street_values(group_id), "link": live, "usual_end": today + timedelta(days=USUAL_DAYS)}


new_page = PayoutForm("payouts/receipt_new.html", street_values)
check_page = PayoutForm("payouts/receipt.html", _receipt_values)
link_page = PayoutForm("payouts/link.html", _link_values)


@page(blueprint, "GET", "/payouts/<group_id>/receipts/new", right=UPDATE)
def new_receipt_form(group_id: str) -> str:
    """The form for a receipt."""
    return new_page.show(group_id)


@page(blueprint, "POST", "/payouts/<group_id>/receipts/new", right=UPDATE, max_body=MAX_FORM_BYTES)
def new_receipt(group_id: str) -> Any:
    """Keeps a receipt that somebody of the host was given."""

    def act(reader: Reader, once: Once | None, _version: int) -> None:
        new = new_receipt_of(reader)
        reader.check()
        receiving.add_receipt(context(), require_actor(), group_id, new, once=once)

    return new_page.handle(group_id, act, _("De bon is bewaard. Kijk hem nu na."))


@page(blueprint, "GET", "/payouts/receipts/<receipt_id>", right=READ)
def show_receipt(receipt_id: str) -> str:
    """One receipt, to take or refuse."""
    return check_page.show(receipt_id)


@page(blueprint, "POST", "/payouts/receipts/<receipt_id>", right=UPDATE)
def check_receipt(receipt_id: str) -> Any:
    """Takes or refuses a receipt."""

    def act(reader: Reader, once: Once | None, version: int) -> None:
        accepted = reader.choice("answer", ["accept", "refuse"], _("Kies of de bon meetelt.")) == "accept"
        amount, reason = reader.maybe_amount("amount"), reader.text("reason", MAX_REASON)
        reader.check()
        receiving.check_receipt(
            context(),
            require_actor(),
            receipt_id,
            accepted=accepted,
            amount_cents=amount,
            reason=reason,
            once=once,
            expected_version=version,
        )

    return check_page.handle(receipt_id, act, _("De bon is nagekeken."))


@page(blueprint, "GET", "/payouts/receipts/<receipt_id>/photo", right=READ)
def receipt_photo(receipt_id: str) -> Response:
    """The photo of a receipt."""
    receipt, __ = read_receipt(context(), require_actor(), receipt_id)
    return photo_answer(file_of(context(), receipt.file), _("bon"))


@page(blueprint, "GET", "/payouts/<group_id>/link", right=UPDATE)
def link_form(group_id: str) -> str:
    """The form for a link."""
    return link_page.show(group_id)


@page(blueprint, "POST", "/payouts/<group_id>/link", right=UPDATE)
def make_link(group_id: str) -> Any:
    """Makes a link and shows it, this once."""
    reader = Reader(request.form)
    once = once_from_form(lambda _made: street_url(group_id))
    try:
        ends_on = reader.day("endsOn", _("Vul in tot wanneer de link werkt."))
        reader.check()
        made = linking.make_link(context(), require_actor(), group_id, ends_on=ends_on, once=once)
    except InvalidInput as problem:
        return link_page.again(group_id, problem.errors), 400
    secret_path = url_for("pages.receipts_by_link", secret=made.secret).removeprefix(request.script_root)
    address = f"{context().settings.base_url}{tracker_path(secret_path)}"
    return render_template("payouts/link_made.html", link=made.link, address=address, **street_values(group_id))


@page(blueprint, "POST", "/payouts/<group_id>/link/end", right=UPDATE)
def end_link(group_id: str) -> Any:
    """The link stops working."""

    def act(once: Once | None, _version: int) -> None:
        linking.end_link(context(), require_actor(), group_id, once=once)

    return press(act, _("De link werkt niet meer."), street_url(group_id))

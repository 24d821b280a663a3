"""The page of a group without an account: send photos of receipts, and see what was sent before."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from services.tracker.domain.payouts.states import GroupState
from services.tracker.usecases.payouts import receipt_links as linking
from services.tracker.web.forms import Reader
from services.tracker.web.payouts import words
from services.tracker.web.payouts.receipts import new_receipt_of
from services.tracker.web.routes import blueprint, context
from shared.access.limits import client_key
from shared.access.rights import PUBLIC
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page
from shared.plumbing.idempotency import AlreadyDone
from shared.uploads.limits import MAX_FORM_BYTES
from shared.wording.texts import gettext as _

MAX_SECRET = 100


@page(blueprint, "GET", "/receipts/<secret>", right=PUBLIC)
def receipts_by_link(secret: str) -> Response:
    """The page of the group."""
    return _show(secret, {}, ())


@page(blueprint, "POST", "/receipts/<secret>", right=PUBLIC, max_body=MAX_FORM_BYTES)
def send_receipt_by_link(secret: str) -> Any:
    """Keeps one receipt and shows the page again, for the next."""
    here = url_for("pages.receipts_by_link", secret=secret)
    reader = Reader(request.form)
    try:
        new = new_receipt_of(reader)
        if not new.photo:
            reader.wrong("photo", "required", _("Maak een foto van de bon, of kies er een."))
        reader.check()
        linking.send_receipt(
            context(),
            secret[:MAX_SECRET],
            new,
            client=client_key(request.remote_addr),
            # The address is the secret: it is kept nowhere, also not for a repeat.
            once=once_from_form(lambda _made: ""),
        )
    except InvalidInput as problem:
        return _show(secret, request.form, problem.errors), 400
    except NotAllowedNow as problem:
        return _show(secret, request.form, (FieldError("", problem.code, problem.message),)), 409
    except AlreadyDone:
        pass  # a repeat of what arrived gets the same answer
    flash(_("Uw bon is aangekomen. Hebt u er nog een? Stuur hem hieronder."), "good")
    return redirect(here, code=303)


def _show(secret: str, typed: Any, errors: tuple[FieldError, ...]) -> Response:
    behind = linking.open_link(context(), secret[:MAX_SECRET])
    answer = make_response(
        render_template(
            "payouts/by_link.html",
            behind=behind,
            secret=secret,
            is_open=behind.group.state is GroupState.OPEN,
            words=words,
            typed=typed,
            errors=errors,
            key=new_id(),
        )
    )
    # The address is the secret: no other site may learn it by a link that is followed here.
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer

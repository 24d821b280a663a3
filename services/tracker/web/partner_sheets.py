"""Signing on paper: the sheet to print, and writing down that it was signed, with a photo or scan of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import render_template, request

from services.tracker.domain.partners import MAX_NAME
from services.tracker.usecases.partnering.joint import WRITE
from services.tracker.usecases.partnering.read_joint import read_joint
from services.tracker.usecases.partnering.record_signature import PaperSignature, record_signature
from services.tracker.web.files import read_file
from services.tracker.web.forms import Reader
from services.tracker.web.partnering import ONE, act_on_page, one_of, same_once
from services.tracker.web.routes import blueprint, context
from shared.access.rights import require
from shared.access.web import require_actor
from shared.kernel.errors import InvalidInput
from shared.plumbing.endpoints import page
from shared.uploads.limits import MAX_FORM_BYTES
from shared.wording.texts import gettext as _

MAX_CODE = 20


@page(blueprint, "GET", f"{ONE}/sheet", right=WRITE)
def partner_sheet(application_id: str, partnership_id: str) -> str:
    """One sheet of paper: what is asked, who does what for how much, and a line to sign on."""
    actor = require_actor()
    view = read_joint(context(), actor, application_id)
    require(actor, WRITE, place_id=view.application.place_id)
    return render_template(
        "partnering/sheet.html", view=view, application=view.application, partner=one_of(view, partnership_id)
    )


@page(blueprint, "POST", f"{ONE}/paper-signature", right=WRITE, max_body=MAX_FORM_BYTES)
def record_paper_signature(application_id: str, partnership_id: str) -> Any:
    """Keeps a signature on paper."""

    def act() -> None:
        reader = Reader(request.form)
        signed_by = reader.text("signedBy", MAX_NAME, missing=_("Vul in wie er heeft getekend."))
        signed_on: date = reader.day("signedOn", _("Vul in op welke dag er is getekend."))
        code = reader.text("code", MAX_CODE, missing=_("Vul de code in die onder aan het blad staat."))
        sheet = read_file(reader)
        reader.check()
        if sheet is None:
            raise InvalidInput(reader.errors)
        paper = PaperSignature(signed_by, signed_on, code, sheet)
        record_signature(
            context(), require_actor(), application_id, partnership_id, paper=paper, **same_once(application_id)
        )

    return act_on_page(application_id, act, _("Opgeschreven. Het blad is bewaard."), at=partnership_id)

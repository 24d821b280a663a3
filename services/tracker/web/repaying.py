"""Money that goes back: the claim of the funder, what was paid, and a claim that is let go."""

from __future__ import annotations

from typing import Any

from flask import request

from services.tracker.usecases.accounting import claim as claiming
from services.tracker.usecases.accounting import repay as repaying
from services.tracker.usecases.accounting import write_off as writing_off
from services.tracker.usecases.accounting.claiming import Claimed
from services.tracker.usecases.reading.read_award import read_award
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web.acting import FormPage
from services.tracker.web.forms import Reader
from services.tracker.web.letter_fields import amount_from, letter_from, whole_number
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_TEXT = 2000


def _values(dossier: Dossier) -> dict[str, object]:
    return {"view": read_award(context(), require_actor(), dossier.application.id)}


claim_page = FormPage("awards/claim.html", _values)
repayment_page = FormPage("awards/repayment.html", _values)
write_off_page = FormPage("awards/write_off.html", _values)


@page(blueprint, "GET", "/applications/<application_id>/claim", right=claiming.RIGHT)
def claim_form(application_id: str) -> str:
    """The form for a claim."""
    return claim_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/claim", right=claiming.RIGHT)
def claim(application_id: str) -> Any:
    """Keeps the claim."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        claimed, letter = claimed_from(reader), letter_from(reader)
        reader.check()
        claiming.claim_back(
            context(),
            require_actor(),
            application_id,
            claimed=claimed,
            letter=letter,
            once=once,
            expected_version=version,
        )

    return claim_page.handle(application_id, act, _("Opgeschreven. De betaaldagen en herinneringen staan klaar."))


@page(blueprint, "GET", "/applications/<application_id>/repayment", right=repaying.RIGHT)
def repayment_form(application_id: str) -> str:
    """The form for money that went back."""
    return repayment_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/repayment", right=repaying.RIGHT)
def repayment(application_id: str) -> Any:
    """Keeps the payment."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        amount = amount_from(reader, "amount", _("Vul in hoeveel u terugbetaalde."))
        paid_on = reader.day("paidOn", _("Vul in wanneer u betaalde."))
        note = reader.text("note", MAX_TEXT)
        reader.check()
        repaying.repay(
            context(),
            require_actor(),
            application_id,
            amount_cents=amount,
            paid_on=paid_on,
            note=note,
            once=once,
            expected_version=version,
        )

    return repayment_page.handle(application_id, act, _("Bewaard."))


@page(blueprint, "GET", "/applications/<application_id>/write-off", right=writing_off.RIGHT)
def write_off_form(application_id: str) -> str:
    """The form for a claim that is let go."""
    return write_off_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/write-off", right=writing_off.RIGHT)
def write_off(application_id: str) -> Any:
    """Keeps that the funder lets the claim go."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        reason = reader.text("reason", MAX_TEXT, missing=_("Schrijf op waarom de gever dit doet."))
        letter = letter_from(reader)
        reader.check()
        writing_off.write_off(
            context(),
            require_actor(),
            application_id,
            reason=reason,
            letter=letter,
            once=once,
            expected_version=version,
        )

    return write_off_page.handle(application_id, act, _("Bewaard. De aanvraag is afgesloten."))


def claimed_from(reader: Reader) -> Claimed:
    """The fields `amount`, `dueOn`, `terms` and `reason`."""
    return Claimed(
        amount_cents=amount_from(reader, "amount", _("Vul in hoeveel u moet terugbetalen.")),
        due_on=reader.day("dueOn", _("Vul de eerste betaaldag in.")),
        terms=whole_number(reader, "terms") or 1,
        reason=reader.text("reason", MAX_TEXT),
    )

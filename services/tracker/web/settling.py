"""Writing down what the funder fixed in the end, took back, or fixed lower afterwards."""

from __future__ import annotations

from typing import Any

from flask import request

from services.tracker.domain.settlements import GROUND_LABELS, Ground
from services.tracker.usecases.accounting import revise as revising
from services.tracker.usecases.accounting import revoke as revoking
from services.tracker.usecases.accounting import settle as settling
from services.tracker.usecases.reading.read_award import read_award
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web.acting import FormPage
from services.tracker.web.forms import Reader
from services.tracker.web.letter_fields import amount_from, letter_from
from services.tracker.web.repaying import claimed_from
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_TEXT = 2000


def _values(dossier: Dossier) -> dict[str, object]:
    return {
        "grounds": [(ground.value, _(text)) for ground, text in GROUND_LABELS.items()],
        "view": read_award(context(), require_actor(), dossier.application.id),
    }


settlement_page = FormPage("awards/settlement.html", _values)
revocation_page = FormPage("awards/revocation.html", _values)
revision_page = FormPage("awards/revision.html", _values)


@page(blueprint, "GET", "/applications/<application_id>/settlement", right=settling.RIGHT)
def settlement_form(application_id: str) -> str:
    """The form for what was fixed."""
    return settlement_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/settlement", right=settling.RIGHT)
def settlement(application_id: str) -> Any:
    """Keeps what was fixed."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        settled = _settled(reader)
        letter = letter_from(reader)
        reader.check()
        settling.settle(
            context(),
            require_actor(),
            application_id,
            settled=settled,
            letter=letter,
            once=once,
            expected_version=version,
        )

    return settlement_page.handle(application_id, act, _("Het bedrag is bewaard. Uw team krijgt bericht."))


@page(blueprint, "GET", "/applications/<application_id>/revocation", right=revoking.RIGHT)
def revocation_form(application_id: str) -> str:
    """The form for an award that is taken back."""
    return revocation_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/revocation", right=revoking.RIGHT)
def revocation(application_id: str) -> Any:
    """Keeps that the award is taken back."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        reason = reader.text("reason", MAX_TEXT, missing=_("Schrijf op waarom de gever dit doet."))
        letter = letter_from(reader)
        reader.check()
        revoking.revoke_award(
            context(),
            require_actor(),
            application_id,
            reason=reason,
            letter=letter,
            once=once,
            expected_version=version,
        )

    return revocation_page.handle(application_id, act, _("Opgeschreven. Uw team krijgt bericht."))


@page(blueprint, "GET", "/applications/<application_id>/revision", right=revising.RIGHT)
def revision_form(application_id: str) -> str:
    """The form for a lower amount afterwards."""
    return revision_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/revision", right=revising.RIGHT)
def revision(application_id: str) -> Any:
    """Keeps the lower amount and the claim."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        final = amount_from(reader, "final", _("Vul het nieuwe bedrag in."))
        claimed = claimed_from(reader)
        if not claimed.reason:
            reader.wrong("reason", "required", _("Schrijf op waarom de gever dit doet."))
        letter = letter_from(reader)
        reader.check()
        revising.revise_settlement(
            context(),
            require_actor(),
            application_id,
            final_cents=final,
            claimed=claimed,
            letter=letter,
            once=once,
            expected_version=version,
        )

    return revision_page.handle(application_id, act, _("Opgeschreven. De betaaldagen staan klaar."))


def _settled(reader: Reader) -> settling.Settled:
    ground = reader.raw("ground")
    return settling.Settled(
        final_cents=amount_from(reader, "final", _("Vul in welk bedrag de gever vaststelde.")),
        ground=Ground(ground) if ground in list(Ground) else None,
        reason=reader.text("reason", MAX_TEXT),
        eligible_cents=reader.maybe_amount("eligible"),
        other_income_cents=reader.maybe_amount("otherIncome"),
        keep_until=reader.maybe_day("keepUntil"),
        spot_check=reader.tick("spotCheck"),
    )

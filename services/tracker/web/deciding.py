"""Writing down what the funder decided."""

from __future__ import annotations

from typing import Any

from flask import request

from services.tracker.domain.decisions import OUTCOME_LABELS, Outcome
from services.tracker.usecases.applying import record_decision as recording
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web.acting import FormPage
from services.tracker.web.forms import Reader
from services.tracker.web.letter_words import of_letter
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_NOTE = 2000


def _outcomes(_dossier: Dossier) -> dict[str, object]:
    return {"outcomes": [(outcome.value, _(text)) for outcome, text in OUTCOME_LABELS.items()]}


decision_page = FormPage("applications/decision.html", _outcomes)


@page(blueprint, "GET", "/applications/<application_id>/decision", right=recording.RIGHT)
def decision_form(application_id: str) -> str:
    """The form for the decision; with `reading` it holds what somebody confirmed of the letter."""
    return decision_page.show(application_id, of_letter(application_id, request.args.get("reading", "")))


@page(blueprint, "POST", "/applications/<application_id>/decision", right=recording.RIGHT)
def decision(application_id: str) -> Any:
    """Keeps the decision."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        outcome = reader.choice("outcome", list(Outcome), _("Kies wat de gever besloot."))
        amount = reader.maybe_amount("amount")
        letter_on = reader.day("letterOn", _("Vul de datum in die op de brief staat."))
        received_on = reader.day("receivedOn", _("Vul in wanneer u het besluit kreeg."))
        note = reader.text("note", MAX_NOTE)
        if not reader.tick("letterKept"):
            reader.wrong("letterKept", "required", _("Bewaar eerst de brief of de mail, en vink dit aan."))
        reader.check()
        recording.record_decision(
            context(),
            require_actor(),
            application_id,
            outcome=Outcome(outcome),
            amount_cents=amount,
            letter_on=letter_on,
            received_on=received_on,
            letter_kept=True,
            note=note,
            once=once,
            expected_version=version,
        )

    return decision_page.handle(application_id, act, _("Het besluit is bewaard. Uw team krijgt bericht."))

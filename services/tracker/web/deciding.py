"""Writing down what the funder decided."""

from __future__ import annotations

from typing import Any

from flask import request

from services.tracker.domain.decisions import OUTCOME_LABELS, Outcome
from services.tracker.domain.providers import is_public
from services.tracker.usecases.applying import record_decision as recording
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web.acting import FormPage
from services.tracker.web.forms import Reader
from services.tracker.web.letter_words import of_letter
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.contracts.codes import codes, label
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.wording.language import current_language
from shared.wording.texts import gettext as _

MAX_LINE = 200
MAX_NOTE = 2000
AGAIN = {"yes": True, "no": False}


def _choices(dossier: Dossier) -> dict[str, object]:
    language = current_language()
    return {
        "outcomes": [(outcome.value, _(text)) for outcome, text in OUTCOME_LABELS.items()],
        "reasons": [(code, label("refusal_reasons", code, language)) for code in codes("refusal_reasons")],
        "typed_reasons": request.form.getlist("reasons"),
        "public": is_public(dossier.snapshot.provider_kind) is not False,
    }


decision_page = FormPage("applications/decision.html", _choices)


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
        amount_reason = reader.text("amountReason", MAX_LINE)
        referred_to = reader.text("referredTo", MAX_LINE)
        objection_until = reader.maybe_day("objectionUntil")
        note = reader.text("note", MAX_NOTE)
        known = codes("refusal_reasons")
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
            amount_reason=amount_reason,
            reasons=tuple(code for code in request.form.getlist("reasons") if code in known),
            referred_to=referred_to,
            may_apply_again=AGAIN.get(reader.raw("mayApplyAgain")),
            objection_until=objection_until,
            note=note,
            reading_id=reader.raw("reading"),
            once=once,
            expected_version=version,
        )

    return decision_page.handle(application_id, act, _("Het besluit is bewaard. Uw team krijgt bericht."))

"""Telling the funder of a change of the plan, and writing down the answer."""

from __future__ import annotations

from typing import Any

from flask import request

from services.tracker.domain.plan_changes import CHANGE_LABELS, ChangeKind
from services.tracker.usecases.accounting import answer_change as answering
from services.tracker.usecases.accounting import request_change as requesting
from services.tracker.usecases.reading.read_award import read_award
from services.tracker.usecases.reading.read_dossier import Dossier
from services.tracker.web.acting import FormPage
from services.tracker.web.forms import Reader
from services.tracker.web.letter_fields import letter_from
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.plumbing.endpoints import page
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_TEXT = 2000


def _values(dossier: Dossier) -> dict[str, object]:
    return {
        "kinds": [(kind.value, _(text)) for kind, text in CHANGE_LABELS.items()],
        "view": read_award(context(), require_actor(), dossier.application.id),
    }


change_page = FormPage("awards/plan_change.html", _values)
answer_page = FormPage("awards/plan_answer.html", _values)


@page(blueprint, "GET", "/applications/<application_id>/plan-change", right=requesting.RIGHT)
def plan_change_form(application_id: str) -> str:
    """The form for a change; `kind` in the address chooses beforehand what changes."""
    return change_page.show(application_id, {"kind": request.args.get("kind", "")})


@page(blueprint, "POST", "/applications/<application_id>/plan-change", right=requesting.RIGHT)
def plan_change(application_id: str) -> Any:
    """Keeps the change."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        kind = reader.choice("kind", list(ChangeKind), _("Kies wat er verandert."))
        what = reader.text("what", MAX_TEXT, missing=_("Schrijf op wat er verandert en waarom."))
        asked_on = reader.day("askedOn", _("Vul in wanneer u het de gever liet weten."))
        moved, report_on = reader.maybe_amount("moved"), reader.maybe_day("reportOn")
        reader.check()
        requesting.request_change(
            context(),
            require_actor(),
            application_id,
            kind=ChangeKind(kind),
            what=what,
            asked_on=asked_on,
            moved_cents=moved,
            report_on=report_on,
            once=once,
            expected_version=version,
        )

    return change_page.handle(application_id, act, _("Opgeschreven. Wij sturen niets: laat het zelf de gever weten."))


@page(blueprint, "GET", "/applications/<application_id>/plan-answer", right=answering.RIGHT)
def plan_answer_form(application_id: str) -> str:
    """The form for the answer of the funder."""
    return answer_page.show(application_id)


@page(blueprint, "POST", "/applications/<application_id>/plan-answer", right=answering.RIGHT)
def plan_answer(application_id: str) -> Any:
    """Keeps the answer."""

    def act(once: Once | None, version: int) -> None:
        reader = Reader(request.form)
        answer = reader.choice("answer", ("yes", "no"), _("Kies wat de gever zei."))
        letter, report_on = letter_from(reader, reader.text("note", MAX_TEXT)), reader.maybe_day("reportOn")
        reader.check()
        answering.answer_change(
            context(),
            require_actor(),
            application_id,
            approved=answer == "yes",
            letter=letter,
            report_on=report_on,
            once=once,
            expected_version=version,
        )

    return answer_page.handle(application_id, act, _("Het antwoord is bewaard."))

"""The pages on which a letter of the funder comes in, and on which a person checks what was read in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.domain.decisions import OUTCOME_LABELS, Outcome
from services.tracker.domain.letters.confirmed import (
    MAX_CONDITION,
    MOST_WEEKS,
    MOST_YEARS,
    Confirmed,
    ConfirmedCondition,
)
from services.tracker.domain.letters.read_letter import MAX_CONDITIONS, MAX_LETTERS
from services.tracker.domain.letters.reading import PLANS
from services.tracker.domain.states import Event
from services.tracker.usecases.letters.confirm_letter import confirm_letter
from services.tracker.usecases.letters.see_letter import see_letter
from services.tracker.usecases.letters.take_letter import RIGHT, take_letter
from services.tracker.usecases.reading.read_dossier import read_dossier
from services.tracker.web import letter_words as words
from services.tracker.web.acting import FormPage, to_application
from services.tracker.web.files import ACCEPT, read_file
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.uploads import Checked
from shared.uploads.limits import MAX_FORM_BYTES
from shared.wording.texts import gettext as _

MAX_REFERENCE = 100

letter_page = FormPage("letters/take.html", lambda _dossier: {"accept": ACCEPT, "most": MAX_LETTERS})


@page(blueprint, "GET", "/applications/<application_id>/letters/new", right=RIGHT)
def letter_form(application_id: str) -> str:
    """The form for a letter."""
    return letter_page.show(application_id)


@page(
    blueprint, "POST", "/applications/<application_id>/letters", right=RIGHT, max_body=MAX_FORM_BYTES + MAX_LETTERS * 4
)
def create_letter(application_id: str) -> Any:
    """Keeps and reads the letter, and goes on to what was found."""
    reader = Reader(request.form)
    sent = request.files.get("file")
    checked: Checked | None = read_file(reader) if sent is not None and sent.filename else None

    def address(reading: Any) -> str:
        return url_for("pages.show_letter", application_id=application_id, reading_id=reading.id)

    try:
        reader.check()
        text = request.form.get("text", "")
        once = once_from_form(address)
        reading = take_letter(context(), require_actor(), application_id, checked=checked, text=text, once=once)
    except InvalidInput as problem:
        return letter_page.again(application_id, problem.errors, 400)
    except NotAllowedNow as problem:
        return letter_page.again(application_id, (FieldError("", problem.code, problem.message),), 409)
    return redirect(address(reading), code=303)


@page(blueprint, "GET", "/applications/<application_id>/letters/<reading_id>", right=RIGHT)
def show_letter(application_id: str, reading_id: str) -> str:
    """What was found, with the sentences marked."""
    return _show(application_id, reading_id)


@page(blueprint, "POST", "/applications/<application_id>/letters/<reading_id>", right=RIGHT)
def confirm(application_id: str, reading_id: str) -> Any:
    """Keeps what the person made of it, and goes on to the decision."""
    try:
        confirm_letter(
            context(),
            require_actor(),
            application_id,
            reading_id,
            confirmed=_confirmed(Reader(request.form)),
            expected_version=version_from_form(),
        )
    except InvalidInput as problem:
        return _show(application_id, reading_id, request.form, problem.errors), 400
    except Stale as problem:
        return _show(application_id, reading_id, request.form, (FieldError("", "stale", problem.message),)), 412
    allowed = read_dossier(context(), require_actor(), application_id).allowed_events
    if Event.DECIDE_AWARD not in allowed:
        flash(_("De brief is nagekeken en bewaard."), "good")
        return to_application(application_id)
    flash(_("De brief is nagekeken. Kijk hieronder het besluit na en bewaar het."), "good")
    return redirect(url_for("pages.decision_form", application_id=application_id, reading=reading_id), code=303)


def _confirmed(reader: Reader) -> Confirmed:
    outcome = reader.choice("outcome", list(Outcome), _("Kies wat de gever besloot."))
    confirmed = Confirmed(
        outcome=Outcome(outcome),
        letter_on=reader.day("letterOn", _("Vul de datum in die op de brief staat.")),
        received_on=reader.day("receivedOn", _("Vul in wanneer u het besluit kreeg.")),
        amount_cents=reader.maybe_amount("amount"),
        reference=reader.text("reference", MAX_REFERENCE),
        objection_weeks=_number(reader, "objectionWeeks", MOST_WEEKS),
        payment_plan=reader.raw("paymentPlan"),
        spend_before=reader.maybe_day("spendBefore"),
        report_due=reader.maybe_day("reportDue"),
        report_when=reader.text("reportWhen", 200),
        keep_years=_number(reader, "keepYears", MOST_YEARS),
    )
    if confirmed.payment_plan and confirmed.payment_plan not in PLANS:
        reader.wrong("paymentPlan", "unknown", _("Kies hoe de gever betaalt."))
    conditions = tuple(_conditions(reader))
    reader.check()
    return replace(confirmed, conditions=conditions)


def _conditions(reader: Reader) -> list[ConfirmedCondition]:
    found = []
    for number in range(MAX_CONDITIONS + 1):
        text = reader.text(f"condition-{number}", MAX_CONDITION)
        due_on = reader.maybe_day(f"conditionDue-{number}")
        if text:
            found.append(ConfirmedCondition(text, due_on))
    return found


def _number(reader: Reader, field: str, most: int) -> int | None:
    typed = reader.raw(field)
    if not typed:
        return None
    if typed.isascii() and typed.isdigit() and int(typed[:9]) <= most:
        return int(typed)
    reader.wrong(field, "not_a_number", _("Vul een getal in van 0 tot en met %(most)s.", most=most))
    return None


def _show(
    application_id: str, reading_id: str, typed: Mapping[str, str] | None = None, errors: tuple[FieldError, ...] = ()
) -> str:
    application, reading = see_letter(context(), require_actor(), application_id, reading_id)
    return render_template(
        "letters/check.html",
        application=application,
        letter=reading,
        proposed=words.proposed(reading.reading),
        typed=words.proposed(reading.reading) if typed is None else typed,
        proofs=words.proofs(reading.reading),
        marked=words.marked(reading.reading),
        conditions=words.count_of_conditions(reading),
        outcomes=[(outcome.value, _(text)) for outcome, text in OUTCOME_LABELS.items()],
        plans=words.plan_choices(),
        errors=errors,
        key=new_id(),
    )

"""Letters in words: proposals as values of a form, the sentences they stand in, what the decision form takes."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from services.tracker.domain.letters.confirmed import Confirmed, LetterReading
from services.tracker.domain.letters.reading import CONFIDENCE_LABELS, PLANS, Field, Finding, Reading
from services.tracker.usecases.letters.see_letter import see_letter
from services.tracker.web.routes import context
from shared.access.web import require_actor
from shared.wording.dates import plain_date
from shared.wording.money import amount_to_edit
from shared.wording.texts import gettext as _

MOST_PROOFS = 3

FORM_FIELDS = {
    "outcome": Field.OUTCOME,
    "amount": Field.AMOUNT,
    "letterOn": Field.LETTER_ON,
    "reference": Field.REFERENCE,
    "objectionWeeks": Field.OBJECTION_WEEKS,
    "paymentPlan": Field.PAYMENT_PLAN,
    "spendBefore": Field.SPEND_BEFORE,
    "reportDue": Field.REPORT_DUE,
    "keepYears": Field.KEEP_YEARS,
}
"""The fields of the form and what proposes their value."""


def plan_choices() -> list[tuple[str, str]]:
    """How a funder can pay."""
    return [(code, _(text)) for code, text in PLANS.items()]


def proposed(reading: Reading) -> dict[str, str]:
    """The likeliest proposals as values of the form."""
    best = {name: reading.best(field) for name, field in FORM_FIELDS.items()}
    values = {name: found.value for name, found in best.items() if found is not None}
    if "amount" in values:
        values["amount"] = amount_to_edit(int(values["amount"]))
    if not _is_day(values.get("reportDue", "")):
        values["reportWhen"] = values.pop("reportDue", "")
    for number, condition in enumerate(reading.every(Field.CONDITION)):
        values[f"condition-{number}"] = condition.value
        values[f"conditionDue-{number}"] = condition.due_on.isoformat() if condition.due_on else ""
    return values


def proofs(reading: Reading) -> dict[str, list[tuple[str, str]]]:
    """By field of the form: the sentences it stands in, each with how sure we are."""
    return {
        name: [_proof(reading, found) for found in reading.every(field)[:MOST_PROOFS]]
        for name, field in FORM_FIELDS.items()
    }


def marked(reading: Reading) -> list[tuple[str, bool]]:
    """The letter in pieces; True for the sentences in which something was found."""
    edges = {0, len(reading.text)}
    for found in reading.findings:
        edges |= {found.start, found.end}
    return [
        (reading.text[start:end], any(one.start <= start and end <= one.end for one in reading.findings))
        for start, end in pairwise(sorted(edges))
    ]


def of_letter(application_id: str, reading_id: str) -> dict[str, str]:
    """What the decision form takes from a letter that somebody confirmed; nothing without one."""
    if not reading_id:
        return {}
    _application, reading = see_letter(context(), require_actor(), application_id, reading_id)
    confirmed = reading.confirmed
    if confirmed is None:
        return {}
    return {
        "outcome": confirmed.outcome.value,
        "amount": "" if confirmed.amount_cents is None else amount_to_edit(confirmed.amount_cents),
        "letterOn": confirmed.letter_on.isoformat(),
        "receivedOn": confirmed.received_on.isoformat(),
        "note": "\n".join(_lines(confirmed)),
        "letterKept": "1" if reading.document_id else "",
        "reading": reading.id,
    }


def count_of_conditions(reading: LetterReading) -> int:
    """How many conditions the form has room for: those that were found and one more."""
    return len(reading.reading.every(Field.CONDITION)) + 1


def _lines(confirmed: Confirmed) -> list[str]:
    known = (
        (_("Kenmerk van de gever: %(reference)s", reference=confirmed.reference), confirmed.reference),
        (_("Zo betaalt de gever: %(plan)s", plan=_(PLANS.get(confirmed.payment_plan, ""))), confirmed.payment_plan),
        (_("Geld op vóór: %(day)s", day=_words_of(confirmed.spend_before)), confirmed.spend_before),
        (_("Verslag uiterlijk: %(day)s", day=_words_of(confirmed.report_due)), confirmed.report_due),
        (_("Verslag: %(when)s", when=confirmed.report_when), confirmed.report_when),
        (_("Bonnen bewaren: %(years)s jaar", years=confirmed.keep_years), confirmed.keep_years),
        (_("Bezwaar maken kan %(weeks)s weken lang", weeks=confirmed.objection_weeks), confirmed.objection_weeks),
    )
    asked = [_("Voorwaarde: %(text)s", text=condition.text) for condition in confirmed.conditions]
    return [line for line, there in known if there] + asked


def _words_of(day: date | None) -> str:
    return plain_date(day) if day else ""


def _proof(reading: Reading, found: Finding) -> tuple[str, str]:
    return " ".join(reading.text[found.start : found.end].split()), _(CONFIDENCE_LABELS[found.confidence])


def _is_day(text: str) -> bool:
    return len(text) == len("2027-01-31") and text[:4].isdigit()

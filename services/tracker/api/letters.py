"""Letters of funders: taken in, read by rules, confirmed by a person."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from services.tracker.api.document_shapes import FormSchema
from services.tracker.api.pieces import choice, text
from services.tracker.api.routes import api, context
from services.tracker.domain.decisions import Outcome
from services.tracker.domain.letters.confirmed import (
    MAX_CONDITION,
    MOST_WEEKS,
    MOST_YEARS,
    Confirmed,
    ConfirmedCondition,
    LetterReading,
)
from services.tracker.domain.letters.read_letter import MAX_CONDITIONS, MAX_LETTERS
from services.tracker.domain.letters.reading import PLANS, Confidence, Field
from services.tracker.usecases.letters import take_letter as taking
from services.tracker.usecases.letters.confirm_letter import confirm_letter
from services.tracker.usecases.letters.see_letter import see_letter
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import AmountField, CamelSchema, FileField
from shared.uploads.limits import MAX_FORM_BYTES
from shared.uploads.sent import check_sent

TAGS = ("letters",)


class ReceivedLetterIn(FormSchema):
    """A file, or the text of the letter, or both: then the text is read and the file kept."""

    file = FileField(load_default=None)
    text = text(MAX_LETTERS, load_default="")


class ConditionField(CamelSchema):
    """One thing the funder asks."""

    text = text(MAX_CONDITION, 1, required=True)
    due_on = fields.Date(load_default=None, allow_none=True)


def _number(most: int) -> fields.Integer:
    limits = validate.Range(0, most, error=f"Geef een getal van 0 tot en met {most}.")
    return fields.Integer(load_default=None, allow_none=True, validate=limits)


class ConfirmedField(CamelSchema):
    """What stands in the letter according to a person; null or empty: it is not in it."""

    outcome = fields.Enum(Outcome, by_value=True, required=True)
    letter_on = fields.Date(required=True)
    received_on = fields.Date(required=True)
    amount = AmountField(load_default=None, allow_none=True, attribute="amount_cents")
    reference = text(100, load_default="")
    objection_weeks = _number(MOST_WEEKS)
    payment_plan = fields.String(load_default="", validate=choice(("", *PLANS)))
    spend_before = fields.Date(load_default=None, allow_none=True)
    report_due = fields.Date(load_default=None, allow_none=True)
    report_when = text(200, load_default="")
    keep_years = _number(MOST_YEARS)
    conditions = fields.List(
        fields.Nested(ConditionField),
        load_default=list,
        validate=validate.Length(max=MAX_CONDITIONS + 1, error=f"Geef hooguit {MAX_CONDITIONS + 1} voorwaarden."),
    )


class LetterFindingOut(CamelSchema):
    """A proposal; `start` and `end` are the offsets of its sentence in `text`."""

    field = fields.Enum(Field, by_value=True, required=True)
    value = fields.String(required=True)
    start = fields.Integer(required=True)
    end = fields.Integer(required=True)
    confidence = fields.Enum(Confidence, by_value=True, required=True)
    due_on = fields.Date(required=True, allow_none=True)


class LetterOut(CamelSchema):
    """A letter that was read. `version` is its ETag; `confirmed` is null until a person has looked at it."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    application_id = fields.String(required=True)
    document_id = fields.String(required=True, allow_none=True)
    text = fields.String(required=True)
    findings = fields.List(fields.Nested(LetterFindingOut), required=True)
    confirmed = fields.Nested(ConfirmedField, required=True, allow_none=True)
    read_at = fields.AwareDateTime(required=True, format="iso")
    confirmed_at = fields.AwareDateTime(required=True, format="iso", allow_none=True)


@api.endpoint(
    "POST",
    "/applications/<application_id>/letters",
    summary="Laat een brief van de gever lezen",
    description="Er wordt niets besloten: een mens bevestigt daarna elk voorstel.",
    right=taking.RIGHT,
    body=ReceivedLetterIn(),
    answer=LetterOut(),
    status=201,
    idempotent=True,
    max_body=MAX_FORM_BYTES + MAX_LETTERS * 4,
    tags=TAGS,
)
def create_application_letter(application_id: str, body: dict[str, Any], once: Once) -> LetterReading:
    """Keeps and reads a letter."""
    sent = body["file"]
    checked = check_sent(sent) if sent is not None else None
    return taking.take_letter(context(), require_actor(), application_id, checked=checked, text=body["text"], once=once)


@api.endpoint(
    "GET",
    "/applications/<application_id>/letters/<reading_id>",
    summary="Wat er in een brief is gevonden",
    right=taking.RIGHT,
    answer=LetterOut(),
    tags=TAGS,
)
def get_application_letter(application_id: str, reading_id: str) -> LetterReading:
    """The text, the proposals, and what a person made of them."""
    return see_letter(context(), require_actor(), application_id, reading_id)[1]


@api.endpoint(
    "POST",
    "/applications/<application_id>/letters/<reading_id>/confirmations",
    summary="Bevestig of verbeter wat er in een brief staat",
    right=taking.RIGHT,
    body=ConfirmedField(),
    answer=LetterOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_confirmation(
    application_id: str, reading_id: str, body: dict[str, Any], once: Once, expected_version: int
) -> LetterReading:
    """Keeps what a person made of the letter."""
    conditions = tuple(ConfirmedCondition(**one) for one in body.pop("conditions"))
    return confirm_letter(
        context(),
        require_actor(),
        application_id,
        reading_id,
        confirmed=Confirmed(conditions=conditions, **body),
        once=once,
        expected_version=expected_version,
    )

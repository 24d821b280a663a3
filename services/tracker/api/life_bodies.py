"""What the API takes on the way to a decision and after it. Unknown fields are refused."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from services.tracker.api.pieces import choice
from services.tracker.api.pieces import text as text_of
from services.tracker.domain.rulings import Ruling
from services.tracker.usecases.deciding.recording import Letter
from shared.plumbing.schemas import AmountField, CamelSchema

MAX_NOTE = 2000
MAX_REASON = 500


class LetterIn(CamelSchema):
    """A letter, mail or call of the funder: its date, the day it came, and what it says."""

    letter_on = fields.Date(required=True)
    received_on = fields.Date(required=True)
    text = text_of(MAX_NOTE, load_default="")


class CompletionRequestIn(LetterIn):
    """What the funder asks more, and the last day to send it."""

    text = text_of(MAX_NOTE, 1, required=True)
    term_ends_on = fields.Date(required=True)


class CompletionSentIn(CamelSchema):
    """That it was sent. `countsAnew`: the scheme goes by the day on which an application is complete."""

    sent_on = fields.Date(required=True)
    text = text_of(MAX_NOTE, load_default="")
    accepted_late = fields.Boolean(load_default=False)
    counts_anew = fields.Boolean(load_default=False)


class SetAsideIn(LetterIn):
    """That the funder does not look at it; `objectionUntil` is the last day that the letter names."""

    objection_until = fields.Date(load_default=None, allow_none=True)


class ExtensionIn(LetterIn):
    """How many weeks more the funder takes."""

    weeks = fields.Integer(required=True, strict=True)


class LateDecisionIn(CamelSchema):
    """The day on which the decision should have been there, when it was not known yet."""

    expected_on = fields.Date(load_default=None, allow_none=True)


class ConditionIn(CamelSchema):
    """What must be done before the award holds, by when, what shows it, and who looks at that."""

    text = text_of(MAX_NOTE, 1, required=True)
    due_on = fields.Date(load_default=None, allow_none=True)
    proof = text_of(MAX_NOTE, load_default="")
    checked_by = text_of(200, load_default="")


class ConditionMetIn(CamelSchema):
    """The day on which the funder was content, and how that shows."""

    met_on = fields.Date(required=True)
    note = text_of(MAX_NOTE, load_default="")


class ReasonIn(CamelSchema):
    """Why; may be left out."""

    reason = text_of(MAX_REASON, load_default="")


class LimitPassIn(CamelSchema):
    """Why people go on although a limit seems reached."""

    reason = text_of(MAX_REASON, 1, required=True)


class ObjectionIn(CamelSchema):
    """When the objection was sent, and why."""

    sent_on = fields.Date(required=True)
    grounds = text_of(MAX_NOTE, 1, required=True)


class RulingIn(CamelSchema):
    """What the funder answered on the objection."""

    ruling = fields.String(required=True, validate=choice([ruling.value for ruling in Ruling]))
    letter_on = fields.Date(required=True)
    received_on = fields.Date(required=True)
    amount = AmountField(load_default=None, allow_none=True)
    amount_reason = text_of(MAX_NOTE, load_default="")
    note = text_of(MAX_NOTE, load_default="")


class ResubmissionIn(CamelSchema):
    """A new try; `lessons` go with it."""

    lessons = text_of(MAX_NOTE, load_default="")


def letter_of(body: dict[str, Any]) -> Letter:
    """The letter of a loaded LetterIn; its names are taken out of the body."""
    return Letter(body.pop("letter_on"), body.pop("received_on"), body.pop("text"))

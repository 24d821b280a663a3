"""What the API takes: the shapes of its bodies and queries. Unknown fields are refused."""

from __future__ import annotations

from datetime import time
from typing import Any

from marshmallow import ValidationError, fields, validates_schema

from services.tracker.api.pieces import choice, text
from services.tracker.domain.contacts import ContactOutcome, Way
from services.tracker.domain.deadlines import Basis, Entered
from services.tracker.domain.decisions import Outcome
from shared.contracts.codes import codes
from shared.plumbing.schemas import AmountField, CamelSchema

MAX_TITLE = 200
MAX_NOTE = 2000
MAX_REFERENCE = 100
CHANNELS = codes("apply_via")
REFUSAL_REASONS = codes("refusal_reasons")


def _time() -> fields.Time:
    mend = "Geef een tijd als 17:00."
    messages: dict[str, Any] = {"invalid": mend, "format": mend}
    return fields.Time(load_default=None, allow_none=True, format="%H:%M", error_messages=messages)


class ApplicationIn(CamelSchema):
    """Start an application for a need at a source; `asIdea` keeps it for later."""

    need_id = text(100, 1, required=True)
    source_id = text(100, 1, required=True)
    as_idea = fields.Boolean(load_default=False)


class ApplicationPatch(CamelSchema):
    """The name and the amount of an application; `amount` null: not known."""

    title = text(MAX_TITLE, 1, required=True)
    amount = AmountField(required=True, allow_none=True)


class ClosingIn(CamelSchema):
    """A closing date as the source says it; `time` (17:00) belongs to basis `at` only."""

    date = fields.Date(required=True)
    basis = fields.String(load_default=Basis.UNSTATED.value, validate=choice([basis.value for basis in Basis]))
    time = _time()
    source_text = text(500, load_default=None, allow_none=True)

    @validates_schema
    def check_time(self, data: dict[str, Any], **_: Any) -> None:
        """A time of day is known or not; the basis says which."""
        if (data.get("time") is not None) != (data.get("basis") == Basis.AT):
            raise ValidationError("Geef een tijd bij basis “at”, en alleen daarbij.", "time")


class ClosingDateIn(ClosingIn):
    """A closing date for an application; `sure` when the funder or its page told it."""

    sure = fields.Boolean(required=True)


class FirstContactIn(CamelSchema):
    """What the funder answered on "is it open?"."""

    answer = fields.String(required=True, validate=choice(["open", "closed", "unknown"]))
    spoken_on = fields.Date(required=True)
    closing = fields.Nested(ClosingIn, load_default=None, allow_none=True)
    note = text(MAX_NOTE, load_default="")
    way = fields.String(load_default=Way.CALL.value, validate=choice([way.value for way in Way]))
    outcome = fields.String(
        load_default=ContactOutcome.GO_ON.value, validate=choice([outcome.value for outcome in ContactOutcome])
    )


class SubmissionIn(CamelSchema):
    """Handing in now; with `submittedOn` it was handed in elsewhere, on that day (and time, Dutch time)."""

    channel = fields.String(required=True, validate=choice(CHANNELS))
    submitted_on = fields.Date(load_default=None, allow_none=True)
    submitted_at = _time()
    reference = text(MAX_REFERENCE, load_default="")
    note = text(MAX_NOTE, load_default="")

    @validates_schema
    def check_moment(self, data: dict[str, Any], **_: Any) -> None:
        """A time without a day says nothing."""
        if data.get("submitted_at") is not None and data.get("submitted_on") is None:
            raise ValidationError("Geef ook de dag.", "submittedOn")


class DecisionIn(CamelSchema):
    """What the funder decided; `letterKept` says that the place keeps the letter or mail.

    `reasons` are codes of the list refusal_reasons. `objectionUntil` is the last day that the letter names,
    `readingId` the letter itself when it was read here.
    """

    outcome = fields.String(required=True, validate=choice([outcome.value for outcome in Outcome]))
    amount = AmountField(load_default=None, allow_none=True)
    letter_on = fields.Date(required=True)
    received_on = fields.Date(required=True)
    letter_kept = fields.Boolean(required=True)
    note = text(MAX_NOTE, load_default="")
    amount_reason = text(MAX_NOTE, load_default="")
    reasons = fields.List(fields.String(validate=choice(REFUSAL_REASONS)), load_default=list)
    referred_to = text(MAX_TITLE, load_default="")
    may_apply_again = fields.Boolean(load_default=None, allow_none=True)
    objection_until = fields.Date(load_default=None, allow_none=True)
    reading_id = text(100, load_default="")


class ReturnIn(CamelSchema):
    """Why an application goes back to its author."""

    reason = text(500, 1, required=True)


class CompletionIn(CamelSchema):
    """Whether the task is done."""

    done = fields.Boolean(load_default=True)


def entered_of(body: dict[str, Any]) -> Entered:
    """The closing of a loaded ClosingIn."""
    at: time | None = body["time"]
    return Entered(body["date"], Basis(body["basis"]), at, source_text=body["source_text"])

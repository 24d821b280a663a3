"""What the API takes after an award: the shapes of its bodies. Unknown fields are refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from marshmallow import fields, validate

from services.tracker.api.bodies import CHANNELS, MAX_NOTE
from services.tracker.api.pieces import choice, text
from services.tracker.domain.award_terms import Asked, Settling
from services.tracker.domain.claims import MAX_TERMS
from services.tracker.domain.funder_letters import FunderLetter
from services.tracker.domain.plan_changes import ChangeKind
from services.tracker.domain.reports import Report
from services.tracker.domain.settlements import Ground
from services.tracker.usecases.accounting.claiming import Claimed
from services.tracker.usecases.accounting.settle import Settled
from services.tracker.usecases.reporting.write_report import Written
from shared.plumbing.schemas import AmountField, CamelSchema

MAX_STORY = 20_000


def _maybe_date() -> fields.Date:
    return fields.Date(load_default=None, allow_none=True)


def _maybe_amount() -> AmountField:
    return AmountField(load_default=None, allow_none=True)


def _tick() -> fields.Boolean:
    return fields.Boolean(load_default=False)


class AwardLetterIn(CamelSchema):
    """The letter or mail of the funder; `letterKept` says that the place keeps it."""

    letter_on = fields.Date(required=True)
    received_on = fields.Date(required=True)
    letter_kept = fields.Boolean(required=True)


class AwardTermsIn(CamelSchema):
    """What the funder asks of an award; null: not known. `reportWeeks` counts from `endsOn`.

    `startBefore` and `spendBefore` are the first days that are too late; each is a deadline with reminders.
    """

    settling = fields.String(load_default=None, allow_none=True, validate=choice([one.value for one in Settling]))
    content = _tick()
    finance = _tick()
    receipts = _tick()
    auditor = _tick()
    lessons = _tick()
    guarantee = _tick()
    spot_check = _tick()
    begins_on = _maybe_date()
    ends_on = _maybe_date()
    start_before = _maybe_date()
    spend_before = _maybe_date()
    report_on = _maybe_date()
    report_weeks = fields.Integer(load_default=None, allow_none=True)
    keep_until = _maybe_date()
    interim_on = fields.List(fields.Date(), load_default=[])
    note = text(MAX_NOTE, load_default="")
    questions = text(MAX_NOTE, load_default="")


class PlanChangeIn(CamelSchema):
    """A change that the place tells the funder. `moved`: how much money goes elsewhere; `reportOn`: a new last day."""

    kind = fields.String(required=True, validate=choice([kind.value for kind in ChangeKind]))
    what = text(MAX_NOTE, 1, required=True)
    asked_on = fields.Date(required=True)
    moved = AmountField(load_default=None, allow_none=True)
    report_on = _maybe_date()


class PlanAnswerIn(AwardLetterIn):
    """What the funder says about the change that is open. `reportOn`: the new last day for the report, where it differs
    from what was asked."""

    approved = fields.Boolean(required=True)
    report_on = _maybe_date()
    note = text(MAX_NOTE, load_default="")


class AwardSettlementIn(AwardLetterIn):
    """What the award came to. `eligible` and `otherIncome` go with a deficit guarantee."""

    final = AmountField(required=True)
    ground = fields.String(load_default=None, allow_none=True, validate=choice([one.value for one in Ground]))
    reason = text(MAX_NOTE, load_default="")
    eligible = _maybe_amount()
    other_income = _maybe_amount()
    keep_until = _maybe_date()
    spot_check = _tick()


class RepaymentClaimIn(AwardLetterIn):
    """What the funder wants back: the amount, the first day to pay, and in how many months."""

    amount = AmountField(required=True)
    due_on = fields.Date(required=True)
    terms = fields.Integer(load_default=1, validate=validate.Range(1, MAX_TERMS, error="Kies een getal van 1 tot 36."))
    reason = text(MAX_NOTE, load_default="")


class RevisionIn(RepaymentClaimIn):
    """A lower settlement afterwards (`final`), with the claim that follows from it."""

    final = AmountField(required=True)
    reason = text(MAX_NOTE, 1, required=True)


class RepaymentIn(CamelSchema):
    """Money that went back."""

    amount = AmountField(required=True)
    paid_on = fields.Date(required=True)
    note = text(MAX_NOTE, load_default="")


class AwardReasonIn(AwardLetterIn):
    """Why the funder takes an award back, or lets a claim go."""

    reason = text(MAX_NOTE, 1, required=True)


class ReportPatch(CamelSchema):
    """What is written in a report; what is left away stays. The activities come from the record."""

    from_on = fields.Date(allow_none=True)
    until_on = fields.Date(allow_none=True)
    story = text(MAX_STORY)
    lessons = text(MAX_STORY)
    left_out = fields.List(text(36, 1), validate=validate.Length(max=1000))
    photo_ids = fields.List(text(36, 1), validate=validate.Length(max=100))


class ReportSentIn(CamelSchema):
    """That the report went to the funder."""

    sent_on = fields.Date(required=True)
    channel = fields.String(required=True, validate=choice(CHANNELS))


class ReportQuestionIn(AwardLetterIn):
    """A question of the funder about a report."""

    question = text(MAX_NOTE, 1, required=True)
    answer_by = fields.Date(required=True)


def letter_of(body: dict[str, Any]) -> FunderLetter:
    """The letter of a loaded AwardLetterIn, taken out of the body."""
    return FunderLetter(
        body.pop("letter_on"), body.pop("received_on"), body.pop("letter_kept"), str(body.get("note") or "")
    )


def asked_of(body: dict[str, Any]) -> Asked:
    """The terms of a loaded AwardTermsIn."""
    settling = body.pop("settling")
    interim = tuple(body.pop("interim_on"))
    return Asked(settling=Settling(settling) if settling else None, interim_on=interim, **body)


def settled_of(body: dict[str, Any]) -> Settled:
    """The settlement of a loaded AwardSettlementIn without its letter."""
    ground = body["ground"]
    return Settled(
        body["final"],
        Ground(ground) if ground else None,
        body["reason"],
        body["eligible"],
        body["other_income"],
        body["keep_until"],
        body["spot_check"],
    )


def claimed_of(body: dict[str, Any]) -> Claimed:
    """The claim of a loaded RepaymentClaimIn without its letter."""
    return Claimed(body["amount"], body["due_on"], body["terms"], body["reason"])


def written_of(body: dict[str, Any], now: Report) -> Written:
    """The words of a loaded ReportPatch over those that stand in the report now."""
    kept = {name: getattr(now, name) for name in ("from_on", "until_on", "story", "lessons", "left_out", "photo_ids")}
    written = Written(**kept | body)
    return replace(written, left_out=tuple(written.left_out), photo_ids=tuple(written.photo_ids))

"""What the API gives after an award: the shapes of its answers."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from services.tracker.api.answers import DeadlineOut, deadline_out
from services.tracker.domain.claims import Claim, ClaimTerm
from services.tracker.usecases.reading.read_award import AwardView, ReportView
from shared.plumbing.schemas import AmountField, CamelSchema


def _date() -> fields.Date:
    return fields.Date(required=True, allow_none=True)


def _amount(name: str) -> AmountField:
    return AmountField(required=True, attribute=f"{name}_cents", allow_none=True)


class AwardTermsOut(CamelSchema):
    """What the funder asks of the award."""

    settling = fields.String(required=True, allow_none=True)
    content = fields.Boolean(required=True)
    finance = fields.Boolean(required=True)
    receipts = fields.Boolean(required=True)
    auditor = fields.Boolean(required=True)
    lessons = fields.Boolean(required=True)
    guarantee = fields.Boolean(required=True)
    spot_check = fields.Boolean(required=True)
    begins_on = _date()
    ends_on = _date()
    start_before = _date()
    spend_before = _date()
    report_due = _date()
    keep_until = _date()
    interim_on = fields.List(fields.Date(), required=True)
    note = fields.String(required=True)
    questions = fields.String(required=True)
    complete = fields.Boolean(required=True)
    recorded_at = fields.AwareDateTime(required=True, format="iso")


class ReportOut(CamelSchema):
    """A report that is asked for. `version` is its ETag."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    due_on = _date()
    from_on = _date()
    until_on = _date()
    story = fields.String(required=True)
    lessons = fields.String(required=True)
    left_out = fields.List(fields.String(), required=True)
    photo_ids = fields.List(fields.String(), required=True)
    question = fields.String(required=True)
    signed_at = fields.AwareDateTime(required=True, format="iso", allow_none=True)
    sent_times = fields.Integer(required=True)


class FinanceLineOut(CamelSchema):
    """One line of the financial report."""

    label = fields.String(required=True)
    budget = _amount("budget")
    spent = _amount("spent")
    receipts = fields.Integer(required=True)
    without_receipt = fields.Integer(required=True)


class CostOverclaimOut(CamelSchema):
    """A cost of which funders together are asked too much."""

    cost_id = fields.String(required=True)
    what = fields.String(required=True)
    too_much = _amount("too_much")


class SentReportOut(CamelSchema):
    """A version of a report as it went out; `body` is the whole of it and never changes."""

    id = fields.String(required=True)
    report_id = fields.String(required=True)
    number = fields.Integer(required=True)
    sent_on = fields.Date(required=True)
    channel = fields.String(required=True)
    body = fields.Dict(required=True)
    recorded_at = fields.AwareDateTime(required=True, format="iso")


class WholeReportOut(ReportOut):
    """A report with what stands in it now, what is missing, and what went out before."""

    activity_ids = fields.List(fields.String(), required=True)
    people = fields.Integer(required=True)
    minutes = fields.Integer(required=True)
    finance = fields.List(fields.Nested(FinanceLineOut), required=True)
    spent = _amount("spent")
    award = _amount("award")
    overclaims = fields.List(fields.Nested(CostOverclaimOut), required=True)
    missing = fields.List(fields.String(), required=True)
    sent = fields.List(fields.Nested(SentReportOut), required=True)


class PlanChangeOut(CamelSchema):
    """A change that was told or asked, and what the funder said."""

    id = fields.String(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    what = fields.String(required=True)
    asked_on = fields.Date(required=True)
    moved = _amount("moved")
    report_on = _date()
    answer = fields.String(required=True)
    letter_on = _date()


class AwardSettlementOut(CamelSchema):
    """What the funder fixed."""

    id = fields.String(required=True)
    kind = fields.String(required=True)
    final = _amount("final")
    ground = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True)
    letter_on = fields.Date(required=True)
    received_on = fields.Date(required=True)
    keep_until = _date()
    spot_check = fields.Boolean(required=True)
    recorded_at = fields.AwareDateTime(required=True, format="iso")


class RepaymentTermOut(CamelSchema):
    """One part of a claim."""

    due_on = fields.Date(required=True)
    amount = _amount("amount")


class RepaymentClaimOut(CamelSchema):
    """What the funder wants back, in its terms."""

    id = fields.String(required=True)
    state = fields.String(required=True)
    amount = _amount("amount")
    reason = fields.String(required=True)
    letter_on = fields.Date(required=True)
    terms = fields.List(fields.Nested(RepaymentTermOut), required=True)


class RepaymentOut(CamelSchema):
    """Money that went back."""

    id = fields.String(required=True)
    amount = _amount("amount")
    paid_on = fields.Date(required=True)
    note = fields.String(required=True)


class AwardOut(CamelSchema):
    """All that followed an award. `received` came in, `repaid` went back, `spent` was written down as costs.

    What came in, went back and is claimed is null or empty for who may not see the money.
    """

    application_id = fields.String(required=True)
    state = fields.String(required=True)
    award = _amount("award")
    received = _amount("received")
    repaid = _amount("repaid")
    spent = _amount("spent")
    final = _amount("final")
    claim_left = _amount("claim_left")
    terms = fields.Nested(AwardTermsOut, required=True, allow_none=True)
    reports = fields.List(fields.Nested(ReportOut), required=True)
    changes = fields.List(fields.Nested(PlanChangeOut), required=True)
    settlements = fields.List(fields.Nested(AwardSettlementOut), required=True)
    claims = fields.List(fields.Nested(RepaymentClaimOut), required=True)
    repayments = fields.List(fields.Nested(RepaymentOut), required=True)
    deadlines = fields.List(fields.Nested(DeadlineOut), required=True)


def award_out(view: AwardView) -> dict[str, Any]:
    """An award as AwardOut writes it."""
    award, seen = view.award, view.sees_money
    names = ("award_cents", "final_cents", "terms", "changes")
    money = ("received_cents", "repaid_cents", "claim_left_cents")
    return {name: getattr(award, name) for name in names} | {
        **{name: getattr(award, name) if seen else None for name in money},
        "application_id": view.application.id,
        "state": view.application.state.value,
        "spent_cents": view.spent_cents,
        "reports": view.asked_reports,
        "settlements": award.settlements,
        "claims": [_claim(claim, view.claim_terms) for claim in award.claims if seen],
        "repayments": award.repayments if seen else (),
        "deadlines": [deadline_out(one) for one in view.open_deadlines],
    }


def report_out(view: ReportView) -> dict[str, Any]:
    """A report as WholeReportOut writes it."""
    contents = view.contents
    return vars(view.report) | {
        "activity_ids": [one.id for one in contents.activities],
        "people": contents.people,
        "minutes": contents.minutes,
        "finance": contents.lines,
        "spent_cents": contents.spent_cents,
        "award_cents": contents.award_cents,
        "overclaims": [
            {"cost_id": cost.id, "what": cost.what, "too_much_cents": over} for cost, over in contents.overclaims
        ],
        "missing": view.missing,
        "sent": view.sent,
    }


def _claim(claim: Claim, terms: tuple[ClaimTerm, ...]) -> dict[str, Any]:
    return vars(claim) | {"terms": [term for term in terms if term.claim_id == claim.id]}

"""What the API gives of budgets, funding plans and prepared messages."""

from __future__ import annotations

from marshmallow import fields

from services.tracker.api.budget_bodies import HoursField
from services.tracker.domain.budgets.differences import Change
from services.tracker.domain.budgets.records import CoverKind, CoverState, FreezeReason, NoteState, Vat, Worth
from services.tracker.usecases.budgeting.read_budget import BudgetView
from services.tracker.usecases.budgeting.words import finding_text
from shared.plumbing.schemas import AmountField, CamelSchema


class ShareOut(CamelSchema):
    """The part of a cover that pays one cost line."""

    line_id = fields.String(required=True)
    amount = AmountField(required=True, attribute="cents")


class CostLineOut(CamelSchema):
    """One cost. `cost` is what somebody has to cover: the amount without the VAT that comes back."""

    id = fields.String(required=True)
    text = fields.String(required=True)
    worth = fields.Enum(Worth, by_value=True, required=True)
    amount = AmountField(required=True, attribute="amount_cents")
    cost = AmountField(required=True, attribute="cost_cents")
    kind = fields.String(required=True, allow_none=True)
    vat = fields.Enum(Vat, by_value=True, required=True)
    hours = HoursField(required=True, attribute="minutes", allow_none=True)
    rate = AmountField(required=True, attribute="rate_cents", allow_none=True)
    giver = fields.String(required=True)
    state = fields.Enum(CoverState, by_value=True, required=True)


class CoverOut(CamelSchema):
    """One source of cover; without shares it pays the budget as a whole."""

    id = fields.String(required=True)
    kind = fields.Enum(CoverKind, by_value=True, required=True)
    name = fields.String(required=True)
    amount = AmountField(required=True, attribute="amount_cents")
    state = fields.Enum(CoverState, by_value=True, required=True)
    shares = fields.List(fields.Nested(ShareOut), required=True)


class OverclaimOut(CamelSchema):
    """A line that is covered above 100 %, and by which covers."""

    line_id = fields.String(required=True)
    over = AmountField(required=True, attribute="over_cents")
    covers = fields.List(fields.String(), required=True, attribute="by")


class FundingPlanOut(CamelSchema):
    """The funding plan. `gap` is cost without cover, `over` is cover without cost; worth in kind stands apart."""

    lines = fields.List(fields.Nested(CostLineOut), required=True)
    covers = fields.List(fields.Nested(CoverOut), required=True)
    costs = AmountField(required=True, attribute="costs_cents")
    vat_back = AmountField(required=True, attribute="vat_back_cents")
    in_kind = AmountField(required=True, attribute="in_kind_cents")
    hoped = AmountField(required=True, attribute="hoped_cents")
    sure = AmountField(required=True, attribute="sure_cents")
    gap = AmountField(required=True, attribute="gap_cents")
    over = AmountField(required=True, attribute="over_cents")
    closes = fields.Boolean(required=True)
    overclaimed = fields.Function(lambda plan: OverclaimOut(many=True).dump(plan.overclaimed()))


class BudgetOut(CamelSchema):
    """The budget of a project. `version` is its ETag, 0 while nobody kept it; `number` is the newest frozen version."""

    version = fields.Integer(required=True, attribute="budget.version")
    number = fields.Integer(required=True, attribute="budget.number")
    need_id = fields.String(required=True, attribute="application.need_id")
    plan = fields.Nested(FundingPlanOut, required=True)
    accepted_gap = AmountField(required=True, attribute="budget.accepted_gap_cents", allow_none=True)
    gap_reason = fields.String(required=True, attribute="budget.gap_reason")


class BudgetFindingOut(CamelSchema):
    """A rule of the source that the plan does not keep, in words."""

    code = fields.String(required=True)
    text = fields.String(required=True)


class FreezeOut(CamelSchema):
    """Which application holds on to which version, since when and why."""

    application_id = fields.String(required=True)
    number = fields.Integer(required=True)
    reason = fields.Enum(FreezeReason, by_value=True, required=True)
    frozen_at = fields.AwareDateTime(required=True, format="iso")


class BudgetViewOut(BudgetOut):
    """The budget as one application sees it. `frozenNumber` is the version that this application holds on to."""

    shows_plan = fields.Boolean(required=True)
    gap_accepted = fields.Boolean(required=True)
    findings = fields.List(fields.Nested(BudgetFindingOut), required=True)
    frozen_number = fields.Integer(required=True, allow_none=True)
    freezes = fields.List(fields.Nested(FreezeOut), required=True)


def view_out(view: BudgetView) -> dict[str, object]:
    """A view as BudgetViewOut writes it."""
    findings = [{"code": one.code, "text": finding_text(one)} for one in view.findings]
    names = ("budget", "plan", "shows_plan", "gap_accepted", "freezes")
    frozen = None if view.frozen is None else view.frozen.number
    return {name: getattr(view, name) for name in names} | {"findings": findings, "frozen_number": frozen}


class BudgetVersionOut(CamelSchema):
    """A frozen version; it never changes."""

    number = fields.Integer(required=True)
    lines = fields.List(fields.Nested(CostLineOut), required=True)
    covers = fields.List(fields.Nested(CoverOut), required=True)
    made_at = fields.AwareDateTime(required=True, format="iso")


class DifferenceOut(CamelSchema):
    """One line of two versions beside each other; null where it was not there."""

    change = fields.Enum(Change, by_value=True, required=True)
    name = fields.String(required=True)
    before = AmountField(required=True, attribute="before_cents", allow_none=True)
    after = AmountField(required=True, attribute="after_cents", allow_none=True)


class ComparisonOut(CamelSchema):
    """What changed between two versions; `consentNeeded`: so much money moved that the funder must agree."""

    lines = fields.List(fields.Nested(DifferenceOut), required=True)
    covers = fields.List(fields.Nested(DifferenceOut), required=True)
    moved_percent = fields.Integer(required=True)
    consent_needed = fields.Boolean(required=True)


class FunderNoteOut(CamelSchema):
    """A message to a funder that is prepared and never sent by itself."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    application_id = fields.String(required=True)
    decided_id = fields.String(required=True, metadata={"description": "the application that was awarded"})
    awarded = AmountField(required=True, attribute="awarded_cents")
    over = AmountField(required=True, attribute="over_cents")
    line_texts = fields.List(fields.String(), required=True)
    state = fields.Enum(NoteState, by_value=True, required=True)
    made_at = fields.AwareDateTime(required=True, format="iso")
    closed_at = fields.AwareDateTime(required=True, format="iso", allow_none=True)


class FunderNoteTextOut(FunderNoteOut):
    """A prepared message with what to write."""

    text = fields.String(required=True)


class FunderNotesOut(CamelSchema):
    """The messages of one application."""

    items = fields.List(fields.Nested(FunderNoteTextOut), required=True)

"""The shapes of applying together: what the API takes and what it gives."""

from __future__ import annotations

from marshmallow import fields

from services.tracker.api import pieces
from services.tracker.domain.partners import MAX_NAME, MAX_ROLE, MAX_TASKS, PartnerState
from services.tracker.domain.states import State
from services.tracker.usecases.partnering.leave import MAX_REASON
from shared.plumbing.schemas import AmountField, CamelSchema


class PartnerPartIn(CamelSchema):
    """What a partner is to do, and for which part of the money."""

    role = pieces.text(MAX_ROLE, required=True)
    share = AmountField(load_default=0, attribute="share_cents")
    tasks = pieces.text(MAX_TASKS, load_default="")


class NewPartnerIn(PartnerPartIn):
    """A partner that is known here, or the name of one that is not."""

    partner_id = pieces.text(36, load_default=None, allow_none=True)
    name = pieces.text(MAX_NAME, load_default="")


class PartSignatureIn(CamelSchema):
    """The code of what was read."""

    digest = pieces.text(64, 1, required=True)


class PaperSignatureIn(CamelSchema):
    """Who signed on paper and when, the code on the sheet, and the document that the sheet is kept as."""

    signed_by = pieces.text(MAX_NAME, required=True)
    signed_on = fields.Date(required=True)
    code = pieces.text(20, required=True)
    document_id = pieces.text(36, 1, required=True)


class LeadOfferIn(PartnerPartIn):
    """What the lead does as a partner afterwards, and the papers of this application that go along."""

    document_ids = fields.List(pieces.text(36, 1), load_default=list)


class RefusalIn(CamelSchema):
    """Why not, for who wants to tell."""

    reason = pieces.text(MAX_REASON, load_default="")


class StepOutIn(CamelSchema):
    """Why."""

    reason = pieces.text(MAX_REASON, required=True)


class BackingIn(CamelSchema):
    """Who receives the money, and how many people signed for the plan."""

    receiver = pieces.text(MAX_NAME, load_default="")
    supporters = fields.Integer(load_default=None, allow_none=True)
    counted_on = fields.Date(load_default=None, allow_none=True)


class PartnershipOut(CamelSchema):
    """The part of one partner."""

    id = fields.String(required=True)
    application_id = fields.String(required=True)
    partner_id = fields.String(required=True, allow_none=True)
    partner_name = fields.String(required=True)
    role = fields.String(required=True)
    share = AmountField(required=True, attribute="share_cents")
    tasks = fields.String(required=True)
    state = fields.Enum(PartnerState, by_value=True, required=True)
    version = fields.Integer(required=True)
    agreed_by = fields.String(required=True)
    agreed_on = fields.Date(required=True, allow_none=True)
    elsewhere = fields.Boolean(required=True)
    left_on = fields.Date(required=True, allow_none=True)


class ListedPartnershipOut(PartnershipOut):
    """The part of a place in what another asks for."""

    title = fields.String(required=True)


class JointListOut(CamelSchema):
    """Where a place takes part, newest first."""

    items = fields.List(fields.Nested(ListedPartnershipOut), required=True)


class JointQuery(CamelSchema):
    """Of which place."""

    place_id = pieces.text(36, 1, required=True)


class BackingOut(CamelSchema):
    """Who receives the money, and how many people signed for the plan."""

    receiver = fields.String(required=True)
    supporters = fields.Integer(required=True, allow_none=True)
    counted_on = fields.Date(required=True, allow_none=True)


class LeadOfferOut(CamelSchema):
    """Who is asked to become the lead, and what the lead of now would do then."""

    partnership_id = fields.String(required=True)
    role = fields.String(required=True)
    share = AmountField(required=True, attribute="share_cents")
    tasks = fields.String(required=True)
    offered_at = fields.DateTime(required=True)


class JointOut(CamelSchema):
    """What the parties of an application see of it together; `waiting` are ids of who has to sign still."""

    application_id = fields.String(required=True, attribute="application.id")
    title = fields.String(required=True, attribute="application.title")
    source_name = fields.String(required=True, attribute="application.source_name")
    amount = AmountField(required=True, allow_none=True, attribute="application.amount_cents")
    state = fields.Enum(State, by_value=True, required=True, attribute="application.state")
    closes_on = fields.Date(required=True, allow_none=True)
    lead_name = fields.String(required=True)
    lead_share = AmountField(required=True, allow_none=True, attribute="lead_share_cents")
    partners = fields.List(fields.Nested(PartnershipOut), required=True)
    waiting = fields.List(fields.String(), required=True, attribute="waiting_ids")
    digest = fields.String(required=True)
    code = fields.String(required=True)
    undivided = AmountField(required=True, attribute="rest_cents")
    lead_offer = fields.Nested(LeadOfferOut, required=True, allow_none=True, attribute="offer")
    backing = fields.Nested(BackingOut, required=True, allow_none=True)
    receiver_needed = fields.Boolean(required=True)
    supporters_asked = fields.Integer(required=True, allow_none=True)

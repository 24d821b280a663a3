"""The shapes of agreements: what the API takes and what it gives."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, post_load

from services.tracker.api import pieces
from services.tracker.api.bodies import MAX_NOTE, MAX_TITLE
from services.tracker.domain.agreements.evaluations import Going, PromiseKept
from services.tracker.domain.agreements.obligations import Kept
from services.tracker.domain.agreements.promises import Promise, PromiseKind, Rhythm, Side
from services.tracker.domain.agreements.vocabulary import AgreementEvent, AgreementState
from services.tracker.usecases.agreeing.take_step import STEPS
from services.tracker.usecases.agreeing.wanted import Wanted
from shared.kernel.ids import new_id
from shared.plumbing.schemas import AmountField, CamelSchema


class PromiseIn(CamelSchema):
    """One promise; without `id` it is a new one."""

    id = pieces.text(36, load_default="")
    side = fields.Enum(Side, by_value=True, required=True)
    kind = fields.Enum(PromiseKind, by_value=True, required=True)
    text = pieces.text(500, 1, required=True)
    rhythm = fields.Enum(Rhythm, by_value=True, required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(load_default=None, allow_none=True)
    quantity = fields.Integer(load_default=None, allow_none=True)
    rate = AmountField(load_default=None, allow_none=True, attribute="rate_cents")
    value = AmountField(load_default=None, allow_none=True, attribute="value_cents")

    @post_load
    def to_promise(self, data: dict[str, Any], **_: Any) -> Promise:
        """The promise that was written."""
        return Promise(**data | {"id": data["id"] or new_id()})


class AgreementIn(CamelSchema):
    """A whole draft."""

    title = pieces.text(MAX_TITLE, required=True)
    partner_name = pieces.text(200, load_default="")
    partner_contact = pieces.text(200, load_default="")
    partner_id = pieces.text(36, load_default=None, allow_none=True)
    starts_on = fields.Date(load_default=None, allow_none=True)
    ends_on = fields.Date(load_default=None, allow_none=True)
    notice_days = fields.Integer(load_default=90)
    strategy_id = pieces.text(36, load_default=None, allow_none=True)
    goals = fields.List(pieces.text(300, 1), load_default=list)
    promises = fields.List(fields.Nested(PromiseIn), load_default=list)

    @post_load
    def to_wanted(self, data: dict[str, Any], **_: Any) -> Wanted:
        """The agreement that was written."""
        return Wanted(**data | {"goals": tuple(data["goals"]), "promises": tuple(data["promises"])})


class NewAgreementIn(CamelSchema):
    """A draft of a place."""

    place_id = pieces.text(36, 1, required=True)
    agreement = fields.Nested(AgreementIn, required=True)


class AgreementStepIn(CamelSchema):
    """A step that needs no more than a reason."""

    event = fields.String(required=True, validate=pieces.choice([event.value for event in STEPS]))
    reason = pieces.text(MAX_NOTE, load_default="")


class AgreementSignatureIn(CamelSchema):
    """A signature; with `side`, `signedBy` and `signedOn` one that was given on paper."""

    side = fields.Enum(Side, by_value=True, load_default=None, allow_none=True)
    signed_by = pieces.text(200, load_default="")
    signed_on = fields.Date(load_default=None, allow_none=True)


class AmendmentIn(CamelSchema):
    """A new version for both to sign."""

    promises = fields.List(fields.Nested(PromiseIn), required=True)
    ends_on = fields.Date(load_default=None, allow_none=True)
    reason = pieces.text(MAX_NOTE, required=True)


class RenewalIn(CamelSchema):
    """Going on until another day."""

    ends_on = fields.Date(load_default=None, allow_none=True)
    side = fields.Enum(Side, by_value=True, load_default=None, allow_none=True)


class NoticeIn(CamelSchema):
    """Giving notice."""

    ends_on = fields.Date(required=True)
    reason = pieces.text(MAX_NOTE, required=True)


class KeptIn(CamelSchema):
    """What became of one promise over the year."""

    promise_id = pieces.text(36, 1, required=True)
    kept = fields.Enum(Kept, by_value=True, required=True)
    note = pieces.text(500, load_default="")

    @post_load
    def to_kept(self, data: dict[str, Any], **_: Any) -> PromiseKept:
        """The line that was written."""
        return PromiseKept(**data)


class EvaluationIn(CamelSchema):
    """The yearly talk."""

    held_on = fields.Date(required=True)
    other_party = pieces.text(200, required=True)
    kept = fields.List(fields.Nested(KeptIn), required=True)
    learnt = pieces.text(MAX_NOTE, load_default="")
    going = fields.Enum(Going, by_value=True, required=True)
    next_talk_on = fields.Date(load_default=None, allow_none=True)


class MarkIn(CamelSchema):
    """What became of one duty."""

    kept = fields.Enum(Kept, by_value=True, required=True)
    note = pieces.text(500, load_default="")


class StrategyIn(CamelSchema):
    """A neighbourhood strategy."""

    organisation_id = pieces.text(36, 1, required=True)
    name = pieces.text(200, required=True)
    area = pieces.text(200, load_default="")
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    goals = fields.List(pieces.text(300, 1), required=True)


class AgreementsQuery(CamelSchema):
    """Which agreements."""

    organisation_id = pieces.text(36, load_default=None)
    strategy_id = pieces.text(36, load_default=None)


class PromiseOut(CamelSchema):
    """One promise."""

    id = fields.String(required=True)
    side = fields.Enum(Side, by_value=True, required=True)
    kind = fields.Enum(PromiseKind, by_value=True, required=True)
    text = fields.String(required=True)
    rhythm = fields.Enum(Rhythm, by_value=True, required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True, allow_none=True)
    quantity = fields.Integer(required=True, allow_none=True)
    rate = AmountField(required=True, allow_none=True, attribute="rate_cents")
    value = AmountField(required=True, allow_none=True, attribute="value_cents")


class AgreementOut(CamelSchema):
    """One agreement. `version` is its ETag."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    place_id = fields.String(required=True)
    partner_id = fields.String(required=True, allow_none=True)
    partner_name = fields.String(required=True)
    title = fields.String(required=True)
    state = fields.Enum(AgreementState, by_value=True, required=True)
    starts_on = fields.Date(required=True, allow_none=True)
    ends_on = fields.Date(required=True, allow_none=True)
    notice_days = fields.Integer(required=True)
    strategy_id = fields.String(required=True, allow_none=True)
    goals = fields.List(fields.String(), required=True)
    next_talk_on = fields.Date(required=True, allow_none=True)


class TermsOut(CamelSchema):
    """One version of what both promise."""

    number = fields.Integer(required=True)
    state = fields.String(required=True)
    promises = fields.List(fields.Nested(PromiseOut), required=True)
    reason = fields.String(required=True)


class SignatureOut(CamelSchema):
    """One signature."""

    number = fields.Integer(required=True)
    side = fields.Enum(Side, by_value=True, required=True)
    signed_by = fields.String(required=True)
    signed_on = fields.Date(required=True)
    elsewhere = fields.Boolean(required=True)


class DutyOut(CamelSchema):
    """One duty. `version` is its ETag."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    promise_id = fields.String(required=True)
    due_on = fields.Date(required=True)
    kept = fields.Enum(Kept, by_value=True, required=True, allow_none=True)
    note = fields.String(required=True)


class TalkOut(CamelSchema):
    """One yearly talk."""

    held_on = fields.Date(required=True)
    other_party = fields.String(required=True)
    going = fields.Enum(Going, by_value=True, required=True)
    learnt = fields.String(required=True)


class AgreementFileOut(AgreementOut):
    """One agreement with all that belongs to it."""

    versions = fields.List(fields.Nested(TermsOut), required=True)
    signatures = fields.List(fields.Nested(SignatureOut), required=True)
    duties = fields.List(fields.Nested(DutyOut), required=True)
    talks = fields.List(fields.Nested(TalkOut), required=True)
    allowed_events = fields.List(fields.Enum(AgreementEvent, by_value=True), required=True)


class AgreementsOut(CamelSchema):
    """The agreements that somebody may read."""

    items = fields.List(fields.Nested(AgreementOut), required=True)


class StrategyOut(CamelSchema):
    """A neighbourhood strategy. `version` is its ETag."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    place_id = fields.String(required=True, data_key="organisationId")
    name = fields.String(required=True)
    area = fields.String(required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    goals = fields.List(fields.String(), required=True)


class StrategiesOut(CamelSchema):
    """The strategies that somebody may see."""

    items = fields.List(fields.Nested(StrategyOut), required=True)

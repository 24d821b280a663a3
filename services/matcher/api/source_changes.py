"""Changing and adding sources as JSON: published at once, or kept as a proposal."""

from __future__ import annotations

from marshmallow import fields, validate

from services.matcher.api.base import api, context
from services.matcher.api.given import Given, GivenSchema, named_as_sent
from services.matcher.usecases.care.change_source import KeptChange, add_source, change_source, check_given
from services.matcher.usecases.care.rights import PROPOSE
from services.matcher.usecases.catalogue.see_sources import see_source
from shared.access.web import current_actor
from shared.contracts.codes import codes
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import AmountField, CamelSchema

TAGS = ("catalogue care",)


class BandIn(CamelSchema):
    """The lowest and highest amount of one band; null and absent mean: not known."""

    min = AmountField(allow_none=True)
    max = AmountField(allow_none=True)


class SourceFields(GivenSchema):
    """The fields to change; null takes a fact back to "not known". Give `seenUrl`, or a `note` that says who told it.

    `amounts` are the bands of the source in their order; other facts of a band stay as they are.
    """

    name = fields.String()
    provider = fields.String()
    provider_kind = fields.String(validate=validate.OneOf(codes("provider_kind")))
    mechanism = fields.String(validate=validate.OneOf(codes("mechanism")))
    support = fields.List(fields.String(validate=validate.OneOf(codes("support"))))
    status = fields.String(validate=validate.OneOf(codes("status")))
    opens_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    closing_dates = fields.List(fields.Date(), allow_none=True)
    amounts = fields.List(fields.Nested(BandIn), allow_none=True)
    areas = fields.List(fields.String(metadata={"description": "region code"}))
    url = fields.String(allow_none=True)
    phone = fields.String(allow_none=True)
    first_steps = fields.List(fields.String(validate=validate.OneOf(codes("first_steps"))), allow_none=True)
    summary = fields.String()
    seen_url = fields.String(allow_none=True)
    seen_on = fields.Date(allow_none=True, metadata={"description": "without it: today"})
    note = fields.String(allow_none=True)


class NewSourceFields(SourceFields):
    """What must be known of a new source, and what else is."""

    name = fields.String(required=True)
    provider = fields.String(required=True)
    provider_kind = fields.String(required=True, validate=validate.OneOf(codes("provider_kind")))
    mechanism = fields.String(required=True, validate=validate.OneOf(codes("mechanism")))
    support = fields.List(fields.String(validate=validate.OneOf(codes("support"))), required=True)
    areas = fields.List(fields.String(metadata={"description": "region code"}), required=True)
    summary = fields.String(required=True)


class KeptOut(CamelSchema):
    """What became of it: the `version` that holds now, or the proposal that waits (the other is null)."""

    source_id = fields.String()
    version = fields.Integer(allow_none=True)
    proposal_id = fields.String(attribute="proposal.id", allow_none=True, dump_default=None)


@api.endpoint(
    "POST",
    "/sources/<source_id>/changes",
    summary="Pas een bron aan, of stel een verandering voor",
    right=PROPOSE,
    body=SourceFields(),
    answer=KeptOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def create_change(source_id: str, body: Given, once: Once, expected_version: int) -> KeptChange:
    """For a coordinator it holds at once; what others send waits for a review. If-Match is the source's version."""
    ctx, actor = context(), current_actor()
    entry = see_source(ctx, actor, source_id)[1]
    with named_as_sent(body, lambda: check_given(ctx, body, entry.document)):
        return change_source(ctx, actor, source_id, body, expected_version=expected_version, once=once)


@api.endpoint(
    "POST",
    "/sources",
    summary="Voeg een bron toe, of stel er een voor",
    right=PROPOSE,
    body=NewSourceFields(),
    answer=KeptOut(),
    idempotent=True,
    tags=TAGS,
)
def create_source(body: Given, once: Once) -> KeptChange:
    """The id is made of the names of giver and source."""
    ctx = context()
    with named_as_sent(body, lambda: check_given(ctx, body)):
        return add_source(ctx, current_actor(), body, once=once)

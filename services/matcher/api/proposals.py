"""What a place's own words propose, as JSON."""

from __future__ import annotations

from marshmallow import fields, validate

from services.matcher.api.base import api
from services.matcher.api.given import Given, GivenSchema, named_as_sent
from services.matcher.usecases.needs.describe_need import CREATE
from services.matcher.usecases.proposing.propose_from_words import PROPOSED, Proposal, propose_for_place
from shared.access.web import require_actor
from shared.kernel.errors import FieldError
from shared.plumbing.schemas import CamelSchema
from shared.wording.texts import gettext as _


class WordsIn(GivenSchema):
    """What a place tells in its own words; the place decides who may ask."""

    place_id = fields.String(required=True)
    title = fields.String(allow_none=True)
    description = fields.String(allow_none=True)


class ProposalOut(CamelSchema):
    """One code that the words propose. It counts only when the place puts it into its need."""

    list = fields.String(validate=validate.OneOf(PROPOSED))
    code = fields.String()
    words = fields.List(fields.String(), metadata={"description": "as written, at most five"})
    strength = fields.Float(metadata={"description": "above 0, below 1"})


class ProposalsOut(CamelSchema):
    """All proposals, per code list the strongest first."""

    items = fields.List(fields.Nested(ProposalOut))


@api.endpoint(
    "POST",
    "/needs/proposals",
    summary="Propose themes, groups, kinds of support and of costs from free words; keeps nothing",
    right=CREATE,
    body=WordsIn(),
    answer=ProposalsOut(),
    tags=("needs",),
)
def create_proposals(body: Given) -> dict[str, list[Proposal]]:
    """Reads the words and answers at once."""
    actor, place_id = require_actor(), body.get("place_id")
    if not isinstance(place_id, str):
        missing = FieldError("placeId", "required", _("Zeg van welke plek deze behoefte is."))
        body.unknown = (*body.unknown, missing)
    with named_as_sent(body, lambda: None):
        return {"items": propose_for_place(actor, str(place_id), body)}

"""Proposals for the catalogue as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields, validate

from services.matcher.api.base import api, context
from services.matcher.api.paging import PageQuery, decode, page_of
from services.matcher.api.source_versions import FieldChange
from services.matcher.domain.care.reviewing import ProposalState, Standing
from services.matcher.storage.source_proposals import SourceProposal
from services.matcher.usecases.care.decide_proposal import decide_proposal
from services.matcher.usecases.care.rights import PUBLISH
from services.matcher.usecases.care.see_proposals import list_proposals, see_proposal
from shared.access.rights import SIGNED_IN
from shared.access.web import current_actor
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import CamelSchema

TAGS = ("catalogue care",)


class SourceProposalOut(CamelSchema):
    """One proposal. `version` is its ETag; `baseVersion` the version of the source it was made against (0: new)."""

    id = fields.String()
    version = fields.Integer()
    source_id = fields.String()
    source_name = fields.String()
    base_version = fields.Integer()
    state = fields.Enum(ProposalState, by_value=True)
    changes = fields.List(fields.Nested(FieldChange))
    seen_url = fields.String(allow_none=True)
    note = fields.String()
    proposed_at = fields.DateTime()
    accepted = fields.List(fields.String())
    reason = fields.String()
    decided_at = fields.DateTime(allow_none=True)
    published_version = fields.Integer(allow_none=True)


class ReviewedChangeOut(FieldChange):
    """A proposed field beside what stands there `now`: ready, moved since, or there already."""

    standing = fields.Enum(Standing, by_value=True)
    now = fields.Raw(allow_none=True)


class SourceReviewOut(SourceProposalOut):
    """A proposal against the source as it is now; send `sourceVersion` along with a decision."""

    source_version = fields.Integer()
    may_decide = fields.Boolean()
    changes = fields.List(fields.Nested(ReviewedChangeOut))


class SourceProposalPage(CamelSchema):
    """Some proposals, newest first."""

    items = fields.List(fields.Nested(SourceProposalOut))
    next_cursor = fields.String(allow_none=True)


class SourceProposalQuery(PageQuery):
    """Which proposals."""

    state = fields.String(
        load_default=None,
        validate=validate.OneOf([state.value for state in ProposalState], error="Deze toestand is er niet."),
    )


class SourceDecisionIn(CamelSchema):
    """The fields to take over; none refuses it all. A reason is needed unless all are taken over."""

    accepted = fields.List(fields.String(), required=True)
    reason = fields.String(load_default="")
    source_version = fields.Integer(
        required=True, validate=validate.Range(0, 999_999_999, error="Geef de versie die u bij het voorstel kreeg.")
    )


@api.endpoint(
    "GET",
    "/source-proposals",
    summary="Voorstellen voor de catalogus",
    right=SIGNED_IN,
    query=SourceProposalQuery(),
    answer=SourceProposalPage(),
    tags=TAGS,
)
def get_proposals(query: Mapping[str, Any]) -> dict[str, Any]:
    """All of them for a reviewer, for others their own."""
    state = ProposalState(query["state"]) if query["state"] else None
    before = decode(query["cursor"])
    found = list_proposals(context(), current_actor(), state=state, before=before, limit=query["top"])
    return page_of(found.proposals, found.next_id)


@api.endpoint(
    "GET",
    "/source-proposals/<proposal_id>",
    summary="Eén voorstel",
    right=SIGNED_IN,
    answer=SourceReviewOut(),
    tags=TAGS,
)
def get_proposal(proposal_id: str) -> dict[str, Any]:
    """Field by field, beside what stands there now."""
    review = see_proposal(context(), current_actor(), proposal_id)
    changes = [{**one.change, "standing": one.standing, "now": one.now} for one in review.changes]
    about = {"source_version": review.entry.version if review.entry else 0, "may_decide": review.may_decide}
    return {**vars(review.proposal), **about, "changes": changes}


@api.endpoint(
    "POST",
    "/source-proposals/<proposal_id>/decisions",
    summary="Neem een voorstel over, of een deel ervan, of niet",
    right=PUBLISH,
    body=SourceDecisionIn(),
    answer=SourceProposalOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def create_decision(proposal_id: str, body: Mapping[str, Any], once: Once, expected_version: int) -> SourceProposal:
    """Who proposed it is told."""
    ctx, actor = context(), current_actor()
    return decide_proposal(ctx, actor, proposal_id, **body, expected_version=expected_version, once=once)

"""The history of a source as JSON: open to all, with names for who is signed in."""

from __future__ import annotations

from collections.abc import Mapping

from marshmallow import fields

from services.matcher.api.base import api, context
from services.matcher.usecases.care.see_versions import SeenVersion, see_versions
from shared.access.rights import PUBLIC
from shared.access.web import current_actor
from shared.plumbing.schemas import CamelSchema


class FieldChange(CamelSchema):
    """One field that differs from the version before."""

    field = fields.String()
    before = fields.Raw(allow_none=True)
    after = fields.Raw(allow_none=True)


class SourceVersion(CamelSchema):
    """One version of a source. `byPerson`: not out of a file; names are null for who is not signed in.

    `heard`: a giver's answer made it. `sourceUrl` and `seenOn` tell where and when its facts were seen.
    """

    version = fields.Integer()
    listing = fields.String()
    changed_at = fields.DateTime()
    by_person = fields.Boolean()
    changed_by = fields.String(allow_none=True)
    proposed_by = fields.String(allow_none=True)
    heard = fields.String(allow_none=True)
    source_url = fields.String(allow_none=True)
    seen_on = fields.String(allow_none=True)
    changes = fields.List(fields.Nested(FieldChange))


class SourceHistory(CamelSchema):
    """Every version, newest first."""

    items = fields.List(fields.Nested(SourceVersion))


@api.endpoint(
    "GET",
    "/sources/<source_id>/versions",
    summary="Wat er aan een bron veranderde",
    right=PUBLIC,
    answer=SourceHistory(),
    tags=("sources",),
)
def list_versions(source_id: str) -> Mapping[str, tuple[SeenVersion, ...]]:
    """Every version with the fields that changed."""
    return {"items": see_versions(context(), current_actor(), source_id).versions}

"""What givers answered to "is it still open?" as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields, validate

from services.matcher.api.base import api, context
from services.matcher.api.given import Given, GivenSchema, named_as_sent
from services.matcher.domain.care.checking import Heard
from services.matcher.storage.source_checks import SourceCheck
from services.matcher.usecases.care.check_source import check_source, read_told
from services.matcher.usecases.care.rights import CHECK
from services.matcher.usecases.care.see_checks import see_checks
from services.matcher.usecases.care.undo_check import undo_check
from shared.access.web import current_actor
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import CamelSchema

TAGS = ("catalogue care",)


class CheckIn(GivenSchema):
    """An answer of today. `until`: the closing day of what is open, or when what is closed opens again."""

    heard = fields.String(required=True, validate=validate.OneOf([heard.value for heard in Heard]))
    until = fields.Date(allow_none=True)
    note = fields.String(allow_none=True)


class CheckOut(CamelSchema):
    """One answer. `versionBefore` and `versionAfter` are those of the source; equal when nothing changed by it."""

    id = fields.String()
    source_id = fields.String()
    heard = fields.Enum(Heard, by_value=True)
    told_on = fields.Date()
    until = fields.Date(allow_none=True)
    note = fields.String()
    checked_at = fields.DateTime()
    version_before = fields.Integer()
    version_after = fields.Integer()
    undone_at = fields.DateTime(allow_none=True)


class NamedCheckOut(CheckOut):
    """An answer with the name of who wrote it down."""

    checked_by_name = fields.String()
    may_undo = fields.Boolean()


class CheckList(CamelSchema):
    """The newest answers about a source, newest first."""

    items = fields.List(fields.Nested(NamedCheckOut))


@api.endpoint(
    "GET",
    "/sources/<source_id>/checks",
    summary="Wat de gever antwoordde",
    right=CHECK,
    answer=CheckList(),
    tags=TAGS,
)
def list_checks(source_id: str) -> Mapping[str, list[dict[str, Any]]]:
    """The newest twenty."""
    seen = see_checks(context(), current_actor(), source_id)
    return {"items": [{**vars(one.check), "checked_by_name": one.checked_by, "may_undo": one.may_undo} for one in seen]}


@api.endpoint(
    "POST",
    "/sources/<source_id>/checks",
    summary="Schrijf op wat de gever vandaag antwoordde",
    right=CHECK,
    body=CheckIn(),
    answer=CheckOut(),
    idempotent=True,
    tags=TAGS,
)
def create_check(source_id: str, body: Given, once: Once) -> SourceCheck:
    """It holds at once, and can be taken back for a day."""
    ctx = context()
    with named_as_sent(body, lambda: read_told(body, ctx.today())):
        return check_source(ctx, current_actor(), source_id, body, once=once)


@api.endpoint(
    "POST",
    "/source-checks/<check_id>/undoings",
    summary="Neem een antwoord terug",
    right=CHECK,
    answer=CheckOut(),
    idempotent=True,
    tags=TAGS,
)
def create_undoing(check_id: str, once: Once) -> SourceCheck:
    """The source becomes again what it was before; only within a day, and when nothing changed since."""
    return undo_check(context(), current_actor(), check_id, once=once)

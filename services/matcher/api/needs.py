"""Needs as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields, pre_dump, validate

from services.matcher.api.base import api, context
from services.matcher.api.given import Given, GivenSchema, named_as_sent
from services.matcher.api.paging import PageQuery, decode, page_of
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.needs import change_need, describe_need, need
from services.matcher.usecases.needs.need import PlacedNeed
from services.matcher.usecases.needs.read_need import FIELDS, read_need
from services.matcher.usecases.places.place import my_places
from shared.access.bearer import for_tokens
from shared.access.rights import SIGNED_IN
from shared.access.web import current_actor, require_actor
from shared.contracts.codes import codes
from shared.kernel.errors import FieldError
from shared.kernel.money import parse_amount
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import AmountField, CamelSchema
from shared.wording.texts import gettext as _

AMOUNTS = ("total_budget", "amount_sought", "own_contribution", "own_in_kind")


class CostLine(CamelSchema):
    """One line of the budget."""

    kind = fields.String(required=True, validate=validate.OneOf(codes("cost_kind")))
    amount = AmountField(required=True)
    label = fields.String()


class NeedFields(GivenSchema):
    """What a place tells of its need; null and absent mean: not known."""

    title = fields.String(required=True)
    description = fields.String(required=True)
    support = fields.List(fields.String(validate=validate.OneOf(codes("support"))), required=True)
    themes = fields.List(fields.String(validate=validate.OneOf(codes("themes"))), allow_none=True)
    target_groups = fields.List(fields.String(validate=validate.OneOf(codes("target_groups"))), allow_none=True)
    area = fields.String(allow_none=True, metadata={"description": "region code; only when not at the place"})
    total_budget = AmountField(allow_none=True)
    amount_sought = AmountField(allow_none=True)
    own_contribution = AmountField(allow_none=True)
    own_in_kind = AmountField(allow_none=True)
    costs = fields.List(fields.Nested(CostLine), allow_none=True)
    starts_on = fields.Date(allow_none=True)
    ends_on = fields.Date(allow_none=True)
    already_started = fields.Boolean(allow_none=True)
    initiators = fields.Integer(allow_none=True)
    participants = fields.Integer(allow_none=True)
    signatures = fields.Integer(allow_none=True)
    hours_available = fields.Float(allow_none=True)


class NeedIn(NeedFields):
    """A new need."""

    place_id = fields.String(required=True)


class NeedPatch(NeedFields):
    """The fields to change; null takes a fact back to "not known"."""

    title = fields.String()
    description = fields.String()
    support = fields.List(fields.String(validate=validate.OneOf(codes("support"))))


class NeedOut(CamelSchema):
    """A need as it stands."""

    id = fields.String()
    place_id = fields.String()
    place_name = fields.String()
    version = fields.Integer()
    state = fields.String(validate=validate.OneOf(["open", "closed"]))
    title = fields.String()
    description = fields.String()
    support = fields.List(fields.String())
    themes = fields.List(fields.String())
    target_groups = fields.List(fields.String())
    area = fields.String(allow_none=True)
    total_budget = AmountField()
    amount_sought = AmountField()
    own_contribution = AmountField()
    own_in_kind = AmountField()
    costs = fields.List(fields.Nested(CostLine))
    starts_on = fields.String()
    ends_on = fields.String()
    already_started = fields.Boolean()
    initiators = fields.Integer()
    participants = fields.Integer()
    signatures = fields.Integer()
    hours_available = fields.Float()
    created_at = fields.DateTime()
    changed_at = fields.DateTime()

    @pre_dump
    def flat(self, placed: PlacedNeed, **_kwargs: Any) -> dict[str, Any]:
        """The stored need as one flat row, amounts in cents."""
        row = placed.row
        cents = {name: parse_amount(row.document[name]) for name in AMOUNTS if name in row.document}
        costs = [{**cost, "amount": parse_amount(cost["amount"])} for cost in row.document.get("costs", ())]
        known = {"costs": costs} if costs else {}
        about = {"id": row.id, "place_id": row.place_id, "place_name": placed.place.name, "version": row.version}
        when = {"state": row.state, "created_at": row.created_at, "changed_at": row.changed_at}
        return {**row.document, **cents, **known, **about, **when}


class NeedPage(CamelSchema):
    """Some needs, newest first."""

    items = fields.List(fields.Nested(NeedOut))
    next_cursor = fields.String(allow_none=True)


class NeedQuery(PageQuery):
    """Which needs."""

    place_id = fields.String(load_default=None)
    state = fields.String(load_default=None, validate=validate.OneOf(["open", "closed"], error="Kies open of closed."))


@api.endpoint(
    "GET",
    "/needs",
    summary="Behoeften van de plekken die u mag zien",
    right=SIGNED_IN,
    query=NeedQuery(),
    answer=NeedPage(),
    tags=("needs",),
)
@for_tokens
def list_needs(query: Mapping[str, Any]) -> dict[str, Any]:
    """Newest first."""
    ctx, actor = context(), require_actor()
    places = {place.id: place for place in my_places(ctx, actor)}
    chosen = [query["place_id"]] if query["place_id"] else list(places)
    rows = need.needs_of(
        ctx,
        actor,
        [id_ for id_ in chosen if id_ in places],
        state=query["state"],
        before=decode(query["cursor"]),
        limit=query["top"] + 1,
    )
    shown = rows[: query["top"]]
    more = shown[-1].id if len(rows) > len(shown) else None
    return page_of((PlacedNeed(row, places[row.place_id]) for row in shown), more)


@api.endpoint(
    "POST",
    "/needs",
    summary="Vertel een behoefte",
    right=describe_need.CREATE,
    body=NeedIn(),
    answer=NeedOut(),
    status=201,
    idempotent=True,
    tags=("needs",),
)
def create_need(body: Given, once: Once) -> PlacedNeed:
    """A new need of a place."""
    actor, given = require_actor(), _fields(body)
    place_id = body.get("place_id")
    if not isinstance(place_id, str):
        missing = FieldError("placeId", "required", _("Zeg van welke plek deze behoefte is."))
        body.unknown = (*body.unknown, missing)
    with named_as_sent(body, lambda: _check(given)):
        return describe_need.describe_need(context(), actor, str(place_id), given, once=once)


@api.endpoint("GET", "/needs/<need_id>", summary="Eén behoefte", right=need.READ, answer=NeedOut(), tags=("needs",))
def get_need(need_id: str) -> PlacedNeed:
    """One need."""
    return need.see_need(context(), current_actor(), need_id)


@api.endpoint(
    "PUT",
    "/needs/<need_id>",
    summary="Vervang wat over een behoefte verteld is",
    right=change_need.UPDATE,
    body=NeedFields(),
    answer=NeedOut(),
    if_match=True,
    tags=("needs",),
)
def put_need(need_id: str, body: Given, expected_version: int) -> PlacedNeed:
    """Every field that is left out becomes "not known"."""
    with named_as_sent(body, lambda: _check(body)):
        return change_need.change_need(context(), current_actor(), need_id, body, expected_version=expected_version)


@api.endpoint(
    "PATCH",
    "/needs/<need_id>",
    summary="Verander een deel van een behoefte",
    right=change_need.UPDATE,
    body=NeedPatch(),
    answer=NeedOut(),
    if_match=True,
    tags=("needs",),
)
def patch_need(need_id: str, body: Given, expected_version: int) -> PlacedNeed:
    """Only the fields that are named; null takes a fact back to "not known"."""
    now = need.see_need(context(), current_actor(), need_id)
    given = {**now.row.document, **body}
    with named_as_sent(body, lambda: _check(given)):
        return change_need.change_need(context(), current_actor(), need_id, given, expected_version=expected_version)


@api.endpoint(
    "POST",
    "/needs/<need_id>/closings",
    summary="Sluit een behoefte",
    right=change_need.UPDATE,
    answer=NeedOut(),
    idempotent=True,
    if_match=True,
    tags=("needs",),
)
def create_closing(need_id: str, once: Once, expected_version: int) -> PlacedNeed:
    """It is found, or given up; it can be opened again."""
    return change_need.close_need(context(), current_actor(), need_id, expected_version=expected_version, once=once)


@api.endpoint(
    "POST",
    "/needs/<need_id>/reopenings",
    summary="Open een gesloten behoefte weer",
    right=change_need.UPDATE,
    answer=NeedOut(),
    idempotent=True,
    if_match=True,
    tags=("needs",),
)
def create_reopening(need_id: str, once: Once, expected_version: int) -> PlacedNeed:
    """A closed need becomes open."""
    return change_need.reopen_need(context(), current_actor(), need_id, expected_version=expected_version, once=once)


def _fields(body: Given) -> dict[str, Any]:
    return {name: body[name] for name in FIELDS if name in body}


def _check(given: Mapping[str, Any]) -> None:
    read_need(given, current_catalogue(context().database).regions)

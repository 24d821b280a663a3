"""Places as JSON."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, pre_dump, validate

from services.matcher.api.base import api, context
from services.matcher.api.given import Given, GivenSchema, named_as_sent
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.places import change_place, place, register_place, tell_facts
from services.matcher.usecases.places.place import Place
from services.matcher.usecases.places.read_facts import READERS, read_facts
from shared.access.bearer import for_tokens
from shared.access.directory import Organisation
from shared.access.rights import SIGNED_IN
from shared.access.web import current_actor, require_actor
from shared.contracts.codes import codes
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import CamelSchema


class PlaceIn(GivenSchema):
    """What a place is. Whoever registers it becomes its board, or its contact person."""

    name = fields.String(required=True)
    area = fields.String(required=True, metadata={"description": "region code, as precise as known"})
    legal_form = fields.String(allow_none=True, validate=validate.OneOf(codes("legal_form")))
    kvk_number = fields.String(allow_none=True)


class PlaceFacts(GivenSchema):
    """What a place tells of itself; null takes a fact back to "not known"."""

    fiscal_host = fields.Boolean(allow_none=True)
    board_members = fields.Integer(allow_none=True)
    volunteers = fields.Integer(allow_none=True)
    partners = fields.List(fields.String(validate=validate.OneOf(codes("partner"))), allow_none=True)
    tenure = fields.String(allow_none=True, validate=validate.OneOf(codes("tenure")))
    anbi = fields.Boolean(allow_none=True)
    money_last_year_from = fields.List(fields.String(), allow_none=True)
    reserves_times_yearly_costs = fields.Float(allow_none=True)
    can_prefinance = fields.Boolean(allow_none=True)


class PlaceOut(CamelSchema):
    """A place with what is known of it; facts that are not known are null. `version` is that of the facts."""

    id = fields.String()
    version = fields.Integer()
    name = fields.String()
    area = fields.String(allow_none=True)
    legal_form = fields.String(allow_none=True)
    kvk_number = fields.String(allow_none=True)
    fiscal_host = fields.Boolean(allow_none=True)
    board_members = fields.Integer(allow_none=True)
    volunteers = fields.Integer(allow_none=True)
    partners = fields.List(fields.String(), allow_none=True)
    tenure = fields.String(allow_none=True)
    anbi = fields.Boolean(allow_none=True)
    money_last_year_from = fields.List(fields.String(), allow_none=True)
    reserves_times_yearly_costs = fields.Float(allow_none=True)
    can_prefinance = fields.Boolean(allow_none=True)
    told = fields.List(fields.Dict())

    @pre_dump
    def flat(self, shown: Place, **_kwargs: Any) -> dict[str, Any]:
        """One flat row."""
        nothing = dict.fromkeys(("area", "legal_form", "kvk_number", *READERS))
        told = [{"fact": name, "toldOn": fact["told_on"]} for name, fact in sorted(shown.facts.facts.items())]
        return {**nothing, **shown.record(), "id": shown.id, "version": shown.version, "told": told}


class OrganisationOut(CamelSchema):
    """What a place is, apart from the facts it tells; `version` is its own."""

    id = fields.String()
    version = fields.Integer()
    name = fields.String()
    area = fields.String(allow_none=True, attribute="area_code")
    legal_form = fields.String(allow_none=True)
    kvk_number = fields.String(allow_none=True)


class PlaceList(CamelSchema):
    """The places whose private side you may see, by name."""

    items = fields.List(fields.Nested(PlaceOut))


@api.endpoint("GET", "/places", summary="Plekken die u mag zien", right=SIGNED_IN, answer=PlaceList(), tags=("places",))
@for_tokens
def list_places() -> dict[str, Any]:
    """By name."""
    return {"items": place.my_places(context(), require_actor())}


@api.endpoint(
    "POST",
    "/places",
    summary="Meld een plek aan",
    right=SIGNED_IN,
    body=PlaceIn(),
    answer=PlaceOut(),
    status=201,
    idempotent=True,
    tags=("places",),
)
def create_place(body: Given, once: Once) -> Place:
    """Whoever registers a place becomes its board."""
    ctx, actor = context(), require_actor()
    regions = current_catalogue(ctx.database).regions
    with named_as_sent(body, lambda: register_place.read_place(body, regions)):
        return register_place.register_place(ctx, actor, body, once=once)


@api.endpoint("GET", "/places/<place_id>", summary="Eén plek", right=place.READ, answer=PlaceOut(), tags=("places",))
def get_place(place_id: str) -> Place:
    """The private side of a place."""
    return place.see_place(context(), require_actor(), place_id)


@api.endpoint(
    "PATCH",
    "/places/<place_id>",
    summary="Vertel wat er over een plek bekend is",
    right=tell_facts.CHANGE,
    body=PlaceFacts(),
    answer=PlaceOut(),
    if_match=True,
    tags=("places",),
)
def patch_place(place_id: str, body: Given, expected_version: int) -> Place:
    """Only the facts that are named; each is kept with the day."""
    with named_as_sent(body, lambda: read_facts(body)):
        return tell_facts.tell_facts(context(), current_actor(), place_id, body, expected_version=expected_version)


@api.endpoint(
    "GET",
    "/places/<place_id>/organisation",
    summary="Wat een plek is",
    right=place.READ,
    answer=OrganisationOut(),
    tags=("places",),
)
def get_organisation(place_id: str) -> Organisation:
    """Name, area, legal form and number."""
    return place.see_place(context(), require_actor(), place_id).organisation


@api.endpoint(
    "PUT",
    "/places/<place_id>/organisation",
    summary="Verander wat een plek is",
    right=tell_facts.CHANGE,
    body=PlaceIn(),
    answer=OrganisationOut(),
    if_match=True,
    tags=("places",),
)
def put_organisation(place_id: str, body: Given, expected_version: int) -> Organisation:
    """Every field that is left out becomes "not known"."""
    ctx = context()
    regions = current_catalogue(ctx.database).regions
    with named_as_sent(body, lambda: register_place.read_place(body, regions)):
        changed = change_place.change_place(ctx, current_actor(), place_id, body, expected_version=expected_version)
    return changed.organisation

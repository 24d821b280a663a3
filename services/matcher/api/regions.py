"""Regions as JSON: typed text becomes codes to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields, validate

from services.matcher.api.base import api, context
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.regions.suggest import AreaChoice, choice, suggest_regions
from shared.access.rights import PUBLIC
from shared.kernel.errors import NotFound
from shared.plumbing.schemas import CamelSchema
from shared.wording.texts import gettext as _


class RegionOut(CamelSchema):
    """One region of CBS; `text` tells it apart from others of the same name."""

    code = fields.String()
    name = fields.String()
    level = fields.String()
    text = fields.String()


class RegionList(CamelSchema):
    """Regions that fit what was typed, best first."""

    items = fields.List(fields.Nested(RegionOut))


class RegionQuery(CamelSchema):
    """What was typed."""

    query = fields.String(required=True, validate=validate.Length(1, 100, error="Geef 1 tot en met 100 tekens."))


@api.endpoint(
    "GET",
    "/regions",
    summary="Gebieden bij een naam",
    right=PUBLIC,
    query=RegionQuery(),
    answer=RegionList(),
    tags=("regions",),
)
def list_regions(query: Mapping[str, Any]) -> dict[str, list[AreaChoice]]:
    """Names repeat: choose one and use its code."""
    regions = current_catalogue(context().database).regions
    return {"items": suggest_regions(regions, query["query"])}


@api.endpoint("GET", "/regions/<code>", summary="Eén gebied", right=PUBLIC, answer=RegionOut(), tags=("regions",))
def get_region(code: str) -> AreaChoice:
    """By code."""
    regions = current_catalogue(context().database).regions
    if code not in regions:
        raise NotFound(_("Dit gebied kennen wij niet."))
    return choice(regions, code)

"""Somebody registers a place and becomes its board (or its contact person, when it has none)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.matcher.domain.regions import Regions
from services.matcher.settings import MatcherContext
from services.matcher.storage.gone_areas import unknown_area
from services.matcher.storage.place_facts import PlaceFactsRow
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.places.place import Place
from services.matcher.usecases.reading import read_all
from services.matcher.usecases.values import OneOf, Reader, Text
from shared.access import directory, registering
from shared.access.actors import Actor
from shared.contracts.codes import codes
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

READERS: Mapping[str, Reader] = {
    "name": Text(200),
    "legal_form": OneOf(codes("legal_form")),
    "kvk_number": Text(20),
    "area": Text(20),
}


def register_place(ctx: MatcherContext, actor: Actor, given: Mapping[str, Any], *, once: Once | None = None) -> Place:
    """Adds a place. `given` holds name and area (a region code), and where known legal_form and kvk_number.

    Raises InvalidInput with every error at once.
    """
    values = read_place(given, current_catalogue(ctx.database).regions)
    with ctx.write_people() as work:
        if once:
            once.begin(work.connection)
        place_id = registering.register_place(
            work,
            actor=actor,
            name=values["name"],
            legal_form=values.get("legal_form"),
            kvk_number=values.get("kvk_number"),
            area_code=values["area"],
        )
        organisation = directory.organisation(work.connection, place_id)
        assert organisation is not None  # noqa: S101 written two lines above, in this transaction
        place = Place(organisation, PlaceFactsRow(place_id, 0, {}))
        if once:
            once.finish(work.connection, place)
    return place


def read_place(given: Mapping[str, Any], regions: Regions) -> dict[str, Any]:
    """The clean values for a place; raises InvalidInput with every error."""
    values, errors = read_all(given, READERS)
    if values.get("area") is None and "area" in values:
        errors.append(FieldError("area", "required", _("Vul in waar het is: uw buurt, wijk of gemeente.")))
    elif "area" in values and values["area"] not in regions:
        errors.append(FieldError("area", "unknown_area", unknown_area(values["area"], regions)))
    errors += _errors_of_organisation(values, {error.field for error in errors})
    if errors:
        raise InvalidInput(errors)
    return values


def _errors_of_organisation(values: Mapping[str, Any], broken: set[str]) -> list[FieldError]:
    try:
        registering.check_organisation(values.get("name") or "", values.get("kvk_number"))
    except InvalidInput as problem:
        return [error for error in problem.errors if error.field not in broken]
    return []

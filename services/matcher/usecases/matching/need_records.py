"""From a need in a file (need.schema.json) to a Need: the same readers as the form and the API, all errors at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from services.matcher.domain.need import Need, need_from_record
from services.matcher.domain.regions import Regions
from services.matcher.storage.gone_areas import unknown_area
from services.matcher.usecases.needs.read_need import FIELDS, read_need
from services.matcher.usecases.places.read_facts import READERS as FACTS
from services.matcher.usecases.places.read_facts import read_facts
from services.matcher.usecases.values import Text, Wrong, shown
from shared.contracts.codes import codes
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_PLACE_FIELDS = frozenset({"name", "area", "legal_form", "kvk_number", *FACTS})
_NEED_FIELDS = frozenset({"id", "place", *FIELDS})


def need_of_record(record: Mapping[str, Any], regions: Regions) -> Need:
    """The Need of one record of a file. Raises InvalidInput with every error, named as in need.schema.json."""
    errors: list[FieldError] = list(_unknown_fields(record, _NEED_FIELDS, ""))
    identifier = record.get("id")
    if not isinstance(identifier, str) or not _ID.match(identifier):
        errors.append(FieldError("id", "bad_id", _("Geef een id van kleine letters, cijfers en streepjes.")))
    document: dict[str, Any] = {}
    try:
        document = read_need(record, regions)
    except InvalidInput as problem:
        errors += problem.errors
    place = _read_place(record.get("place"), regions, errors)
    if errors:
        raise InvalidInput(errors)
    return need_from_record({**document, "id": identifier, "place": place})


def _read_place(given: Any, regions: Regions, errors: list[FieldError]) -> dict[str, Any]:
    if not isinstance(given, Mapping):
        errors.append(FieldError("place", "required", _("Vertel van welke plek dit is: minstens name en area.")))
        return {}
    errors += _unknown_fields(given, _PLACE_FIELDS, "place.")
    found: dict[str, Any] = {}
    try:
        found = read_facts(given)
    except InvalidInput as problem:
        errors += [FieldError(f"place.{error.field}", error.code, error.message) for error in problem.errors]
    found.update(_read_name(given, errors))
    found.update(_read_area(given, regions, errors))
    form = given.get("legal_form")
    if form is not None and form not in codes("legal_form"):
        choices = ", ".join(codes("legal_form"))
        message = _("“%(form)s” kennen wij niet. Kies uit: %(choices)s.", form=str(form)[:40], choices=choices)
        errors.append(FieldError("place.legal_form", "unknown_code", message))
    return {**found, "legal_form": form, "kvk_number": _read_number_of_register(given, errors)}


def _read_number_of_register(given: Mapping[str, Any], errors: list[FieldError]) -> str | None:
    """The number as text; in YAML it is a number unless it stands in quotes."""
    number = given.get("kvk_number")
    try:
        return Text(20)(str(number) if type(number) is int else number)
    except Wrong as wrong:
        errors.append(FieldError("place.kvk_number", wrong.code, wrong.message))
        return None


def _read_name(given: Mapping[str, Any], errors: list[FieldError]) -> dict[str, Any]:
    try:
        name = Text(120)(given.get("name"))
    except Wrong as wrong:
        errors.append(FieldError("place.name", wrong.code, wrong.message))
        return {}
    if name is None:
        errors.append(FieldError("place.name", "required", _("Geef de naam van de plek.")))
    return {"name": name}


def _read_area(given: Mapping[str, Any], regions: Regions, errors: list[FieldError]) -> dict[str, Any]:
    area = given.get("area")
    if area is None:
        errors.append(FieldError("place.area", "required", _("Geef het gebied van de plek, als code (zoals GM0599).")))
    elif area not in regions:
        errors.append(FieldError("place.area", "unknown_area", unknown_area(shown(area), regions)))
    return {"area": area}


def _unknown_fields(given: Mapping[str, Any], known: frozenset[str], path: str) -> list[FieldError]:
    message = _("Dit veld kennen wij niet. Kijk de spelling na of haal het weg.")
    return [FieldError(f"{path}{name}", "unknown_field", message) for name in given if name not in known]

"""Reads what somebody tells about a source: one list of fields for the form and the JSON API, all errors at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

from services.matcher.domain.regions import Regions
from services.matcher.storage.catalogue_files import faults_of
from services.matcher.usecases.values import OneOf, Reader, SomeOf, Text, Wrong, read_day, read_euros
from shared.contracts.codes import codes
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

Record = Mapping[str, Any]
MOST_ROWS = 60
LONGEST_ADDRESS = 1000


def read_address(value: Any) -> str | None:
    """The address of a page, with http or https; a bare name gets https in front."""
    text = Text(LONGEST_ADDRESS)(value)
    if text is None:
        return None
    address = text if "://" in text else f"https://{text}"
    Text(LONGEST_ADDRESS)(address)  # with what was put in front of it
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not parts.username
    except ValueError:
        usable = False
    if not usable or re.search(r"\s", address):
        raise Wrong("not_an_address", _("Dit is geen adres van een pagina. Neem het over uit uw browser."))
    return address


def read_phone(value: Any) -> str | None:
    """A telephone number as people write it: `010 123 45 67`, `+31 10 1234567`."""
    text = Text(40)(value)
    if text is not None and not re.fullmatch(r"[+0-9][0-9 ()-]{5,24}", text):
        raise Wrong("not_a_number", _("Dit is geen telefoonnummer. Gebruik cijfers, zoals 010 123 45 67."))
    return text


READERS: Mapping[str, Reader] = {
    "name": Text(200),
    "provider": Text(200),
    "provider_kind": OneOf(codes("provider_kind")),
    "mechanism": OneOf(codes("mechanism")),
    "support": SomeOf(codes("support")),
    "status": OneOf(codes("status")),
    "opens_on": read_day,
    "ends_on": read_day,
    "url": read_address,
    "phone": read_phone,
    "first_steps": SomeOf(codes("first_steps")),
    "summary": Text(1000),
}
"""The plain fields; `areas`, `closing_dates` and `amounts` are lists and read apart."""

FIELDS = (*READERS, "areas", "closing_dates", "amounts")
"""Everything that can be told one by one; the other facts of a record come in by files."""


REQUIRED = ("name", "provider", "provider_kind", "mechanism", "support", "status", "summary", "areas")


def read_fields(given: Mapping[str, Any], before: Record, regions: Regions) -> dict[str, Any]:
    """The record after what is given; fields that are not named stay as they are, None takes one back to "not known".

    Raises InvalidInput with every error at once, at the names of FIELDS (`amounts.0.min`, `closing_dates.1`).
    """
    after = deepcopy(dict(before))
    errors: list[FieldError] = []
    for name in FIELDS:
        if name in given:
            try:
                _put(after, name, _read(name, given[name]))
            except InvalidInput as problem:
                errors += problem.errors
    broken = {error.field.split(".")[0] for error in errors}
    for path, message in faults_of(after, regions):
        field = _field_of(path or "")
        if field in REQUIRED and field not in broken and not after.get(field):
            errors.append(FieldError(field, "required", _missing(field)))
        elif field.split(".")[0] not in broken:
            errors.append(FieldError(field, "invalid", message))
    if errors:
        raise InvalidInput(errors)
    return after


def _read(name: str, value: Any) -> Any:
    if name in READERS:
        return _one(name, READERS[name], value)
    if name == "closing_dates":
        days = [_one(f"{name}.{number}", read_day, day) for number, day in enumerate(_rows(name, value))]
        return sorted({day for day in days if day}) or None
    if name == "areas":
        return [_one(name, Text(20), code) for code in _rows(name, value)] or None
    return _bands(_rows(name, value))


def _one(field: str, reader: Reader, value: Any) -> Any:
    try:
        return reader(value)
    except Wrong as wrong:
        raise InvalidInput([FieldError(field, wrong.code, wrong.message)]) from wrong


def _rows(name: str, value: Any) -> Sequence[Any]:
    if value is None:
        return ()
    if not isinstance(value, (list, tuple)) or len(value) > MOST_ROWS:
        raise InvalidInput([FieldError(name, "not_a_list", _("Geef een lijst van hooguit %(most)s.", most=MOST_ROWS))])
    return value


def _bands(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """The lowest and highest amount per band, in the order of the record."""
    errors: list[FieldError] = []
    found: list[dict[str, Any]] = []
    for number, row in enumerate(rows):
        band = {}
        for side in ("min", "max"):
            try:
                band[side] = _one(f"amounts.{number}.{side}", read_euros, dict(row).get(side))
            except InvalidInput as problem:
                errors += problem.errors
            except (TypeError, ValueError):
                errors.append(
                    FieldError(f"amounts.{number}", "not_an_object", _("Geef een laagste en hoogste bedrag."))
                )
        found.append(band)
    if errors:
        raise InvalidInput(errors)
    return found


def _put(record: dict[str, Any], name: str, value: Any) -> None:
    """Writes a value where the record keeps it. What says the same as before stays exactly as it was written."""
    if name == "closing_dates":
        _put_closing_dates(record, value)
    elif name == "amounts":
        _put_amounts(record, value)
    elif not _says_the_same(name, record.get(name), value):
        _set(record, name, value)


def _says_the_same(name: str, before: Any, after: Any) -> bool:
    if name not in READERS or isinstance(READERS[name], SomeOf):
        return sorted(before or ()) == sorted(after or ())
    try:
        return bool(READERS[name](before) == after)
    except Wrong:  # an older record may hold what we would not take any more
        return bool(before == after)


def _put_closing_dates(record: dict[str, Any], days: list[str] | None) -> None:
    known = record.get("deadlines") or {}
    if sorted(known.get("dates") or ()) == (days or []):
        return
    terms = dict(known) or {"kind": "unknown"}
    if days and terms["kind"] in ("unknown", "none"):
        terms["kind"] = "fixed" if len(days) == 1 else "rounds"
    _set(terms, "dates", days)
    record["deadlines"] = terms


def _put_amounts(record: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    known = list(record.get("amounts") or ())
    bands = [_band(known[number] if number < len(known) else {}, row) for number, row in enumerate(rows)]
    bands += known[len(rows) :]
    bands = [band for band in bands if any(value is not None for value in band.values())]
    if bands != known:
        _set(record, "amounts", bands or None)


def _band(known: Record, row: Record) -> dict[str, Any]:
    band = dict(known)
    for side, value in row.items():
        if band.get(side) != value:
            _set(band, side, value)
    return band


def _set(values: dict[str, Any], name: str, value: Any) -> None:
    if value is None:
        values.pop(name, None)
    else:
        values[name] = value


def _field_of(path: str) -> str:
    """The name in the form for a path in the record."""
    if path == "areas" or path.startswith("areas."):
        return "areas"
    return path.replace("deadlines.dates", "closing_dates")


def _missing(field: str) -> str:
    """What to fill in when a field must be known."""
    return {
        "name": _("Vul in hoe de regeling of het fonds heet."),
        "provider": _("Vul in wie geeft."),
        "provider_kind": _("Kies wat voor gever het is."),
        "mechanism": _("Kies hoe het werkt."),
        "support": _("Kies wat u kunt krijgen."),
        "status": _("Kies of het open is. “Niet bekend” is een goed antwoord."),
        "summary": _("Vertel in een of twee zinnen waar het voor is."),
        "areas": _("Vul in waar het geldt."),
    }[field]

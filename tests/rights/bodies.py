"""A body that a route takes, made from the schema that it declares: what must be there, with a value that can be."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from shared.plumbing.schemas import AmountField, FileField
from tests.services.tracker.payouts.made import photo
from tests.shared.uploads import made_files

PDF = made_files.pdf(("Een bladzijde",))
PHOTO = photo()
TEXT = "Een gewone tekst"
DAY, MOMENT = "2026-11-22", "2026-11-22T12:00:00+01:00"

BY_NAME: Mapping[str, Any] = {
    "email": "iemand@voorbeeld.nl",
    "iban": "NL91ABNA0417164300",
    "holder": "Huis van de wijk",
    "url": "https://voorbeeld.example.org/pagina",
    "endsOn": "2027-01-31",
    "dueOn": "2027-01-31",
    "closesOn": "2027-01-31",
    "untilOn": "2027-01-31",
    "area": "BU05990321",
    "language": "nl",
    "timezone": "Europe/Amsterdam",
}
"""Values of fields whose name says what must stand in them."""


def body_for(schema: Schema) -> dict[str, Any]:
    """The smallest body that the schema takes, as it goes over the line."""
    found: dict[str, Any] = {}
    for name, field in schema.fields.items():
        key = field.data_key or name
        if field.required and not field.dump_only:
            found[key] = BY_NAME.get(key, None) or value_for(field)
    return found


def a_file(*, is_photo: bool = False) -> tuple[io.BytesIO, str]:
    """A file as a form sends it."""
    return (io.BytesIO(PHOTO), "bon.jpg") if is_photo else (io.BytesIO(PDF), "brief.pdf")


PLAIN: tuple[tuple[type, Any], ...] = (
    (AmountField, "100.00"),
    (fields.Boolean, True),
    (fields.Date, DAY),
    (fields.DateTime, MOMENT),
    (fields.Dict, {}),
)
"""A value for each sort of field without rules of its own. To marshmallow a Date is a DateTime, so it goes first."""


def value_for(field: fields.Field[Any]) -> Any:
    """A value for one field."""
    if chosen := _chosen(field):
        return chosen[0]
    match field:
        case FileField():
            return a_file()
        case fields.Nested():
            return [body_for(field.schema)] if field.many else body_for(field.schema)
        case fields.List():
            return [value_for(field.inner)] if _least(field) else []
        case fields.Enum():
            return _first_of(field)
        case fields.Integer() | fields.Float():
            return _number(field)
    return next((value for sort, value in PLAIN if isinstance(field, sort)), TEXT)


def _chosen(field: fields.Field[Any]) -> list[Any]:
    choices = next((one.choices for one in field.validators if isinstance(one, validate.OneOf)), ())
    return list(choices)


def _first_of(field: fields.Enum[Any]) -> Any:
    first: Any = next(iter(field.enum.__members__.values()))
    return first.name if field.by_value is False else first.value


def _least(field: fields.Field[Any]) -> bool:
    return any(isinstance(one, validate.Length) and (one.min or one.equal) for one in field.validators)


def _number(field: fields.Field[Any]) -> int:
    ranges = [one.min for one in field.validators if isinstance(one, validate.Range) and one.min is not None]
    return max([1, *(int(least) for least in ranges)])

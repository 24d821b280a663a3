"""Base of the JSON schemas at the edge: camelCase names, unknown fields refused, all errors at once and in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, fields
from werkzeug.datastructures import FileStorage

from shared.kernel.dates import is_plausible
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.money import AmountProblem, parse_amount
from shared.wording.texts import gettext as _


def amount_mend(problem: str) -> str:
    """What somebody can do about an amount that is wrong, in the current language; `problem` is its code."""
    return {
        "not_a_number": _("Dit is geen bedrag. Schrijf het zo: 2500 of 2.500,00."),
        "negative": _("Een bedrag is nul of meer. Haal het minteken weg."),
        "too_large": _("Dit bedrag is te groot."),
        "too_precise": _("Een bedrag heeft hooguit twee cijfers achter de komma."),
    }[problem]


def _in_our_words(message: str) -> tuple[str, str]:
    """Code and text for a message of marshmallow; a message of our own stays as it is."""
    return {
        "Missing data for required field.": ("required", _("Dit moet ingevuld zijn.")),
        "Field may not be null.": ("required", _("Dit mag niet leeg zijn.")),
        "Unknown field.": ("unknown_field", _("Dit veld kennen wij niet. Laat het weg.")),
        "Not a valid string.": ("not_text", _("Geef een tekst.")),
        "Not a valid integer.": ("not_an_integer", _("Geef een heel getal.")),
        "Not a valid number.": ("not_a_number", _("Geef een getal.")),
        "Not a valid boolean.": ("not_a_boolean", _("Geef true of false.")),
        "Not a valid date.": ("not_a_date", _("Geef een datum als 2026-12-31.")),
        "Not a valid datetime.": ("not_a_moment", _("Geef een moment als 2026-12-31T17:00:00+01:00.")),
        "Not a valid list.": ("not_a_list", _("Geef een lijst.")),
        "Invalid input type.": ("not_an_object", _("Geef een JSON-object.")),
    }.get(message, ("invalid", message))


def camel(name: str) -> str:
    """`closing_date` -> `closingDate`."""
    head, *tail = name.split("_")
    return head + "".join(part.title() for part in tail)


class CamelSchema(Schema):
    """A schema whose Python names are snake_case and whose JSON names are camelCase."""

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Gives each field its JSON name, and each date the bounds that a date can have."""
        field_obj.data_key = camel(field_obj.data_key or field_name)
        if type(field_obj) is fields.Date:
            # Not in place: the list belongs to the class, and would grow with every request.
            field_obj.validators = [*field_obj.validators, _check_day]


def _check_day(day: date) -> None:
    if not is_plausible(day):
        raise ValidationError(_("Dit jaar kan niet kloppen. Kijk de datum na."))


class AmountField(fields.Field[int]):
    """Euros in JSON (2500, "2500.00" or "2.500,00"), whole cents inside; goes out as a decimal string."""

    def _serialize(self, value: int | None, attr: str | None, obj: Any, **rest: Any) -> str | None:
        return None if value is None else str(Decimal(value) / 100)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **rest: Any) -> int:
        try:
            return parse_amount(value)
        except AmountProblem as problem:
            raise ValidationError(amount_mend(problem.code)) from problem
        except TypeError as error:
            raise ValidationError(amount_mend("not_a_number")) from error


class FileField(fields.Field[FileStorage]):
    """A file in a form (multipart/form-data); what is in it is checked by shared.uploads."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **rest: Any) -> FileStorage:
        if not isinstance(value, FileStorage):
            raise ValidationError(_("Stuur een bestand, als deel van een formulier."))
        return value


def load(schema: Schema, data: object) -> Any:
    """The validated value; raises InvalidInput with every field that is wrong."""
    if not isinstance(data, Mapping):
        raise InvalidInput([FieldError("", "not_an_object", _("Geef een JSON-object."))])
    try:
        return schema.load(data)
    except ValidationError as error:
        raise InvalidInput(flatten(error.messages)) from error


def flatten(messages: Any, path: str = "") -> list[FieldError]:
    """The nested messages of marshmallow as a flat list with dotted paths (`costs.0.amount`)."""
    return [FieldError(where, *_in_our_words(message)) for where, message in _walk(messages, path)]


def _walk(messages: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(messages, str):
        yield path, messages
    elif isinstance(messages, Mapping):
        for key, inner in messages.items():
            yield from _walk(inner, path if key == "_schema" else f"{path}.{key}".lstrip("."))
    else:
        for inner in messages:
            yield from _walk(inner, path)

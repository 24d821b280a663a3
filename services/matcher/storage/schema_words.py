"""What a breach of a JSON schema means, in Dutch with the mend."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shared.wording.texts import gettext as _

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError


def validator_of(path: Path) -> Draft202012Validator:
    """A validator for a schema file; building it costs more than using it, so keep it."""
    # Loaded when a file is really checked: most starts find the catalogue loaded already.
    from jsonschema import Draft202012Validator

    schema = json.loads(path.read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def breaches(validator: Draft202012Validator, record: dict[str, Any]) -> Iterator[tuple[str | None, str]]:
    """The field (`amounts.0.min`) and the message of every breach, in the order of the record."""
    for error in sorted(validator.iter_errors(record), key=lambda error: [str(part) for part in error.absolute_path]):
        path = ".".join(str(part) for part in error.absolute_path)
        yield from _named(path, error)


def _named(path: str, error: ValidationError) -> Iterator[tuple[str | None, str]]:
    record: Any = error.instance
    expected: Any = error.validator_value
    schema: Any = error.schema
    if error.validator == "required":
        # One error per missing field: jsonschema gives each its own, and tells the name only in its text.
        missing = [name for name in expected if name not in record]
        name = next((name for name in missing if repr(name) in error.message), missing[0])
        yield _join(path, name), _("Dit veld ontbreekt. Vul het in.")
    elif error.validator == "additionalProperties":
        for name in record:
            if name not in schema.get("properties", {}):
                yield _join(path, name), _("Dit veld kennen wij niet. Kijk de spelling na of haal het weg.")
    else:
        yield path or None, _message(error)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _message(error: ValidationError) -> str:
    value = _shown(error.instance)
    expected: Any = error.validator_value
    match error.validator:
        case "enum":
            choices = ", ".join(str(item) for item in expected if item is not None)
            return _("“%(value)s” kennen wij niet. Kies uit: %(choices)s.", value=value, choices=choices)
        case "type":
            return _("“%(value)s” is niet van de goede soort: hier hoort %(kind)s.", value=value, kind=_kinds(expected))
        case "format":
            return _("“%(value)s” is geen datum. Schrijf jaar-maand-dag, zoals 2026-12-19.", value=value)
        case "pattern":
            return _("“%(value)s” heeft niet de goede vorm (%(form)s).", value=value, form=expected)
        case "minItems" | "minLength":
            return _("Dit is leeg of te kort: minstens %(least)s.", least=expected)
        case "maxLength":
            given = len(str(error.instance))
            return _("Dit is te lang: %(given)s tekens. Er is plaats voor %(most)s.", given=given, most=expected)
        case "uniqueItems":
            return _("Hier staat iets dubbel. Haal het tweede weg.")
        case "minimum" | "maximum":
            return _("“%(value)s” ligt buiten de grens van %(limit)s.", value=value, limit=expected)
        case _:
            return _("“%(value)s” past hier niet.", value=value)


def _kinds(expected: Any) -> str:
    words = {
        "string": _("tekst (zet er zo nodig aanhalingstekens om)"),
        "number": _("een getal"),
        "integer": _("een heel getal"),
        "boolean": _("true of false"),
        "array": _("een lijst"),
        "object": _("een groep velden"),
        "null": _("niets"),
    }
    kinds = expected if isinstance(expected, list) else [expected]
    return _(" of ").join(words.get(kind, str(kind)) for kind in kinds)


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"

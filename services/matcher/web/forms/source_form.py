"""The form for a source: from what was sent or recorded to fields, and from fields to what the use case reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

from services.matcher.usecases.care.read_fields import FIELDS, MOST_ROWS, READERS
from services.matcher.usecases.care.read_sighting import READERS as SIGHTING
from services.matcher.usecases.values import SomeOf
from services.matcher.web.forms.area import AreaAnswer
from shared.kernel.money import parse_amount
from shared.wording.money import amount_to_edit

LISTS = tuple(name for name, reader in READERS.items() if isinstance(reader, SomeOf))
PLAIN = tuple(name for name in READERS if name not in LISTS)
SIDES = ("min", "max")
EMPTY_DATES = 2

ASKED_OF_NEW = FIELDS
ASKED_OF_KNOWN = tuple(
    name for name in FIELDS if name not in ("name", "provider", "provider_kind", "mechanism", "support")
)
"""What people change most; the names and the rest of a record change seldom, and come in by files."""

Values = dict[str, Any]


def values_of_request(form: MultiDict[str, str]) -> Values:
    """What was typed, as typed."""
    values: Values = {name: form.get(name, "") for name in (*PLAIN, *SIGHTING)}
    values |= {name: form.getlist(name) for name in (*LISTS, "areas")}
    values["closing_dates"] = [form.get(f"closing_dates.{number}", "") for number in _rows(form, "closing_dates")]
    values["amounts"] = [
        {side: form.get(f"amounts.{number}.{side}", "") for side in SIDES} for number in _rows(form, "amounts")
    ]
    return values


def values_of_record(record: Mapping[str, Any]) -> Values:
    """A record as the form shows it."""
    values: Values = {name: record.get(name) or "" for name in PLAIN} | dict.fromkeys(SIGHTING, "")
    values |= {name: list(record.get(name) or ()) for name in (*LISTS, "areas")}
    values["closing_dates"] = sorted((record.get("deadlines") or {}).get("dates") or ())
    values["amounts"] = [{side: _euros(band.get(side)) for side in SIDES} for band in record.get("amounts") or ()]
    return values


def given_of(values: Values, asked: Sequence[str] = FIELDS, area: AreaAnswer | None = None) -> dict[str, Any]:
    """What the use case reads, of the fields that were asked; a region that was picked comes beside the others."""
    given = {name: values[name] for name in (*asked, *SIGHTING)}
    if area is not None and area.code:
        given["areas"] = [*(code for code in values["areas"] if code != area.code), area.code]
    return given


def with_empty_rows(values: Values) -> Values:
    """The values with room for one band more and for some closing days more."""
    dates = [day for day in values["closing_dates"] if day]
    amounts = list(values["amounts"])
    if not amounts or any(amounts[-1].values()):
        amounts.append(dict.fromkeys(SIDES, ""))
    return {**values, "closing_dates": [*dates, *[""] * EMPTY_DATES], "amounts": amounts}


def _rows(form: MultiDict[str, str], name: str) -> range:
    """The numbers of the rows that were sent; a row that was left out counts as empty, so that each keeps its place."""
    parts = (key.split(".")[1] for key in form if key.startswith(f"{name}."))
    numbers = [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 4]
    return range(min(max(numbers, default=-1) + 1, MOST_ROWS))


def _euros(value: float | None) -> str:
    return "" if value is None else amount_to_edit(parse_amount(value))

"""Records to rows of cells, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from services.matcher.storage.file_records import FileReading, FileRecord, Problem, where_of
from services.matcher.storage.sheets.cells import WrongCell, text_of, value_of
from services.matcher.storage.sheets.columns import Column, column_of, in_order, known_headings
from shared.plumbing.sheets.cells import Cell, Row, Written, is_empty
from shared.wording.texts import gettext as _

Facts = dict[str, "Facts"]
"""The facts that a sheet has columns for, by name, and per group of facts those inside it. A list is one fact."""


def rows_of(records: Sequence[Mapping[str, Any]]) -> Iterator[list[Written]]:
    """The headings, and one row per record; what is not known is None."""
    flat = [dict(_flattened(record, "")) for record in records]
    headings = in_order({heading for row in flat for heading in row})
    yield list(headings)
    for row in flat:
        yield [row.get(heading) for heading in headings]


def records_of_rows(name: str, rows: Sequence[Row]) -> tuple[FileReading, Facts]:
    """The records in the rows of a file, and the facts that the file has columns for."""
    __, headings = rows[0] if rows else (1, ())
    columns, problems = _columns(name, headings)
    if problems:
        return FileReading((), tuple(problems)), {}
    records: list[FileRecord] = []
    for number, (line, cells) in enumerate(rows[1:], 1):
        record, wrong = _record(columns, cells)
        where = where_of(record, number)
        problems += [Problem(name, where, heading, message, line) for heading, message in wrong]
        if record:
            records.append(FileRecord(name, where, record, line))
    if not records and not problems:
        problems.append(Problem(name, None, None, _("Onder de kolomnamen staat niets. Zet er minstens één bron in.")))
    return FileReading(tuple(records), tuple(problems)), _facts_of(columns)


def _flattened(record: Mapping[str, Any], above: str) -> Iterator[tuple[str, Written]]:
    for name, value in record.items():
        heading = f"{above}{name}"
        if isinstance(value, Mapping) and value:
            yield from _flattened(value, f"{heading}.")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            for number, item in enumerate(value, 1):
                yield from _flattened(item, f"{heading}.{number}.")
        elif value is not None:
            yield heading, text_of(value)


def _columns(name: str, headings: Sequence[Cell]) -> tuple[list[Column | None], list[Problem]]:
    """The column of each heading; None where there is no heading."""
    texts = ["" if is_empty(heading) else str(heading).strip() for heading in headings]
    found = [column_of(text) if text else None for text in texts]
    problems = [
        Problem(name, None, text, _unknown(text), 1)
        for text, column in zip(texts, found, strict=True)
        if text and column is None
    ]
    for text in sorted({text for text in texts if text and texts.count(text) > 1}):
        message = _("Deze kolom staat er twee keer. Haal er één weg.")
        problems.append(Problem(name, None, text, message, 1))
    if "id" not in texts:
        message = _("Deze kolom ontbreekt. Zet in de eerste rij de namen van de kolommen, met “id” erbij.")
        problems.append(Problem(name, None, "id", message, 1))
    return found, problems


def _facts_of(columns: Sequence[Column | None]) -> Facts:
    facts: Facts = {}
    for column in columns:
        inside = facts
        for part in column.path if column else ():
            if isinstance(part, int):
                break  # one of a list
            inside = inside.setdefault(part, {})
    return facts


def _unknown(heading: str) -> str:
    near = get_close_matches(heading, known_headings(), n=1)
    if near:
        return _("Deze kolom kennen wij niet. Bedoelt u “%(name)s”?", name=near[0])
    return _("Deze kolom kennen wij niet. Kijk de naam na of haal de kolom weg.")


def _record(columns: Sequence[Column | None], cells: Sequence[Cell]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    record: dict[str, Any] = {}
    wrong: list[tuple[str, str]] = []
    for number, cell in enumerate(cells):
        column = columns[number] if number < len(columns) else None
        if is_empty(cell):
            continue
        if column is None:
            message = _("Hier staat iets zonder kolomnaam erboven: “%(text)s”.", text=str(cell).strip()[:40])
            wrong.append((_("kolom %(number)s", number=number + 1), message))
            continue
        try:
            _put(record, column, value_of(cell, column.kind))
        except WrongCell as error:
            wrong.append((column.heading, str(error)))
    return _with_lists(record), wrong


def _put(record: dict[str, Any], column: Column, value: object) -> None:
    """Puts a fact in its place; a list is a mapping by number until all cells of the row are read."""
    inside: dict[Any, Any] = record
    for part in column.path[:-1]:
        found = inside.get(part)
        inside = inside.setdefault(part, {}) if isinstance(found, dict) or found is None else {}
    inside[column.path[-1]] = value


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(isinstance(key, int) for key in value):
        return [_with_lists(value[key]) for key in sorted(value)]
    return {key: _with_lists(inside) for key, inside in value.items()}

"""Catalogue files that somebody brings or takes along: YAML, CSV and XLSX, read and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import PurePath
from typing import Any

import yaml

from services.matcher.domain.regions import Regions
from services.matcher.storage.catalogue_files import CatalogueReading, check_records
from services.matcher.storage.file_records import FileReading, Problem, too_large
from services.matcher.storage.sheets.columns import heading_of
from services.matcher.storage.sheets.rows import Facts, records_of_rows, rows_of
from services.matcher.storage.yaml_files import records_of
from shared.plumbing.sheets.files import SheetFormat, read_sheet, write_sheet
from shared.plumbing.sheets.limits import MAX_BYTES, WrongSheet
from shared.wording.texts import gettext as _

Record = Mapping[str, Any]


class Format(StrEnum):
    """A kind of file; the value is the end of its name."""

    YAML = "yaml"
    CSV = "csv"
    XLSX = "xlsx"


def format_of(name: str) -> Format | None:
    """The format by the end of a file's name."""
    suffix = PurePath(name).suffix.lower().removeprefix(".")
    return next((one for one in Format if one == ("yaml" if suffix == "yml" else suffix)), None)


def read_feed(name: str, data: bytes, regions: Regions, known: Mapping[str, Record]) -> CatalogueReading:
    """The checked records of a file, by the end of its name.

    A fact that a sheet has no column for stays as it is in `known` (the sources of now, by id).
    """
    if len(data) > MAX_BYTES:
        return CatalogueReading((), (too_large(name, len(data)),))
    match format_of(name):
        case Format.YAML:
            return check_records(records_of(name, data), regions, known)
        case Format.CSV | Format.XLSX:
            return _sheet(*_records_of_sheet(name, data), regions, known)
        case None:
            message = _("Dit soort bestand lezen wij niet. Stuur .yaml, .csv of .xlsx.")
            return CatalogueReading((), (Problem(name, None, None, message),))


def write_feed(records: Sequence[Record], format_: Format) -> bytes:
    """The records as a file; reading it gives the same records."""
    match format_:
        case Format.YAML:
            return _yaml_of(records)
        case Format.CSV | Format.XLSX:
            return write_sheet(SheetFormat(format_), "bronnen", rows_of(records))


def _records_of_sheet(name: str, data: bytes) -> tuple[FileReading, Facts]:
    try:
        return records_of_rows(name, read_sheet(name, data))
    except WrongSheet as error:
        return FileReading((), (Problem(name, None, None, str(error), error.line),)), {}


def _sheet(reading: FileReading, facts: Facts, regions: Regions, known: Mapping[str, Record]) -> CatalogueReading:
    whole = tuple(
        replace(item, record=_with_the_rest(item.record, facts, known.get(item.where, {}))) for item in reading.records
    )
    checked = check_records(FileReading(whole, ()), regions, known)
    # A cell that can't be read is told as such, not as a fact that is missing too.
    unread = {(problem.line, problem.field) for problem in reading.problems}
    named = (replace(problem, field=heading_of(problem.field or "")) for problem in checked.problems)
    problems = [*reading.problems, *(problem for problem in named if (problem.line, problem.field) not in unread)]
    return CatalogueReading(checked.records, tuple(sorted(problems, key=lambda problem: problem.line or 0)))


def _with_the_rest(given: Record, facts: Facts, now: Record) -> dict[str, Any]:
    """What a row says, with what holds now for the facts that have no column; also inside a group such as `share`."""
    whole = dict(given)
    for name, value in now.items():
        if name not in facts:
            whole[name] = value
        elif facts[name] and isinstance(value, Mapping):
            inside = _with_the_rest(given.get(name, {}), facts[name], value)
            whole.update({name: inside} if inside else {})
    return whole


def _yaml_of(records: Sequence[Record]) -> bytes:
    fast = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump([dict(one) for one in records], Dumper=fast, allow_unicode=True, sort_keys=False, width=120)
    return text.encode()

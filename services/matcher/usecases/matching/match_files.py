"""The main job without any server: needs from files against a catalogue from files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from services.matcher.domain.need import Need
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Source
from services.matcher.domain.source_record import source_from_record
from services.matcher.engine.matcher import CompiledMatcher
from services.matcher.storage.catalogue_files import read_catalogue
from services.matcher.storage.data_files import CATALOGUE_FOLDER
from services.matcher.storage.file_records import FileRecord, Problem
from services.matcher.storage.need_files import read_need_records
from services.matcher.storage.region_file import shipped_regions
from services.matcher.usecases.matching.explain import explain_match
from services.matcher.usecases.matching.need_records import need_of_record
from shared.kernel.clock import SystemClock, today_in_amsterdam
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.language import DUTCH


@dataclass(frozen=True, slots=True)
class FileMatches:
    """The answer: per need id its rows, best first (the shape of `explain_match`); `problems` tells which sources
    of the catalogue were left out and why; `needs` are the needs that were read.
    """

    rows: Mapping[str, Sequence[dict[str, Any]]]
    needs: Sequence[Need]
    problems: Sequence[Problem]
    sources: int


def match_files(
    need_paths: Sequence[Path | str],
    catalogue_path: Path | str | None = None,
    today: date | None = None,
    top: int | None = 10,
    language: str = DUTCH,
) -> FileMatches:
    """Matches every need in the files; each file holds one need or a list. `top`: how many sources, None for all.

    Raises InvalidInput with all errors in the needs (field = `file: id: field`), or when no source could be read.
    """
    day = today or today_in_amsterdam(SystemClock())
    regions = shipped_regions()
    needs = read_needs(need_paths, regions)
    reading = read_catalogue(catalogue_path or CATALOGUE_FOLDER, regions)
    if not reading.records:
        raise InvalidInput([_as_error(problem) for problem in reading.problems])
    sources = {record["id"]: source_from_record(record) for record in reading.records}
    matcher = CompiledMatcher(sources.values(), regions)
    rows = {need.id: _rows(matcher, need, sources, regions, day, top, language) for need in needs}
    return FileMatches(rows, needs, reading.problems, len(sources))


def read_needs(paths: Sequence[Path | str], regions: Regions) -> tuple[Need, ...]:
    """All needs of the files. Raises InvalidInput with every error in all of them: all or nothing."""
    reading = read_need_records(paths)
    errors = [_as_error(problem) for problem in reading.problems]
    needs = []
    for item in reading.records:
        try:
            needs.append(need_of_record(item.record, regions))
        except InvalidInput as problem:
            errors += [_placed(item, error) for error in problem.errors]
    if errors:
        raise InvalidInput(errors)
    return tuple(needs)


def _rows(
    matcher: CompiledMatcher,
    need: Need,
    sources: Mapping[str, Source],
    regions: Regions,
    today: date,
    top: int | None,
    language: str,
) -> list[dict[str, Any]]:
    found = matcher.first(need, today, top) if top is not None else []
    if top is None or len(found) < top:  # then also what is not for this place, and why
        found = matcher.match(need, today)[:top]
    return [explain_match(match, need, sources[match.source_id], regions, language, today) for match in found]


def _placed(item: FileRecord, error: FieldError) -> FieldError:
    return FieldError(f"{item.file}: {item.where}: {error.field}", error.code, error.message)


def _as_error(problem: Problem) -> FieldError:
    where = str(problem).removesuffix(f": {problem.message}")
    return FieldError(where, "unreadable", problem.message)

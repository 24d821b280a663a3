"""Plans without any server: needs from files against a catalogue from files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from services.matcher.domain.matching import Matcher
from services.matcher.domain.planning.model import Pin
from services.matcher.domain.source_record import source_from_record
from services.matcher.storage.catalogue_files import read_catalogue
from services.matcher.storage.data_files import CATALOGUE_FOLDER
from services.matcher.storage.file_records import Problem
from services.matcher.storage.region_file import shipped_regions
from services.matcher.usecases.matching.match_files import read_needs
from services.matcher.usecases.planning.explain import explain_plan
from services.matcher.usecases.planning.make_plan import Choices, make_plan
from shared.kernel.clock import SystemClock, today_in_amsterdam
from shared.kernel.errors import FieldError, InvalidInput


@dataclass(frozen=True)
class FilePlans:
    """Per need its plan (the shape of `explain_plan`), and which sources of the catalogue were left out and why."""

    plans: Sequence[dict[str, Any]]
    problems: Sequence[Problem]


def plan_files(
    need_paths: Sequence[Path | str],
    catalogue_path: Path | str | None = None,
    today: date | None = None,
    pins: Sequence[str] = (),
    without: Sequence[str] = (),
) -> FilePlans:
    """A plan for every need in the files; pins and sources left out hold for each of them.

    Raises InvalidInput with all errors in the needs, for a choice that can't be, or when no source could be read.
    """
    day = today or today_in_amsterdam(SystemClock())
    regions = shipped_regions()
    needs = read_needs(need_paths, regions)
    reading = read_catalogue(catalogue_path or CATALOGUE_FOLDER, regions)
    if not reading.records:
        raise InvalidInput([FieldError("", "unreadable", str(problem)) for problem in reading.problems])
    sources = {record["id"]: source_from_record(record) for record in reading.records}
    matcher = Matcher(sources.values(), regions)
    choices = Choices(tuple(Pin(source_id) for source_id in pins), frozenset(without))
    plans = []
    for need in needs:
        try:
            plan = make_plan(need, matcher.match(need, day), sources, regions, day, choices)
        except InvalidInput as problem:
            placed = [FieldError(f"{need.id}: {e.field}", e.code, e.message) for e in problem.errors]
            raise InvalidInput(placed) from problem
        plans.append(explain_plan(plan))
    return FilePlans(plans, reading.problems)

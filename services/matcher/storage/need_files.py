"""Needs as they stand in YAML files: each file one need or a list of needs. Only reading; checking comes after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from services.matcher.domain.relative_dates import with_real_dates
from services.matcher.storage.data_files import DEMO_NEEDS
from services.matcher.storage.file_records import FileReading, Problem
from services.matcher.storage.yaml_files import read_records
from shared.wording.texts import gettext as _


def read_need_records(paths: Sequence[Path | str]) -> FileReading:
    """Every need record of the files, with where it stands; two needs with one id are a problem."""
    reading = read_records([Path(path) for path in paths], single_allowed=True)
    problems = list(reading.problems)
    first_file: dict[str, str] = {}
    for item in reading.records:
        if item.where in first_file and not item.where.startswith("#"):
            message = _(
                "Deze id staat er twee keer (ook in %(file)s). Geef elke vraag een eigen id.",
                file=first_file[item.where],
            )
            problems.append(Problem(item.file, item.where, "id", message))
        first_file.setdefault(item.where, item.file)
    return FileReading(reading.records, tuple(problems))


def read_demo_needs(today: date) -> tuple[dict[str, Any], ...]:
    """The example needs (need.schema.json) with dates reckoned from `today`."""
    reading = read_records([DEMO_NEEDS])
    return tuple(with_real_dates(item.record, today) for item in reading.records)

"""Records as they stand in a file, and what is wrong with them: the same for every format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shared.plumbing.sheets.limits import MAX_BYTES, too_large_text
from shared.wording.texts import gettext as _


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: which record (its id, or `#3` for the third), which field, and the mend in Dutch."""

    file: str
    id: str | None
    field: str | None
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (where, self.id, self.field, self.message) if part)


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One record as it stands in a file. `where` is its id, or `#3` for the third record without a usable id."""

    file: str
    where: str
    record: dict[str, Any]
    line: int | None = None


@dataclass(frozen=True, slots=True)
class FileReading:
    """The records of files that could be read, and what was wrong."""

    records: tuple[FileRecord, ...]
    problems: tuple[Problem, ...]


def bytes_of(path: Path) -> bytes | Problem:
    """What stands in a file, or the Problem that kept it from being read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return too_large(str(path), path.stat().st_size)
        return path.read_bytes()
    except FileNotFoundError:
        return Problem(str(path), None, None, _("Dit bestand bestaat niet. Kijk de naam en de map na."))
    except IsADirectoryError:
        return Problem(str(path), None, None, _("Dit is een map. Geef de naam van een bestand."))
    except OSError as error:
        return Problem(str(path), None, None, _("Dit bestand kan niet gelezen worden: %(why)s.", why=error.strerror))


def too_large(name: str, size: int) -> Problem:
    """The Problem of a file with more than MAX_BYTES."""
    return Problem(name, None, None, too_large_text(size))


def where_of(record: dict[str, Any], number: int) -> str:
    """How a record is named in problems: its id, or its number in the file."""
    identifier = record.get("id")
    return identifier if isinstance(identifier, str) and identifier else f"#{number}"

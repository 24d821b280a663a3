"""YAML files with a list of records, read with problems that say where and what to mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from shared.wording.texts import gettext as _

MAX_BYTES = 5_000_000
"""Ten times the catalogue of today; a larger file is refused before it is read."""

_Fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Fast):  # type: ignore[misc, valid-type]
    """Leaves dates as the text that stands in the file: the schemas check them."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _Fast.yaml_implicit_resolvers.items()
}


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


@dataclass(frozen=True, slots=True)
class FileReading:
    """The records of files that could be read, and what was wrong."""

    records: tuple[FileRecord, ...]
    problems: tuple[Problem, ...]


def read_records(paths: Sequence[Path], *, single_allowed: bool = False) -> FileReading:
    """All records of the files; `single_allowed` takes a file that holds one record instead of a list."""
    records: list[FileRecord] = []
    problems: list[Problem] = []
    for path in paths:
        content = _load(path)
        if isinstance(content, Problem):
            problems.append(content)
            continue
        if single_allowed and isinstance(content, dict):
            content = [content]
        if not isinstance(content, list) or not content:
            problems.append(Problem(str(path), None, None, _not_a_list(content, single_allowed)))
            continue
        for number, item in enumerate(content, 1):
            if isinstance(item, dict) and all(isinstance(key, str) for key in item):
                records.append(FileRecord(str(path), _where(item, number), item))
            else:
                message = _("Dit is geen lijst van velden. Schrijf elk veld als “naam: waarde”.")
                problems.append(Problem(str(path), f"#{number}", None, message))
    return FileReading(tuple(records), tuple(problems))


def _load(path: Path) -> Any:
    """The content of the file, or the Problem that kept it from being read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return _too_large(path)
        text = path.read_text(encoding="utf-8-sig")
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader without dates
    except FileNotFoundError:
        return Problem(str(path), None, None, _("Dit bestand bestaat niet. Kijk de naam en de map na."))
    except IsADirectoryError:
        return Problem(str(path), None, None, _("Dit is een map. Geef de naam van een bestand."))
    except UnicodeDecodeError:
        return Problem(str(path), None, None, _("Dit is geen tekst in UTF-8. Sla het bestand op als UTF-8."))
    except OSError as error:
        return Problem(str(path), None, None, _("Dit bestand kan niet gelezen worden: %(why)s.", why=error.strerror))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or type(error).__name__
        message = _("Dit is geen goede YAML: %(why)s. Kijk de inspringing en de aanhalingstekens na.", why=why)
        return Problem(str(path), None, None, message, mark.line + 1 if mark else None)


def _too_large(path: Path) -> Problem:
    text = _(
        "Dit bestand is te groot: %(size)s MB. Er mag %(most)s MB in. Deel het op in kleinere bestanden.",
        size=-(-path.stat().st_size // 1_000_000),
        most=MAX_BYTES // 1_000_000,
    )
    return Problem(str(path), None, None, text)


def _not_a_list(content: Any, single_allowed: bool) -> str:
    if content in (None, []):
        return _("Dit bestand is leeg. Zet er minstens één record in.")
    if single_allowed:
        return _("Hier hoort één vraag te staan, of een lijst van vragen. Begin elke vraag met “- id:”.")
    return _("Hier hoort een lijst te staan. Begin elk record met “- id:”.")


def _where(item: dict[str, Any], number: int) -> str:
    identifier = item.get("id")
    return identifier if isinstance(identifier, str) and identifier else f"#{number}"

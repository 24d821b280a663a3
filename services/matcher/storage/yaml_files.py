"""YAML files with a list of records, read with problems that say where and what to mend."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from services.matcher.storage.file_records import FileReading, FileRecord, Problem, bytes_of, where_of
from shared.plumbing.sheets.limits import MAX_BYTES
from shared.wording.texts import gettext as _

MAX_DEPTH = 20
"""A record is at most five levels deep; far deeper text ends the process inside the C library."""
MAX_SIZE = 2 * MAX_BYTES
"""The most characters that a file may hold when its references are written out."""

_Fast = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Refused(yaml.YAMLError):
    """YAML that we do not take; carries the message and the line."""

    def __init__(self, message: str, mark: Any) -> None:
        super().__init__(message)
        self.message = message
        self.line = mark.line + 1


class _Loader(_Fast):  # type: ignore[misc, valid-type]
    """Leaves dates as the text that stands in the file (the schemas check them), and notices a field told twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping; raises _Refused for a key that occurs twice, of which the first would be lost in silence."""
        seen: set[str] = set()
        for key, __ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    message = _("“%(name)s” staat hier twee keer. Haal er één weg.", name=key.value)
                    raise _Refused(message, key.start_mark)
                seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _Fast.yaml_implicit_resolvers.items()
}


def read_records(paths: Sequence[Path], *, single_allowed: bool = False) -> FileReading:
    """All records of the files; `single_allowed` takes a file that holds one record instead of a list."""
    records: list[FileRecord] = []
    problems: list[Problem] = []
    for path in paths:
        data = bytes_of(path)
        if isinstance(data, Problem):
            problems.append(data)
            continue
        reading = records_of(str(path), data, single_allowed=single_allowed)
        records += reading.records
        problems += reading.problems
    return FileReading(tuple(records), tuple(problems))


def records_of(name: str, data: bytes, *, single_allowed: bool = False) -> FileReading:
    """The records in the text of one file."""
    loaded = _load(name, data)
    if isinstance(loaded, Problem):
        return FileReading((), (loaded,))
    content, lines = loaded
    if single_allowed and isinstance(content, dict):
        content, lines = [content], [1]
    if not isinstance(content, list) or not content:
        return FileReading((), (Problem(name, None, None, _not_a_list(content, single_allowed)),))
    records: list[FileRecord] = []
    problems: list[Problem] = []
    for number, (item, line) in enumerate(zip(content, lines, strict=True), 1):
        if isinstance(item, dict) and all(isinstance(key, str) for key in item):
            records.append(FileRecord(name, where_of(item, number), item, line))
        else:
            message = _("Dit is geen lijst van velden. Schrijf elk veld als “naam: waarde”.")
            problems.append(Problem(name, f"#{number}", None, message, line))
    return FileReading(tuple(records), tuple(problems))


def _load(name: str, data: bytes) -> tuple[Any, list[int]] | Problem:
    """The content of the file and the line of each item of its list, or the Problem that kept it from being read."""
    try:
        text = data.decode("utf-8-sig")
        _check_shape(text)
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            lines = [item.start_mark.line + 1 for item in node.value] if isinstance(node, yaml.SequenceNode) else []
            return (None if node is None else loader.construct_document(node)), lines
        finally:
            loader.dispose()
    except UnicodeDecodeError:
        return Problem(name, None, None, _("Dit is geen tekst in UTF-8. Sla het bestand op als UTF-8."))
    except _Refused as error:
        return Problem(name, None, None, error.message, error.line)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or type(error).__name__
        message = _("Dit is geen goede YAML: %(why)s. Kijk de inspringing en de aanhalingstekens na.", why=why)
        return Problem(name, None, None, message, mark.line + 1 if mark else None)


def _check_shape(text: str) -> None:
    """Raises _Refused for text that is far too deep, or that references (`*name`) make far larger than it was."""
    sizes: dict[str | None, int] = {}
    opened: list[tuple[str | None, int]] = [(None, 0)]  # each collection that is not closed yet: its name, its size
    for event in yaml.parse(text, Loader=_Fast):
        if isinstance(event, yaml.CollectionStartEvent):
            opened.append((event.anchor, 0))
            if len(opened) > MAX_DEPTH:
                raise _Refused(_("Dit is te diep genest. Kijk de haken en de inspringing na."), event.start_mark)
            continue
        size = _size_of(event, sizes, opened)
        anchor, before = opened[-1]
        opened[-1] = (anchor, before + size)
        if before + size > MAX_SIZE:
            message = _("Door de verwijzingen (“*naam”) wordt dit veel te groot. Schrijf uit wat er moet staan.")
            raise _Refused(message, event.start_mark)


def _size_of(event: yaml.Event, sizes: dict[str | None, int], opened: list[tuple[str | None, int]]) -> int:
    """How many characters this adds when all references are written out; remembers it for what has a name."""
    if isinstance(event, yaml.AliasEvent):
        if event.anchor not in sizes:
            message = _("“*%(name)s” verwijst naar zichzelf of naar niets. Schrijf uit wat er moet staan.")
            raise _Refused(message % {"name": event.anchor}, event.start_mark)
        return sizes[event.anchor]
    if isinstance(event, yaml.ScalarEvent):
        sizes[event.anchor] = len(event.value) + 1
        return sizes[event.anchor]
    if isinstance(event, yaml.CollectionEndEvent):
        anchor, size = opened.pop()
        sizes[anchor] = size + 1
        return size + 1
    return 0


def _not_a_list(content: Any, single_allowed: bool) -> str:
    if content in (None, []):
        return _("Dit bestand is leeg. Zet er minstens één record in.")
    if single_allowed:
        return _("Hier hoort één behoefte te staan, of een lijst van behoeften. Begin elke behoefte met “- id:”.")
    return _("Hier hoort een lijst te staan. Begin elk record met “- id:”.")

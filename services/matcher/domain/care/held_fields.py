"""Which fields of a source a feed may not overwrite: those that somebody closer to the facts has set since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

Record = Mapping[str, Any]
Change = Mapping[str, Any]
"""One field as {field, before, after}, by dotted path; None on a side means: not known."""

BY_FILE = "file"
BY_IMPORT = "import"
LISTING = "listing"
_WHOLE = ""


class Setter(IntEnum):
    """Who set a field; a higher one is never overwritten by a lower one."""

    FILE = 1
    IMPORT = 2
    PERSON = 3


@dataclass(frozen=True, slots=True)
class VersionNote:
    """What one version of a source tells of its making; the changes of a first version are all fields."""

    version: int
    changed_by: str
    fields: tuple[str, ...]


def setter_of(changed_by: str) -> Setter:
    """Who stands behind `changed_by` of a version: the shipped file, an import, or a person by id."""
    if changed_by == BY_FILE:
        return Setter.FILE
    return Setter.IMPORT if changed_by.split(":")[0] == BY_IMPORT else Setter.PERSON


def setters_of(versions: Iterable[VersionNote]) -> dict[str, Setter]:
    """Who set each field last, by dotted path; `""` stands for every field that is not named. Oldest version first."""
    setters: dict[str, Setter] = {}
    for note in versions:
        setter = setter_of(note.changed_by)
        for path in (_WHOLE,) if note.version == 1 else note.fields:
            for inside in [known for known in setters if path == _WHOLE or known.startswith(f"{path}.")]:
                del setters[inside]
            setters[path] = setter
    return setters


def is_held(path: str, setters: Mapping[str, Setter], feed: Setter) -> bool:
    """Whether this feed must leave the field, or a field inside it, as it is."""
    inside = [setter for known, setter in setters.items() if known.startswith(f"{path}.")]
    return max([_nearest(path, setters), *inside]) > feed


def split(changes: Iterable[Change], setters: Mapping[str, Setter], feed: Setter) -> tuple[list[Change], list[Change]]:
    """The changes that this feed may make, and those that are held."""
    free: list[Change] = []
    held: list[Change] = []
    for change in changes:
        (held if is_held(change["field"], setters, feed) else free).append(change)
    return free, held


def put_back(coming: Record, held: Sequence[Change]) -> dict[str, Any]:
    """The record of the feed with each held field as it stood before."""
    record: dict[str, Any] = deepcopy(dict(coming))
    for change in held:
        *above, name = change["field"].split(".")
        inside = record
        for part in above:
            inside = inside[part]
        if change["before"] is None:
            inside.pop(name, None)
        else:
            inside[name] = change["before"]
    return record


def _nearest(path: str, setters: Mapping[str, Setter]) -> Setter:
    """Who set the field, or else the group of fields that it stands in."""
    while path and path not in setters:
        path = path.rpartition(".")[0]
    return setters.get(path, Setter.FILE)

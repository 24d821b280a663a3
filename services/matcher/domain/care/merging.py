"""Two records of one source made into one, and taken apart again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

Record = Mapping[str, Any]
Change = Mapping[str, Any]
"""One field as {field, before, after}; None on a side means: not known."""

NOT_TAKEN = frozenset({"id", "parent"})
"""What a record never takes from another: its own id, and its place among the schemes."""


def differing_fields(one: Record, other: Record) -> list[str]:
    """The fields that can be taken from either, in the order of the records."""
    names = dict.fromkeys([*one, *other])
    return [name for name in names if name not in NOT_TAKEN and one.get(name) != other.get(name)]


def taken_from(kept: Record, other: Record, fields: Collection[str]) -> list[Change]:
    """The changes of the kept record when it takes these fields from the other."""
    return [
        {"field": name, "before": kept.get(name), "after": other.get(name)}
        for name in differing_fields(kept, other)
        if name in fields
    ]


def with_changes(record: Record, changes: Iterable[Change]) -> dict[str, Any]:
    """The record after changes of whole fields."""
    changed = dict(record)
    for change in changes:
        _set(changed, change["field"], change["after"])
    return changed


def without_changes(record: Record, changes: Iterable[Change]) -> dict[str, Any]:
    """The record as before the changes; a field that was changed again since stays as it is."""
    restored = dict(record)
    for change in changes:
        if record.get(change["field"]) == change["after"]:
            _set(restored, change["field"], change["before"])
    return restored


def with_parent(record: Record, parent: str) -> dict[str, Any]:
    """The record under another general scheme; a scheme is never its own."""
    changed = dict(record)
    _set(changed, "parent", None if record["id"] == parent else parent)
    return changed


def _set(record: dict[str, Any], field: str, value: Any) -> None:
    if value is None:
        record.pop(field, None)
    else:
        record[field] = value

"""What differs between two versions of a record, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Change = dict[str, Any]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Each field that differs as {field, before, after}, by dotted path; a list counts as one value.

    An absent field is None on that side: in a record both mean "not known".
    """
    return list(_walk(before, after, ""))


def _walk(before: Mapping[str, Any], after: Mapping[str, Any], path: str) -> Iterator[Change]:
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from _walk(old, new, f"{path}{name}.")
        else:
            yield {"field": f"{path}{name}", "before": old, "after": new}

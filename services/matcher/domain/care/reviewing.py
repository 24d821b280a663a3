"""A proposed change beside the record as it stands now, and the record after what was accepted of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from enum import StrEnum
from typing import Any

Record = Mapping[str, Any]
Change = Mapping[str, Any]
"""One field as {field, before, after}, by dotted path; None on a side means: not known."""


class Standing(StrEnum):
    """How a proposed change stands to the record of now.

    `ready`: the field is as the proposer saw it. `moved`: somebody changed it since. `there`: it says so already.
    """

    READY = "ready"
    MOVED = "moved"
    THERE = "there"


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


def standing_of(change: Change, record: Record) -> Standing:
    """How one change stands to this record."""
    now = value_at(record, change["field"])
    if now == change["after"]:
        return Standing.THERE
    return Standing.READY if now == change["before"] else Standing.MOVED


def value_at(record: Record, path: str) -> Any:
    """The value at a dotted path; None when it is not known."""
    value: Any = record
    for name in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(name)
    return value


def with_changes(record: Record, changes: Iterable[Change]) -> dict[str, Any]:
    """The record after these changes; a field that becomes None is left out."""
    changed = deepcopy(dict(record))
    for change in changes:
        *groups, name = change["field"].split(".")
        inner = changed
        for group in groups:
            if not isinstance(inner.get(group), dict):
                inner[group] = {}
            inner = inner[group]
        if change["after"] is None:
            inner.pop(name, None)
        else:
            inner[name] = deepcopy(change["after"])
    return changed


def state_after(accepted: int, proposed: int) -> ProposalState:
    """What a proposal becomes when `accepted` of its `proposed` fields are taken over."""
    if accepted == 0:
        return ProposalState.REFUSED
    return ProposalState.ACCEPTED if accepted == proposed else ProposalState.PARTLY

"""The columns of a sheet, as catalogue.schema.json has them: `status`, `share.max_percent`, `amounts.1.max`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from services.matcher.storage.data_files import CATALOGUE_SCHEMA

MAX_ITEMS = 50
"""The most numbered columns for one list; the longest list of today has seven."""

Path = tuple[str | int, ...]
"""Where a fact stands in a record: names, and from 0 the places in a list."""


class Kind(StrEnum):
    """What a cell holds. `texts` are several in one cell; `empty` can only say that a list or group is empty."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    YES_NO = "yes_no"
    TEXTS = "texts"
    EMPTY_LIST = "[]"
    EMPTY_GROUP = "{}"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, where its fact stands in the record, and what its cells hold."""

    heading: str
    path: Path
    kind: Kind


@cache
def catalogue_schema() -> Mapping[str, Any]:
    """The schema of one record."""
    schema: Mapping[str, Any] = json.loads(CATALOGUE_SCHEMA.read_text(encoding="utf-8"))
    return schema


def column_of(heading: str) -> Column | None:
    """The column with this heading, None when a record has no such fact. Lists of groups count from 1."""
    schema: Mapping[str, Any] | None = catalogue_schema()
    path: list[str | int] = []
    for part in heading.split("."):
        if schema is None:
            return None
        if _is_list_of_groups(schema):
            if not (part.isascii() and part.isdigit() and 1 <= int(part[:4]) <= MAX_ITEMS):
                return None
            path.append(int(part) - 1)
            schema = schema["items"]
        else:
            path.append(part)
            schema = schema.get("properties", {}).get(part)
    return None if schema is None else Column(heading, tuple(path), _kind_of(schema))


def heading_of(field: str) -> str:
    """The heading of the column in which a field (`amounts.0.max`, `areas.3`) of a record stands.

    A group has no column of its own: that of the first fact that it must have stands for it.
    """
    schema: Mapping[str, Any] = catalogue_schema()
    parts: list[str] = []
    for part in field.split("."):
        if part.isdigit() and "items" in schema:
            if not _is_list_of_groups(schema):
                break  # one of several in the same cell
            parts.append(str(int(part) + 1))
            schema = schema["items"]
        else:
            parts.append(part)
            schema = schema.get("properties", {}).get(part, {})
    return ".".join([*parts, *schema.get("required", ())[:1]])


def known_headings() -> list[str]:
    """Every heading there can be, with the first of each list of groups: to tell a slip of the pen."""
    return [".".join(str(part + 1) if isinstance(part, int) else part for part in path) for path in _paths()]


def in_order(headings: Iterable[str]) -> list[str]:
    """Headings in the order of the schema, groups of one list one after the other."""
    return sorted(headings, key=_place)


def _place(heading: str) -> list[int]:
    schema: Mapping[str, Any] = catalogue_schema()
    place = []
    for part in heading.split("."):
        if part.isdigit():
            place.append(int(part))
            schema = schema["items"]
        else:
            place.append(list(schema["properties"]).index(part))
            schema = schema["properties"][part]
    return place


@cache
def _paths() -> tuple[Path, ...]:
    def walk(schema: Mapping[str, Any], path: Path) -> Iterable[Path]:
        if _is_list_of_groups(schema):
            yield from walk(schema["items"], (*path, 0))
        elif "properties" in schema:
            for name, inside in schema["properties"].items():
                yield from walk(inside, (*path, name))
        else:
            yield path

    return tuple(walk(catalogue_schema(), ()))


def _kind_of(schema: Mapping[str, Any]) -> Kind:
    types = schema.get("type", "string")
    types = {types} if isinstance(types, str) else set(types)
    if "array" in types:
        return Kind.EMPTY_LIST if _is_list_of_groups(schema) else Kind.TEXTS
    if "object" in types:
        return Kind.EMPTY_GROUP
    if types & {"number", "integer"}:
        return Kind.NUMBER
    if "boolean" in types:
        return Kind.YES_NO
    return Kind.DAY if schema.get("format") == "date" else Kind.TEXT


def _is_list_of_groups(schema: Mapping[str, Any]) -> bool:
    return "properties" in schema.get("items", {})

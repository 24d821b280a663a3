"""The content of a budget as JSON, as it stands in the database; ids, codes and whole cents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from services.tracker.domain.budgets.records import Cover, CoverKind, CoverState, Line, Share, Vat, Worth

Json = dict[str, Any]


def content_of(
    lines: Iterable[Line], covers: Iterable[Cover], shares: Mapping[str, Iterable[Share]] | None = None
) -> Json:
    """Lines and covers, and for the budget that people work on the shares of its applications."""
    content: Json = {"lines": [_line_to(line) for line in lines], "covers": [_cover_to(cover) for cover in covers]}
    if shares is not None:
        content["shares"] = {key: _shares_to(parts) for key, parts in shares.items()}
    return content


def lines_of(content: Json) -> tuple[Line, ...]:
    """The cost lines."""
    return tuple(_line_of(line) for line in content["lines"])


def covers_of(content: Json) -> tuple[Cover, ...]:
    """The covers."""
    return tuple(_cover_of(cover) for cover in content["covers"])


def application_shares_of(content: Json) -> dict[str, tuple[Share, ...]]:
    """Which lines each application pays, by the id of the application."""
    return {key: _shares_of(parts) for key, parts in content["shares"].items()}


def _line_to(line: Line) -> Json:
    return vars(line) | {"worth": line.worth.value, "vat": line.vat.value, "state": line.state.value}


def _line_of(line: Json) -> Line:
    return Line(**line | {"worth": Worth(line["worth"]), "vat": Vat(line["vat"]), "state": CoverState(line["state"])})


def _cover_to(cover: Cover) -> Json:
    return vars(cover) | {
        "kind": cover.kind.value,
        "state": cover.state.value,
        "shares": _shares_to(cover.shares),
    }


def _cover_of(cover: Json) -> Cover:
    read = {
        "kind": CoverKind(cover["kind"]),
        "state": CoverState(cover["state"]),
        "shares": _shares_of(cover["shares"]),
    }
    return Cover(**cover | read)


def _shares_to(shares: Iterable[Share]) -> list[list[Any]]:
    return [[share.line_id, share.cents] for share in shares]


def _shares_of(shares: Iterable[list[Any]]) -> tuple[Share, ...]:
    return tuple(Share(line_id, cents) for line_id, cents in shares)

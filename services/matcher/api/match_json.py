"""Writes matches as JSON from ready-made pieces: marshmallow's dump takes longer than finding the matches.

The schemas say which fields there are and what they are called; a test holds every reply to them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from marshmallow import Schema

from services.matcher.api.match_schemas import Call, MatchOut, MatchPage, Reason, Refusal, Worth
from services.matcher.api.paging import encode
from services.matcher.domain.matching import Match
from services.matcher.domain.need import Need
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Provenance
from services.matcher.domain.verdicts import Verdict
from services.matcher.usecases.matching.explain import in_order, reason_of, without_reasons
from services.matcher.usecases.needs.list_matches import Question
from shared.wording.language import current_language

MOST_REASONS = 20_000
"""Reasons to keep, of about 300 characters: sources give the same verdict again to other needs."""
_dumps: Callable[[Any], str] = json.JSONEncoder(separators=(",", ":")).encode


def _names(schema: Schema) -> tuple[tuple[str, str], ...]:
    """Every field with its name in JSON."""
    return tuple((name, str(field.data_key)) for name, field in schema.fields.items())


_PAGE, _MATCH, _REASON = _names(MatchPage()), _names(MatchOut()), _names(Reason())
_ADVICE: Mapping[str, Schema] = {"worth": Worth(), "refusal": Refusal(), "call": Call()}


def page_json(asked: Question) -> tuple[bytes, str | None]:
    """The page of matches as MatchPage describes it, in the current language, and the cursor of the next one."""
    need, answer = asked.placed.need(), asked.answer()
    cursor = encode(answer.next_id) if answer.next_id else None
    items = [_match(match, need, asked) for match in answer.shown]
    counted = {"counts": answer.counts, "strong": answer.strong}
    page = {**counted, "reckoned_on": asked.today.isoformat(), "next_cursor": cursor}
    return _object(_PAGE, page, "items", items).encode(), cursor


def _match(match: Match, need: Need, asked: Question) -> str:
    source, regions = asked.catalogue.sources[match.source_id].source, asked.catalogue.regions
    reasons = [_reason(verdict, source.provenance, regions, current_language()) for verdict in in_order(match)]
    row = without_reasons(match, need, source, regions, asked.today)
    advice = {name: None if row[name] is None else schema.dump(row[name]) for name, schema in _ADVICE.items()}
    return _object(_MATCH, {**row, **advice}, "reasons", reasons)


@lru_cache(maxsize=MOST_REASONS)
def _reason(verdict: Verdict, provenance: Provenance, regions: Regions, language: str) -> str:
    row = reason_of(verdict, provenance, regions)
    return _dumps({key: row[name] for name, key in _REASON})


def _object(names: tuple[tuple[str, str], ...], row: Mapping[str, Any], ready: str, pieces: Iterable[str]) -> str:
    """An object of plain values, in which the list `ready` is made of pieces that are JSON already."""
    text = _dumps({key: () if name == ready else row[name] for name, key in names})
    return text.replace(f'"{ready}":[]', f'"{ready}":[{",".join(pieces)}]', 1)

"""How large the catalogue is, what is in it, and how old its facts are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from services.matcher.settings import MatcherContext
from services.matcher.usecases.feeds.export_sources import listed_sources

Counts = Mapping[str, int]
_FACTS = ("amounts", "deadlines", "applicants", "share", "exclusions", "decision_weeks", "apply_via", "url")


def catalogue_stats(ctx: MatcherContext) -> dict[str, Counts]:
    """Numbers of listed sources: by status, giver, kind of support and year seen, and which facts are known."""
    records = [entry.document for entry in listed_sources(ctx)]
    return {
        "total": {"sources": len(records), "verified": sum(record["provenance"]["verified"] for record in records)},
        "status": _counted(record["status"] for record in records),
        "provider_kind": _counted(record["provider_kind"] for record in records),
        "support": _counted(code for record in records for code in record["support"]),
        "seen_in": _counted(_year(record) for record in records),
        "known": {fact: sum(bool(record.get(fact)) for record in records) for fact in _FACTS},
    }


def _counted(codes: Iterable[str]) -> Counts:
    return dict(Counter(codes).most_common())


def _year(record: Mapping[str, Any]) -> str:
    return (record["provenance"].get("seen_on") or "unknown")[:7].split("-")[0]

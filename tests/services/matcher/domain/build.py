"""Small sources, needs and regions for tests of the matching rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.matcher.domain.criteria.every import judge_all
from services.matcher.domain.matching import Matcher
from services.matcher.domain.need import Need, need_from_record
from services.matcher.domain.regions import Region, Regions
from services.matcher.domain.source import Source
from services.matcher.domain.source_record import source_from_record
from services.matcher.domain.verdicts import Verdict

TODAY = date(2026, 11, 22)
FRESH = {"verified": True, "seen_on": "2026-06-01", "source_url": "https://example.org/page"}
STALE = {"verified": True, "seen_on": "2022", "source_url": "https://example.org/page"}

REGIONS = Regions(
    [
        Region("NL01", "Nederland", "land", None),
        Region("PV28", "Zuid-Holland", "provincie", "NL01"),
        Region("PV26", "Utrecht", "provincie", "NL01"),
        Region("GM0599", "Rotterdam", "gemeente", "PV28"),
        Region("GM0344", "Utrecht", "gemeente", "PV26"),
        Region("WK059903", "Delfshaven", "wijk", "GM0599"),
        Region("WK059915", "Charlois", "wijk", "GM0599"),
        Region("BU05990321", "Bospolder", "buurt", "WK059903"),
    ]
)


def a_source(**facts: Any) -> Source:
    """A fund for all of the country that says nothing more, with these facts."""
    record = {
        "id": "bron",
        "name": "Buurtgeld",
        "provider": "Stichting Buurtgeld",
        "provider_kind": "fund",
        "mechanism": "application",
        "status": "open",
        "support": ["money"],
        "summary": "Geld voor plannen van buren.",
        "areas": ["NL01"],
        "provenance": FRESH,
    }
    return source_from_record({**record, **facts})


def a_need(place: dict[str, Any] | None = None, **facts: Any) -> Need:
    """A foundation in Bospolder that looks for money, with these facts; `place` changes its place."""
    record = {
        "id": "vraag",
        "place": {"name": "Huis", "area": "BU05990321", "legal_form": "foundation", **(place or {})},
        "title": "Samen eten",
        "description": "Wij willen elke week samen eten.",
        "support": ["money"],
    }
    return need_from_record({**record, **facts})


def verdicts(need: Need, source: Source) -> tuple[Verdict, ...]:
    """All verdicts about one source for one need."""
    return judge_all(need, source, Matcher([source], REGIONS).context(need, TODAY))


def verdict(criterion: str, need: Need, source: Source) -> Verdict | None:
    """The one verdict of a criterion, or None when it is silent."""
    found = [item for item in verdicts(need, source) if item.criterion == criterion]
    assert len(found) <= 1, f"{criterion} spoke {len(found)} times"
    return found[0] if found else None

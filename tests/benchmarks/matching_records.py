"""A seeded catalogue and seeded needs of the size and shape of a whole country's, for measuring speed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from services.matcher.domain.need import Need, need_from_record
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Source
from services.matcher.domain.source_record import source_from_record
from shared.contracts.codes import codes

TODAY = date(2026, 11, 22)
_SYLLABLES = ("buurt", "huis", "tuin", "eet", "zorg", "werk", "jeugd", "muziek", "groen", "straat", "sport", "taal")
_WORDS = 4_000


@dataclass(frozen=True)
class Shape:
    """How often a fact is told, how many sources give money, and how many rules each has at least and at most."""

    told: float
    money: float
    rules: tuple[int, int]
    national: float


NARROW = Shape(told=0.95, money=0.08, rules=(1, 3), national=0.3)
"""Well kept: for half of the needs less than about 0.7 % of the sources is left."""
OPEN = Shape(told=0.85, money=0.4, rules=(0, 2), national=0.35)
"""Much is not told, so more stays open: about 3 % is left for half of the needs."""


class Country:
    """Makes sources and needs: 1 to 3 areas, about 45 words of text; a part of the records doesn't tell a fact."""

    def __init__(self, regions: Regions, shape: Shape = OPEN, seed: int = 1) -> None:
        self._random, self._shape = Random(seed), shape
        towns = [region.code for region in regions if region.level == "gemeente"]
        self._towns = towns
        self._districts = [region.code for region in regions if region.level == "wijk"] or towns
        self._words = ["".join(self._random.choices(_SYLLABLES, k=2)) + str(n % 97) for n in range(_WORDS)]
        self._likely = list(accumulate(1 / (rank + 1) for rank in range(_WORDS)))

    def source(self, number: int) -> Source:
        """One source."""
        return source_from_record(self.source_record(number))

    def source_record(self, number: int) -> dict[str, Any]:
        """One source as the catalogue writes it."""
        pick, told = self._random, self._told
        national = pick.random() < self._shape.national
        return {
            "id": f"s{number:06d}",
            "name": self._text(3),
            "provider": self._text(2),
            "provider_kind": pick.choices(("fund", "municipality", "sponsor", "housing_association"), (40, 30, 27, 3))[
                0
            ],
            "mechanism": "application",
            "status": pick.choices(("open", "unknown", "closed"), (6, 2, 2))[0],
            "support": [
                "money" if pick.random() < self._shape.money else pick.choice(("materials", "space", "training"))
            ],
            "summary": self._text(39),
            "areas": ["NL01"] if national else pick.sample(self._towns, pick.randint(1, 3)),
            "provenance": {"verified": True, "seen_on": f"2026-{pick.randint(1, 11):02d}"},
            "applicants": self._applicants() if told() else None,
            "applicants_complete": told(0.9),
            "themes": pick.sample(codes("themes"), 3) if told() else None,
            "target_groups": pick.sample(codes("target_groups"), 2) if told() else None,
            "amounts": [self._band()] if told() else None,
            "exclusions": [{"what": kind} for kind in pick.sample(codes("cost_kind"), 2)] if told() else None,
            "deadlines": self._deadlines() if told() else None,
            "decision_weeks": pick.randint(4, 26),
            "start": {"not_before": pick.choice(("decision", "anytime"))},
            "requirements": self._requirements(),
        }

    def need(self, number: int) -> Need:
        """One need, most of it told."""
        return need_from_record(self.need_record(number))

    def need_record(self, number: int) -> dict[str, Any]:
        """One need with its place as a file writes it."""
        pick, told = self._random, self._told
        starts = TODAY + timedelta(days=pick.randint(20, 300))
        return {
            "id": f"n{number:06d}",
            "place": {
                "name": self._text(2),
                "area": pick.choice(self._districts),
                "legal_form": pick.choice(codes("legal_form")) if told() else None,
                "anbi": pick.random() < 0.5 if told() else None,
                "fiscal_host": pick.random() < 0.5 if told() else None,
                "board_members": pick.randint(1, 7) if told() else None,
            },
            "title": self._text(6),
            "description": self._text(30),
            "support": ["money"],
            "themes": pick.sample(codes("themes"), 3),
            "target_groups": pick.sample(codes("target_groups"), 2),
            "amount_sought": (sought := int(10 ** pick.uniform(2.3, 5))),
            "total_budget": int(sought * pick.uniform(1, 2)),
            "costs": [{"kind": kind, "amount": sought // 3} for kind in pick.sample(codes("cost_kind"), 3)],
            "starts_on": starts.isoformat(),
            "ends_on": (starts + timedelta(days=90)).isoformat(),
        }

    def _told(self, often: float | None = None) -> bool:
        return self._random.random() < (often or self._shape.told)

    def _text(self, words: int) -> str:
        return " ".join(self._random.choices(self._words, cum_weights=self._likely, k=words))

    def _applicants(self) -> list[dict[str, Any]]:
        return [{"form": form, "eligible": "yes"} for form in self._random.sample(codes("legal_form"), 2)]

    def _band(self) -> dict[str, Any]:
        most = int(10 ** self._random.uniform(2.5, 5))
        return {"min": most // 5, "max": most}

    def _deadlines(self) -> dict[str, Any]:
        if self._random.random() < 0.4:
            return {"kind": "rolling"}
        if self._random.random() < 0.3:
            return {"kind": "fixed", "weeks_before_start": self._random.randint(4, 20)}
        return {"kind": "fixed", "dates": [(TODAY + timedelta(days=self._random.randint(-60, 300))).isoformat()]}

    def _requirements(self) -> list[dict[str, Any]]:
        facts: tuple[dict[str, Any], ...] = (
            {"kind": "anbi"},
            {"kind": "governance", "at_least": 3},
            {"kind": "not_started"},
            {"kind": "partner"},
        )
        return [
            {**rule, "text": "Zo staat het er."}
            for rule in self._random.sample(facts, self._random.randint(*self._shape.rules))
        ]

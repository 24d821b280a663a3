"""What a criterion may know besides the need and the source."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from services.matcher.domain.earlier import EarlierApplication
from services.matcher.domain.freshness import ShelfLives, age_out
from services.matcher.domain.need import Need
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Code, Fact, Value, Verdict


@dataclass(frozen=True, slots=True)
class Context:
    """The day, the regions, how long facts are believed, and what was read once for the whole need.

    `around` holds the region of the need and everything it lies in. `landlords` holds the ids of the housing
    associations that the need names in its own words, `rarity` the weight of each theme, `expected_cover` the part
    of what is sought that a source covers on average.
    """

    today: date
    regions: Regions
    around: frozenset[str]
    landlords: frozenset[str] = frozenset()
    rarity: Mapping[str, float] = field(default_factory=dict)
    expected_cover: float = 0.5
    lives: ShelfLives = field(default_factory=ShelfLives)

    def aged(self, verdict: Verdict, source: Source) -> Verdict:
        """The verdict on a volatile fact after its age is weighed."""
        return age_out(verdict, source, self.today, self.lives)


def source_fact(source: Source, name: str, value: Value) -> Fact:
    """A fact of the source, with the date its page was seen."""
    return Fact(f"source.{name}", value, "source", source.provenance.seen_on)


def place_fact(name: str, value: Value) -> Fact:
    """A fact the place gave about itself."""
    return Fact(f"place.{name}", value, "place")


def tracker_fact(earlier: EarlierApplication) -> Fact:
    """A fact that the tracker knows of the place. Of another place under the same legal person: only that it is so."""
    if earlier.by_another:
        return Fact("place.earlier_applications", None, "tracker")
    return Fact("place.earlier_applications", earlier.on, "tracker", earlier.on.isoformat())


def need_fact(name: str, value: Value) -> Fact:
    """A fact of the need."""
    return Fact(f"need.{name}", value, "need")


@lru_cache(maxsize=8192)
def codes_of(code_list: str, codes: Collection[str]) -> tuple[Code, ...]:
    """The codes as values of a fact: in the order given, a set in order of name. Takes a tuple or a frozenset."""
    ordered = codes if isinstance(codes, tuple) else sorted(codes)
    return tuple(Code(code_list, code) for code in ordered)


LEGAL_PERSONS = frozenset({"foundation", "association", "cooperative", "church", "school", "welfare_organisation"})
"""Forms that can hold a bank account of their own and receive a grant for others."""


def host_forms(need: Need) -> bool | None:
    """Whether somebody with a legal form can receive the money: the place itself, or a fiscal host. None: not known."""
    if need.place.legal_form in LEGAL_PERSONS:
        return True
    return need.place.fiscal_host

"""How fresh the catalogue is: what may be believed, what is old, and what bears no date."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from services.matcher.domain.freshness import is_fresh
from services.matcher.domain.source import Source
from services.matcher.settings import MatcherContext
from services.matcher.usecases.care.rights import CHECK, allowed
from services.matcher.usecases.catalogue.current import believed, current_catalogue
from shared.access.actors import Actor
from shared.contracts.codes import codes


class Age(StrEnum):
    """How far the date of a source can be trusted."""

    FRESH = "fresh"
    OLD = "old"
    UNDATED = "undated"


@dataclass(frozen=True)
class StatusCount:
    """How many listed sources have one status, and how many of them of each age."""

    status: str
    total: int
    fresh: int
    old: int
    undated: int


@dataclass(frozen=True)
class Freshness:
    """The counts over all listed sources, and per status in the order of the code list.

    What was seen `months` ago or longer is old.
    """

    total: int
    fresh: int
    old: int
    undated: int
    months: int
    by_status: tuple[StatusCount, ...]


def see_freshness(ctx: MatcherContext, actor: Actor | None) -> Freshness:
    """The freshness of everything that is listed. Raises NotSignedIn, Forbidden."""
    allowed(actor, CHECK)
    lives, today = believed(ctx.database), ctx.today()

    def age(source: Source) -> Age:
        if source.provenance.seen_on is None:
            return Age.UNDATED
        return Age.FRESH if is_fresh(source, today, lives) else Age.OLD

    listed = [entry.source for entry in current_catalogue(ctx.database).sources.values() if entry.listed]
    counted = Counter((source.status, age(source)) for source in listed)
    rows = tuple(_row(status, counted) for status in codes("status"))
    ages = {one: sum(number for (_status, found), number in counted.items() if found is one) for one in Age}
    return Freshness(len(listed), ages[Age.FRESH], ages[Age.OLD], ages[Age.UNDATED], lives.volatile_months, rows)


def _row(status: str, counted: Counter[tuple[str, Age]]) -> StatusCount:
    fresh, old, undated = (counted[status, age] for age in Age)
    return StatusCount(status, fresh + old + undated, fresh, old, undated)

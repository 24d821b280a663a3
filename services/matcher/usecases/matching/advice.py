"""What an experienced adviser adds to a match: is it worth an evening, what settles it, and could a no become a yes."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.matcher.domain.context import Context
from services.matcher.domain.matching import Group, Match
from services.matcher.domain.need import Need
from services.matcher.domain.refusal import refusal_of
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Ask
from services.matcher.domain.worth import worth_of
from services.matcher.usecases.asking.words import read_aloud
from services.matcher.usecases.matching.sentences.refusal import change_text
from services.matcher.usecases.matching.sentences.sentence import said
from services.matcher.usecases.matching.sentences.worth import cost_text, hangs_on_text


def worth_row(match: Match, need: Need, source: Source) -> dict[str, Any] | None:
    """Whether it is worth an evening, in the current language; None where nothing is asked.

    `cost` says it without what it hangs on, for where that stands beside it. Amounts are in whole cents.
    """
    worth = worth_of(need, source, match)
    if worth is None:
        return None
    cost, hangs_on = cost_text(worth, need), hangs_on_text(worth)
    return {
        "text": f"{cost} {hangs_on}".strip(),
        "cost": cost,
        "hours": worth.hours.total,
        "most_cents": worth.most_cents,
        "percent": worth.percent,
        "hangs_on": hangs_on,
        "is_low": worth.is_low,
        "is_too_long": worth.is_too_long,
    }


def refusal_row(match: Match, need: Need, source: Source, regions: Regions, today: date) -> dict[str, Any] | None:
    """The one fact that shuts a source out, and what would make it a yes; None for a source that may fit."""
    context = Context(today=today, regions=regions, around=frozenset(regions.ancestors(need.where)))
    refusal = refusal_of(need, source, match, context)
    if refusal is None:
        return None
    return {
        "criterion": refusal.decides.criterion,
        "code": refusal.decides.reason,
        "text": said(refusal.decides, regions),
        "can_change": refusal.can_change,
        "changes": [change.code for change in refusal.changes],
        "change_text": change_text(refusal),
    }


def call_row(match: Match, need: Need, source: Source, regions: Regions) -> dict[str, Any] | None:
    """The one phone call or look-up that settles a source of which a fact that decides is missing; else None.

    `fact` is the path of what is missing and `ask` who knows it; `read_aloud` is what to say, when that is the giver.
    """
    first = next(iter(match.to_check), None)
    if match.group is not Group.FIND_OUT or first is None:
        return None
    asks_giver = first.ask is Ask.SOURCE
    return {
        "ask": first.ask.value if first.ask else None,
        "fact": first.missing,
        "question": said(first, regions),
        "provider": source.provider,
        "url": source.url,
        "read_aloud": read_aloud(first.missing or "", need, source, first.note or "") if asks_giver else None,
    }

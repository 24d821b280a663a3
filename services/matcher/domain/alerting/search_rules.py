"""Which consequences a new version of a source has for a saved search. No need is known here, so no plan either."""

from __future__ import annotations

from datetime import date

from services.matcher.domain.alerting.consequence import (
    Consequence,
    ConsequenceKind,
    closing_consequence,
    opened,
)
from services.matcher.domain.alerting.standing import closing_of
from services.matcher.domain.source import Source


def search_consequences(before: Source | None, after: Source | None, today: date, *, is_new: bool) -> list[Consequence]:
    """What is news about a source that the search finds. None: the search did not, or does not find it.

    `is_new`: the source was never in the catalogue before.
    """
    if after is None:
        return []
    closing = closing_of(after, None, today)
    told = closing.isoformat() if closing else None
    if before is None:
        return [Consequence(ConsequenceKind.FOUND, {"is_new": is_new, "closing": told})]
    found = [Consequence(ConsequenceKind.OPENED, {"closing": told})] if opened(before, after) else []
    moved = closing_consequence(closing_of(before, None, today), closing)
    if moved is not None:
        found.append(moved)
    if before.amounts != after.amounts:
        found.append(Consequence(ConsequenceKind.AMOUNTS_CHANGED))
    return found

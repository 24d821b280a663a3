"""For how many needs would a change of a source change something? Nobody is told anything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.matcher.domain.source_record import source_from_record
from services.matcher.settings import MatcherContext
from services.matcher.storage.needs import open_needs
from services.matcher.usecases.alerting.judging import needs_at_hand
from services.matcher.usecases.catalogue.current import current_catalogue
from shared.access.scope import SYSTEM

Record = Mapping[str, Any]
MOST_NEEDS = 1_000
"""Needs that are looked at: somebody waits for the page, and this many cost it a quarter of a second."""


def needs_touched(ctx: MatcherContext, before: Record | None, after: Record) -> int:
    """How many open needs a source's change from record `before` (None: a new source) to `after` has consequences for.

    The records must be valid (catalogue_files checks them). Only a number, so whoever sees the change may see this.
    """
    with ctx.database.read() as connection:
        rows = open_needs(SYSTEM, connection, limit=MOST_NEEDS)
    at_hand = needs_at_hand(ctx, rows, current_catalogue(ctx.database))
    old = None if before is None else source_from_record(before)
    return sum(1 for _touched in at_hand.touched_by(old, source_from_record(after), is_new=before is None))

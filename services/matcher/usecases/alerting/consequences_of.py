"""What would a change of a source do? For who reviews it before it is published; nobody is told anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.matcher.domain.alerting.consequence import ConsequenceKind
from services.matcher.domain.source_record import source_from_record
from services.matcher.settings import MatcherContext
from services.matcher.storage.needs import open_needs
from services.matcher.usecases.alerting.judging import needs_at_hand
from services.matcher.usecases.catalogue.current import current_catalogue
from shared.access.scope import SYSTEM

Record = Mapping[str, Any]
MOST_NEEDS = 2_000
"""Needs that are looked at: somebody waits for the page."""


@dataclass(frozen=True)
class Effect:
    """How many open needs a change touches, and for how many it has each consequence. Names no need and no place."""

    needs: int
    by_kind: Mapping[ConsequenceKind, int]


def consequences_of(ctx: MatcherContext, before: Record | None, after: Record | None) -> Effect:
    """What a source's change from record `before` to `after` (None: not in the catalogue) does to all open needs.

    The records must be valid (catalogue_files checks them). Only counts, so whoever sees the change may see this.
    """
    with ctx.database.read() as connection:
        rows = open_needs(SYSTEM, connection, limit=MOST_NEEDS)
    at_hand = needs_at_hand(ctx, rows, current_catalogue(ctx.database))
    old = None if before is None else source_from_record(before)
    new = None if after is None else source_from_record(after)
    touched = [found for _placed, found in at_hand.touched_by(old, new, is_new=before is None)]
    return Effect(len(touched), Counter(one.kind for found in touched for one in found))

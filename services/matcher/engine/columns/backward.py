"""One source against many needs, in arrays: the same relation as forward, turned around."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date

import numpy as np

from services.matcher.domain.context import Context
from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.need import Need
from services.matcher.domain.source import Requirement, Source
from services.matcher.engine import reads
from services.matcher.engine.columns import keys
from services.matcher.engine.columns.alike import Pairs
from services.matcher.engine.columns.answers import SILENT, Criterion, Kinds, PairAt
from services.matcher.engine.columns.effect_codes import Codes
from services.matcher.engine.columns.need_columns import NeedColumns
from services.matcher.engine.columns.relation import Relation, Scene
from services.matcher.engine.columns.slots import Slots, near_of, slots_of
from services.matcher.engine.columns.source_fields import (
    BANDS_BY_NEED,
    SourceFields,
    SourceMeasures,
    amounts_for,
    fields_of,
    measures_of,
    upcoming_of,
)
from services.matcher.engine.columns.weighing import NOT_FOR_YOU, Weighed, ranked_of
from services.matcher.engine.edition import Edition
from services.matcher.engine.effects import effect_of_rule
from services.matcher.engine.need_index import NeedIndex
from services.matcher.engine.rows import Ranked

ContextOf = Callable[[Need, date], Context]
_KEPT = 8
"""Sources whose answers are kept for the next one: many differ from each other in one field only."""


class Backward:
    """Ranks one source for many needs. For one thread: words of needs are read when they are first asked for."""

    def __init__(self, index: NeedIndex, context_of: ContextOf, edition: Edition, lives: ShelfLives) -> None:
        self._index, self._context_of, self._edition, self._lives = index, context_of, edition, lives
        self._columns = NeedColumns(edition)
        self._relation = Relation(edition.rarity, remembers=_KEPT)

    def put(self, need: Need) -> None:
        """Adds or replaces a need that the index has already."""
        slot = self._index.slot_of(need.id)
        if slot is not None:
            self._columns.put(slot, need)

    def matches(self, source: Source, today: date) -> dict[str, Ranked]:
        """By need id how this source fits or may fit."""
        slots = slots_of(self._index.left(source, today))
        if not len(slots):
            return {}
        weighed = self._weighed(source, slots, today)
        keep = weighed.place != NOT_FOR_YOU
        slots, weighed = slots[keep], weighed.only(keep)
        scores = weighed.scores(self._columns.fits(self._edition.weights_of(source), slots)).tolist()
        ids = (self._columns.needs[slot].id for slot in slots.tolist())
        rows = zip(ids, weighed.flags.tolist(), weighed.place.tolist(), scores, strict=True)
        return {id_: ranked_of(source, flags, place, score) for id_, flags, place, score in rows}

    def _weighed(self, source: Source, slots: Slots, today: date) -> Weighed:
        columns = self._columns
        needs = [columns.needs[slot] for slot in slots.tolist()]
        pairs = Pairs(
            need=columns.fields(slots),
            cents=columns.cents(slots),
            source=self._fields(source, needs, today),
            near=near_of(self._index.near(source), slots),
            today=today,
        )
        scene = Scene(
            pairs=pairs,
            measures=SourceMeasures(*np.array(measures_of(source, self._edition.rarity))[:, None]),
            worth=columns.worth(slots),
            expected=columns.expected(slots),
            count=len(slots),
            pair=lambda at: (needs[at], source, self._context_of(needs[at], today)),
        )
        rules = self._rules(source, slots, today, scene.pair)
        return self._relation.weigh(scene, lambda criterion: self._kinds(criterion, source, slots, today), rules)

    def _fields(self, source: Source, needs: list[Need], today: date) -> SourceFields:
        upcoming, is_scheme_end = upcoming_of(source, today)
        fields = fields_of(source, self._lives)._replace(upcoming=upcoming, is_scheme_end=is_scheme_end)
        found = SourceFields(*np.array(fields, np.int64)[:, None])
        if fields.bands != BANDS_BY_NEED:
            return found
        bands, low, high = np.array([amounts_for(need, source) for need in needs], np.int64).T
        return found._replace(bands=bands, low=low, high=high)

    def _kinds(self, criterion: Criterion, source: Source, slots: Slots, today: date) -> Kinds | None:
        key, names = keys.OF_SOURCE.get(criterion), reads.OF_CRITERION.get(criterion)
        if key is None or names is None:
            return None
        told = key(source)
        return self._alike(names, (today, told), slots) if told else SILENT

    def _alike(self, names: reads.Names, one: Hashable, slots: Slots) -> Kinds | None:
        """What the needs say, by number; None for what only a context tells."""
        if reads.OF_THE_CONTEXT.intersection(names):
            return None
        many, most = self._columns.kinds(names, slots)
        return Kinds(one, many, most)

    def _rules(self, source: Source, slots: Slots, today: date, pair: PairAt) -> Codes:
        found = np.full((len(source.requirements), len(slots)), self._relation.answers.none, np.uint16)
        for row, rule in zip(found, source.requirements, strict=True):
            row[:] = self._of_rule(rule, source, slots, today, pair)
        return found

    def _of_rule(self, rule: Requirement, source: Source, slots: Slots, today: date, pair: PairAt) -> Codes:
        names = reads.of_rule(rule)
        one = (today, keys.of_rule(rule, source), source.id if rule.kind in keys.OF_HISTORY else None)
        kinds = None if names is None else self._alike(names, one, slots)
        return self._relation.answers.of_kinds(
            (rule.kind, names), kinds, len(slots), lambda at: effect_of_rule(rule, *pair(at))
        )

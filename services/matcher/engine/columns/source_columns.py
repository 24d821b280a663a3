"""All sources as columns of numbers, by the slots of the index."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.need import Need
from services.matcher.domain.source import Requirement, Source
from services.matcher.engine.columns import keys
from services.matcher.engine.columns.numbers import Numbers
from services.matcher.engine.columns.source_fields import (
    BANDS_BY_NEED,
    SourceFields,
    SourceMeasures,
    amounts_for,
    fields_of,
    measures_of,
    upcoming_of,
)
from services.matcher.engine.columns.table import Table
from services.matcher.engine.columns.text_rows import TextRows
from services.matcher.engine.edition import Edition

Slots = NDArray[np.intp]
_UPCOMING, _IS_END = SourceFields._fields.index("upcoming"), SourceFields._fields.index("is_scheme_end")
_HAS_PARENT = SourceFields._fields.index("has_parent")


class SourceColumns:
    """Changed by `put` while nobody reads; a copy may be changed while others read the first."""

    def __init__(self, edition: Edition, lives: ShelfLives) -> None:
        self.edition, self._lives = edition, lives
        self.sources: list[Source] = []
        self.rules: list[tuple[Requirement, Source] | None] = [None]
        self.text = TextRows()
        self.kinds = {criterion: Numbers() for criterion in keys.OF_SOURCE}
        self._rule_numbers = Numbers()
        self._fields = Table(len(SourceFields._fields))
        self._measures = Table(len(SourceMeasures._fields), np.float64)
        self._kinds = Table(len(self.kinds), np.int32)
        self._rules = Table(1, np.int32)
        self._days: dict[date, Table] = {}

    def copy(self) -> SourceColumns:
        """The same sources, to be changed apart. What values are numbered stays shared: numbers only come to it."""
        other = SourceColumns(self.edition, self._lives)
        other.sources, other.text = list(self.sources), self.text.copy()
        other.rules, other.kinds, other._rule_numbers = self.rules, self.kinds, self._rule_numbers
        other._fields, other._measures = self._fields.copy(), self._measures.copy()
        other._kinds, other._rules = self._kinds.copy(), self._rules.copy()
        other._days = {today: table.copy() for today, table in self._days.items()}
        return other

    def put(self, slot: int, source: Source) -> None:
        """Writes a source into its slot; slots that are left open hold the same one, and nobody asks for them."""
        self.sources.extend([source] * (slot + 1 - len(self.sources)))
        self.sources[slot] = source
        self._fields.put(slot, fields_of(source, self._lives))
        self._measures.put(slot, measures_of(source, self.edition.rarity))
        self._kinds.put(slot, [self.kinds[of].of(key(source)) for of, key in keys.OF_SOURCE.items()])
        self._rules.put(slot, [self._rule(rule, source) for rule in source.requirements])
        self.text.put(slot, self.edition.weights_of(source))
        for today, table in self._days.items():
            table.put(slot, upcoming_of(source, today))

    def fields(self, slots: Slots, need: Need, today: date) -> SourceFields:
        """The fields of these sources, with the amounts that hold for this need."""
        cells = self._fields.at(slots)
        cells[[_UPCOMING, _IS_END]] = self._upcoming(today).at(slots)
        found = SourceFields(*cells)
        for at in np.flatnonzero(found.bands == BANDS_BY_NEED).tolist():
            found.bands[at], found.low[at], found.high[at] = amounts_for(need, self.sources[slots[at]])
        return found

    def has_parent(self, slots: Slots) -> NDArray[np.bool_]:
        """Which of them are a variant of another."""
        found: NDArray[np.bool_] = self._fields.one(_HAS_PARENT, slots) != 0
        return found

    def measures(self, slots: Slots) -> SourceMeasures:
        """The measures of these sources."""
        return SourceMeasures(*self._measures.at(slots))

    def kinds_of(self, slots: Slots) -> NDArray[np.int32]:
        """For each criterion of keys.OF_SOURCE the number of what it reads."""
        return self._kinds.at(slots)

    def rules_of(self, slots: Slots) -> NDArray[np.int32]:
        """The numbers of the requirements, one row for the first, one for the second; 0 where there is none."""
        return self._rules.at(slots)

    def _rule(self, rule: Requirement, source: Source) -> int:
        number = self._rule_numbers.of(keys.of_rule(rule, source))
        if number == len(self.rules):
            # History holds for one source; the others with this rule answer like one that nobody asked before.
            self.rules.append((rule, replace(source, id="") if rule.kind in keys.OF_HISTORY else source))
        return number

    def _upcoming(self, today: date) -> Table:
        """The next closing day of every source, reckoned once a day."""
        table = self._days.get(today)
        if table is None:
            table = Table(2)
            for slot, source in enumerate(self.sources):
                table.put(slot, upcoming_of(source, today))
            self._days = {today: table}
        return table

"""The reverse match: one new or changed source against many needs, by the same rows as the forward match."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from services.matcher.domain.context import Context
from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.need import Need
from services.matcher.domain.pair import Group
from services.matcher.domain.regions import Regions
from services.matcher.domain.source import Source
from services.matcher.domain.text_fit import Weights
from services.matcher.engine.edition import Edition
from services.matcher.engine.need_index import NeedIndex
from services.matcher.engine.rows import Asked, Keys, Ranked, Row

if TYPE_CHECKING:
    from services.matcher.engine.columns.backward import Backward

ContextOf = Callable[[Need, date], Context]
ROWS_UP_TO = 2_000
"""Needs up to which rows that remember are quick enough."""


class CompiledNeeds:
    """Needs to match single sources with; `context_of` and `edition` are those of the forward match."""

    def __init__(
        self,
        needs: Iterable[Need],
        regions: Regions,
        context_of: ContextOf,
        edition: Edition,
        lives: ShelfLives | None = None,
        rows_up_to: int = ROWS_UP_TO,
    ) -> None:
        lives = lives or ShelfLives()
        self._needs = {need.id: need for need in needs}
        self._index = NeedIndex(self._needs.values(), regions, lives)
        self._context_of, self._edition = context_of, edition
        self._columns = self._in_columns(lives) if len(self._needs) > rows_up_to else None
        self._keys = Keys()
        self._asked: dict[str, tuple[Asked, Weights]] = {}

    def put(self, need: Need) -> None:
        """Adds or replaces a need."""
        self._needs[need.id] = need
        self._asked.pop(need.id, None)
        self._index.put(need)
        if self._columns:
            self._columns.put(need)

    def drop(self, need_id: str) -> None:
        """Takes a need out."""
        self._needs.pop(need_id, None)
        self._asked.pop(need_id, None)
        self._index.drop(need_id)

    def matches(self, source: Source, today: date) -> dict[str, Ranked]:
        """By need id how this source fits or may fit; needs that it is not for are left out."""
        if self._columns:
            return self._columns.matches(source, today)
        row, offered, fit = Row(source), self._edition.weights_of(source), self._edition.text.fit
        found = {}
        for need_id in self._index.survivors(source, today):
            asked, wanted = self._question(need_id, today)
            ranked = row.rank(asked, fit(wanted, offered))
            if ranked.group is not Group.NOT_FOR_YOU:
                found[need_id] = ranked
        return found

    def _question(self, need_id: str, today: date) -> tuple[Asked, Weights]:
        """Read once per need and day."""
        known = self._asked.get(need_id)
        if known is None or known[0].context.today != today:
            need = self._needs[need_id]
            asked = Asked(need, self._context_of(need, today), self._keys)
            known = self._asked[need_id] = (asked, self._edition.text.weights_of_need(need))
        return known

    def _in_columns(self, lives: ShelfLives) -> Backward:
        # Brings numpy, which few needs do without.
        from services.matcher.engine.columns.backward import Backward

        columns = Backward(self._index, self._context_of, self._edition, lives)
        for need in self._needs.values():
            columns.put(need)
        return columns

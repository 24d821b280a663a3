"""All needs as columns of numbers, by the slots of the index."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.need import Need
from services.matcher.domain.scoring.parts import expected_cover
from services.matcher.domain.text_fit import Weights
from services.matcher.engine import reads
from services.matcher.engine.columns.alike import Floats, Ints
from services.matcher.engine.columns.bits import WIDTH
from services.matcher.engine.columns.need_fields import NeedFields, cents_of, fields_of, themes_of
from services.matcher.engine.columns.numbers import Numbers
from services.matcher.engine.columns.slots import Slots
from services.matcher.engine.columns.table import Table
from services.matcher.engine.columns.text_rows import TextRows
from services.matcher.engine.edition import Edition


class NeedColumns:
    """Changed by `put` while nobody reads. Words are read when a source first comes near."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self.needs: list[Need] = []
        self._fields = Table(len(NeedFields._fields))
        self._cents = Table(WIDTH)
        self._worth = Table(WIDTH, np.float64)
        self._expected = Table(1, np.float64)
        self._kinds: dict[reads.Names, tuple[Numbers, Table]] = {}
        self._text = TextRows()
        self._unread: set[int] = set()

    def put(self, slot: int, need: Need) -> None:
        """Writes a need into its slot; slots that are left open hold the same one, and nobody asks for them."""
        self.needs.extend([need] * (slot + 1 - len(self.needs)))
        self.needs[slot] = need
        self._fields.put(slot, fields_of(need))
        self._cents.put(slot, cents_of(need))
        self._worth.put(slot, themes_of(need, self._edition.rarity))
        self._expected.put(slot, [expected_cover(need, self._edition.maxima)])
        self._text.put(slot, {})
        self._unread.add(slot)
        for names, (numbers, table) in self._kinds.items():
            table.put(slot, [numbers.of(_told(names, need))])

    def fields(self, slots: Slots) -> NeedFields:
        """The fields of these needs."""
        return NeedFields(*self._fields.at(slots))

    def cents(self, slots: Slots) -> Ints:
        """What each kind of cost comes to."""
        return self._cents.at(slots)

    def worth(self, slots: Slots) -> Floats:
        """What meeting each theme is worth."""
        return self._worth.at(slots)

    def expected(self, slots: Slots) -> Floats:
        """What sources usually cover of it."""
        found: Floats = self._expected.at(slots)[0]
        return found

    def kinds(self, names: reads.Names, slots: Slots) -> tuple[NDArray[Any], int]:
        """Numbers for what these names say, and one more than the highest."""
        known = self._kinds.get(names)
        if known is None:
            known = self._kinds[names] = (Numbers(), Table(1, np.int32))
            for slot, need in enumerate(self.needs):
                known[1].put(slot, [known[0].of(_told(names, need))])
        return known[1].at(slots)[0], len(known[0])

    def fits(self, offered: Weights, slots: Slots) -> Floats:
        """How well the words of a source fit each of these needs."""
        for slot in self._unread.intersection(slots.tolist()):
            self._text.put(slot, self._edition.text.weights_of_need(self.needs[slot]))
            self._unread.discard(slot)
        return self._text.fits(self._text.table(offered), slots.tolist())


def _told(names: reads.Names, need: Need) -> tuple[Any, ...]:
    return names, reads.facts_of_need(names, need)

"""One need against many sources, in arrays."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from services.matcher.domain.context import Context
from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.matching import stand_ins
from services.matcher.domain.need import Need
from services.matcher.domain.pair import Group
from services.matcher.domain.source import Requirement, Source
from services.matcher.domain.text_fit import Weights
from services.matcher.engine import reads
from services.matcher.engine.columns import keys
from services.matcher.engine.columns.alike import Floats, Pairs
from services.matcher.engine.columns.answers import SILENT, Criterion, Kinds
from services.matcher.engine.columns.effect_codes import Codes
from services.matcher.engine.columns.need_fields import NeedFields, cents_of, fields_of, themes_of
from services.matcher.engine.columns.prospects import read_the_best
from services.matcher.engine.columns.relation import Relation, Scene
from services.matcher.engine.columns.slots import Slots, near_of, slots_of
from services.matcher.engine.columns.source_columns import SourceColumns
from services.matcher.engine.columns.weighing import NOT_FOR_YOU, Weighed, ranked_of
from services.matcher.engine.edition import Edition
from services.matcher.engine.effects import effect_of_rule
from services.matcher.engine.rows import Ranked
from services.matcher.engine.source_index import SourceIndex

_MOST_RULES = 100_000
Hides = dict[str, tuple[str, ...]]


class Found(NamedTuple):
    """A match without words, how well its words fit (0 to 1), and the general schemes it stands for."""

    ranked: Ranked
    text: float
    hides: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One need on one day, with the weights of its words."""

    need: Need
    context: Context
    wanted: Weights


class Forward:
    """Ranks sources for one need. Threads may share it, as long as nobody changes columns or index."""

    def __init__(self, index: SourceIndex, columns: SourceColumns, relation: Relation) -> None:
        self._columns, self._index, self._relation = columns, index, relation
        self._of_rules: dict[Hashable, int] = {}

    @classmethod
    def of(cls, sources: Iterable[Source], index: SourceIndex, edition: Edition, lives: ShelfLives) -> Forward:
        """Reads all sources; the index must have them already."""
        forward = cls(index, SourceColumns(edition, lives), Relation(edition.rarity))
        for source in sources:
            forward.put(source)
        return forward

    def copy(self, index: SourceIndex) -> Forward:
        """The same sources, to be changed apart, with a copy of the index."""
        return Forward(index, self._columns.copy(), self._relation)

    def put(self, source: Source) -> None:
        """Adds or replaces a source that the index has already."""
        slot = self._index.slot_of(source.id)
        if slot is not None:
            self._columns.put(slot, source)

    def all(self, question: Question) -> list[Found]:
        """Every source, best first."""
        return self._found(question, slots_of(self._index.all), None)

    def first(self, question: Question, count: int) -> list[Found]:
        """The first of those that fit or may fit."""
        left = self._index.left(question.need, question.context.today)
        return self._found(question, slots_of(left), count)

    def _found(self, question: Question, slots: Slots, count: int | None) -> list[Found]:
        if not len(slots):
            return []
        weighed = self._weighed(question, slots)
        if count is not None:
            slots, weighed = _kept(slots, weighed, weighed.place != NOT_FOR_YOU)
        hides, gone = self._stand_ins(slots, weighed)
        if gone:
            slots, weighed = _kept(slots, weighed, ~np.isin(slots, gone))
        table = self._columns.text.table(question.wanted)
        if count is None:
            texts = self._columns.text.fits(table, slots.tolist())
        else:
            read, texts = read_the_best(weighed, lambda at: self._columns.text.fits(table, slots[at].tolist()), count)
            slots, weighed = _kept(slots, weighed, read)
        return self._listed(slots, weighed, texts, hides, count)

    def _weighed(self, question: Question, slots: Slots) -> Weighed:
        need, context, columns = question.need, question.context, self._columns
        pairs = Pairs(
            need=NeedFields(*np.array(fields_of(need), np.int64)[:, None]),
            cents=cents_of(need)[:, None],
            source=columns.fields(slots, need, context.today),
            near=near_of(self._index.near(need), slots),
            today=context.today,
        )
        scene = Scene(
            pairs=pairs,
            measures=columns.measures(slots),
            worth=themes_of(need, context.rarity)[:, None],
            expected=context.expected_cover,
            count=len(slots),
            pair=lambda at: (need, columns.sources[slots[at]], context),
        )
        rules = self._rules(question, slots, columns.rules_of(slots))
        return self._relation.weigh(scene, self._kinds(question, columns.kinds_of(slots)), rules)

    def _kinds(self, question: Question, numbers: NDArray[np.int32]) -> Callable[[Criterion], Kinds | None]:
        """What need and sources are to a criterion, when that is declared."""
        told = dict(zip(keys.OF_SOURCE, zip(numbers, np.any(numbers, axis=1), strict=True), strict=True))

        def kinds_of(criterion: Criterion) -> Kinds | None:
            names = reads.OF_CRITERION.get(criterion)
            if names is None or criterion not in told:
                return None
            many, is_told = told[criterion]
            if not is_told:
                return SILENT
            one = (question.context.today, *reads.facts(names, question.need, question.context))
            return Kinds(one, many, len(self._columns.kinds[criterion]))

        return kinds_of

    def _rules(self, question: Question, slots: Slots, numbers: NDArray[np.int32]) -> Codes:
        """The effect of each requirement, asked once for each that differs and each need that differs to it."""
        row = np.zeros(len(self._columns.rules), np.uint16)
        facts: dict[reads.Names, Hashable] = {}
        for number in np.unique(numbers).tolist():
            row[number] = self._of_rule(question, number, facts)
        codes: Codes = row[numbers]
        for at in self._asked_before(question.need, slots):
            source = self._columns.sources[slots[at]]
            for row, rule in zip(codes, source.requirements, strict=False):
                if rule.kind in keys.OF_HISTORY:
                    row[at] = self._asked(question, rule, source)
        return codes

    def _asked_before(self, need: Need, slots: Slots) -> list[int]:
        """The positions of the sources that this place asked before."""
        known = {slot for earlier in need.earlier if (slot := self._index.slot_of(earlier.source_id)) is not None}
        return np.flatnonzero(np.isin(slots, list(known))).tolist() if known else []

    def _of_rule(self, question: Question, number: int, facts: dict[reads.Names, Hashable]) -> int:
        known = self._columns.rules[number]
        if known is None:
            return self._relation.answers.none
        names = reads.of_rule(known[0])
        if names is None:
            return self._asked(question, *known)
        if names not in facts:
            facts[names] = reads.facts(names, question.need, question.context)
        key = (number, question.context.today, facts[names])
        code = self._of_rules.get(key)
        if code is None:
            if len(self._of_rules) >= _MOST_RULES:
                self._of_rules.clear()
            code = self._of_rules[key] = self._asked(question, *known)
        return code

    def _asked(self, question: Question, rule: Requirement, source: Source) -> int:
        return self._relation.answers.codes.number(effect_of_rule(rule, question.need, source, question.context))

    def _stand_ins(self, slots: Slots, weighed: Weighed) -> tuple[Hides, list[int]]:
        """Which local variants stand in for which general schemes, and the slots of those."""
        sources, slot_of = self._columns.sources, self._index.slot_of
        children = slots[self._columns.has_parent(slots)].tolist()
        parents = (slot_of(sources[child].parent or "") for child in children)
        family = sorted({*children, *(slot for slot in parents if slot is not None)})
        groups: dict[str, Group] = {}
        for slot, at in zip(family, np.searchsorted(slots, family).tolist(), strict=True):
            if at < len(slots) and slots[at] == slot:
                groups[sources[slot].id] = Group.NOT_FOR_YOU if weighed.place[at] == NOT_FOR_YOU else Group.FITS
        hides = stand_ins(groups, {sources[slot].id: sources[slot] for slot in family})
        return hides, [slot for slot in family if sources[slot].id in groups.keys() - hides.keys()]

    def _listed(self, slots: Slots, weighed: Weighed, texts: Floats, hides: Hides, count: int | None) -> list[Found]:
        ids = [self._columns.sources[slot].id for slot in slots.tolist()]
        scores = weighed.scores(texts)
        turns, scores = weighed.turns(scores).tolist(), scores.tolist()
        best = sorted(range(len(ids)), key=lambda at: (turns[at], ids[at]))[:count]
        return [
            Found(
                ranked_of(self._columns.sources[slots[at]], int(weighed.flags[at]), int(weighed.place[at]), scores[at]),
                float(texts[at]),
                hides.get(ids[at], ()),
            )
            for at in best
        ]


def _kept(slots: Slots, weighed: Weighed, keep: NDArray[Any]) -> tuple[Slots, Weighed]:
    return slots[keep], weighed.only(keep)

"""The compiled matcher: the answers of domain/matching.py, from an index, and from rows that remember or columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from services.matcher.domain.context import Context
from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.landlords import Landlords
from services.matcher.domain.matching import order, stand_ins
from services.matcher.domain.need import Need
from services.matcher.domain.pair import Group, Match, judge_pair
from services.matcher.domain.regions import Regions
from services.matcher.domain.scoring.parts import expected_cover
from services.matcher.domain.source import Source
from services.matcher.domain.text_fit import TextFit, Weights
from services.matcher.engine.edition import RECOUNTED_UP_TO, Edition
from services.matcher.engine.lazy_match import LazyMatch
from services.matcher.engine.reverse import CompiledNeeds
from services.matcher.engine.rows import Asked, Keys, Ranked, Row
from services.matcher.engine.source_index import SourceIndex

if TYPE_CHECKING:
    from services.matcher.engine.columns.forward import Forward, Found, Question

ROWS_UP_TO = RECOUNTED_UP_TO
"""Sources up to which rows that remember are quicker than columns."""


class CompiledMatcher:
    """Matches needs with one set of sources, as `Matcher` does, and takes changes of single sources.

    Words and themes are weighed by the counts of the `edition`; without one these sources are counted. Use one
    object from several threads only for matching; a change makes a new object (`changed`).
    """

    def __init__(
        self,
        sources: Iterable[Source],
        regions: Regions,
        lives: ShelfLives | None = None,
        edition: Edition | None = None,
        rows_up_to: int = ROWS_UP_TO,
    ) -> None:
        self._regions, self._lives, self._rows_up_to = regions, lives or ShelfLives(), rows_up_to
        self._sources = {source.id: source for source in sources}
        self._index = SourceIndex(self._sources.values(), regions, self._lives)
        self._landlords = Landlords(self._sources.values())
        self._keys = Keys()
        self._edition = edition or Edition.of(self._sources.values())
        self._offered: dict[str, Weights] = {}
        self._columns: Forward | None = None
        self._rows: dict[str, Row] = {}
        self._compile()

    def match(self, need: Need, today: date) -> list[Match]:
        """All sources for this need, best first; a general scheme is left out where its local variant applies."""
        if self._columns:
            question = self._question(need, today)
            return self._lazy(self._columns.all(question), question)
        return self._listed(self._sources, need, today)

    def first(self, need: Need, today: date, count: int = 20) -> list[Match]:
        """The first matches that fit or may fit, exactly as `match` orders them, without weighing the others."""
        if self._columns:
            question = self._question(need, today)
            return self._lazy(self._columns.first(question, count), question)
        return self._listed(self.left(need, today), need, today, count)

    def left(self, need: Need, today: date) -> list[str]:
        """The ids that the index leaves to be judged."""
        return self._index.survivors(need, today)

    def match_one(self, need: Need, source: Source, today: date) -> Match:
        """The match of one source, also when it is hidden behind its local variant or not in the set."""
        text = self._text
        fit = text.fit(text.weights_of_need(need), self._weights(source))
        return judge_pair(need, source, self.context(need, today), fit)

    def supposing(self, today: date) -> Callable[[Need, Source], Match]:
        """`match_one` for what-ifs: many changed needs or sources, of which the words stay as they are."""

        @lru_cache(maxsize=16)
        def read(need: Need) -> tuple[Context, Weights]:
            return self.context(need, today), self._text.weights_of_need(need)

        def judge(need: Need, source: Source) -> Match:
            context, wanted = read(need)
            known = self._sources.get(source.id, source)
            return judge_pair(need, source, context, self._text.fit(wanted, self._weights(known)))

        return judge

    def context(self, need: Need, today: date) -> Context:
        """What is read once for the whole need."""
        return Context(
            today=today,
            regions=self._regions,
            around=frozenset(self._regions.ancestors(need.where)),
            landlords=self._landlords.named_by(need),
            rarity=self._edition.rarity,
            expected_cover=expected_cover(need, self._edition.maxima),
            lives=self._lives,
        )

    def against(self, needs: Iterable[Need]) -> CompiledNeeds:
        """The same match turned around: these needs, for single sources."""
        return CompiledNeeds(needs, self._regions, self.context, self._edition, self._lives, self._rows_up_to)

    def changed(self, put: Iterable[Source], gone: Iterable[str]) -> CompiledMatcher:
        """A matcher after these changes; this one stays as it is. A small catalogue is counted anew as well.

        In a large one the counts stay those of the last edition: one source more hardly moves how rare words are.
        """
        other = copy(self)
        other._sources, other._rows = dict(self._sources), dict(self._rows)
        other._index, other._landlords = self._index.copy(), self._landlords.copy()
        other._offered = dict(self._offered)
        other._columns = self._columns.copy(other._index) if self._columns else None
        for source in put:
            other.put(source)
        for source_id in gone:
            other.drop(source_id)
        recounted = not self._sources or len(other._sources) <= RECOUNTED_UP_TO
        if recounted:
            other._edition, other._offered = Edition.of(other._sources.values()), {}
        if bool(other._columns) != other._is_large() or (other._columns and recounted):
            other._compile()
        return other

    def put(self, source: Source) -> None:
        """Adds or replaces one source: its bits, its row and its words. Not while others match with this object."""
        self._sources[source.id] = source
        self._index.put(source)
        self._landlords.put(source)
        self._offered.pop(source.id, None)
        if self._columns:
            self._columns.put(source)
        else:
            self._rows[source.id] = Row(source)

    def drop(self, source_id: str) -> None:
        """Takes one source out. Not while others match with this object."""
        self._index.drop(source_id)
        self._landlords.drop(source_id)
        self._sources.pop(source_id, None)
        self._rows.pop(source_id, None)
        self._offered.pop(source_id, None)

    @property
    def _text(self) -> TextFit:
        return self._edition.text

    def _weights(self, source: Source) -> Weights:
        if self._sources.get(source.id) is not source:
            return self._edition.weights_of(source)
        offered = self._offered.get(source.id)
        if offered is None:
            offered = self._offered[source.id] = self._edition.weights_of(source)
        return offered

    def _listed(self, ids: Iterable[str], need: Need, today: date, count: int | None = None) -> list[Match]:
        context = self.context(need, today)
        asked, wanted = Asked(need, context, self._keys), self._text.weights_of_need(need)
        rows, sources, fit = self._rows, self._sources, self._text.fit
        fits = {id_: fit(wanted, self._weights(sources[id_])) for id_ in ids}
        found = {id_: rows[id_].rank(asked, text) for id_, text in fits.items()}
        if count is not None:
            found = {id_: item for id_, item in found.items() if item.group is not Group.NOT_FOR_YOU}
        hides = stand_ins({id_: item.group for id_, item in found.items()}, sources)
        best = sorted((found[id_] for id_ in hides), key=_order)[:count]
        return [LazyMatch(item, hides[item.source_id], self._judge(item, asked, fits)) for item in best]

    def _judge(self, item: Ranked, asked: Asked, fits: dict[str, float]) -> Callable[[], Match]:
        source = self._sources[item.source_id]
        return partial(judge_pair, asked.need, source, asked.context, fits[item.source_id])

    def _is_large(self) -> bool:
        return len(self._sources) > self._rows_up_to

    def _compile(self) -> None:
        """Writes all sources in rows, or in columns when there are many."""
        if not self._is_large():
            self._columns, self._rows = None, {id_: Row(source) for id_, source in self._sources.items()}
            return
        # Brings numpy, which a small catalogue does without.
        from services.matcher.engine.columns.forward import Forward

        self._columns = Forward.of(self._sources.values(), self._index, self._edition, self._lives)
        self._rows = {}

    def _question(self, need: Need, today: date) -> Question:
        from services.matcher.engine.columns.forward import Question

        return Question(need, self.context(need, today), self._text.weights_of_need(need))

    def _lazy(self, found: list[Found], question: Question) -> list[Match]:
        return [
            LazyMatch(
                item.ranked,
                item.hides,
                partial(judge_pair, question.need, self._sources[item.ranked.source_id], question.context, item.text),
            )
            for item in found
        ]


def _order(item: Ranked) -> tuple[int, float, str]:
    return order(item.source_id, item.group, item.score, item.was_no)

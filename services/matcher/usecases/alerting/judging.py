"""Holds changed sources against open needs: the reverse match with the old and the new version, by today's rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.matcher.domain.alerting.consequence import Consequence
from services.matcher.domain.alerting.rules import consequences
from services.matcher.domain.alerting.standing import Standing, closing_of, cover_of, start_fits
from services.matcher.domain.need import Need
from services.matcher.domain.pair import Group
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer
from services.matcher.engine.matcher import CompiledMatcher
from services.matcher.engine.reverse import CompiledNeeds
from services.matcher.engine.rows import Ranked
from services.matcher.settings import MatcherContext
from services.matcher.storage.needs import NeedRow
from services.matcher.usecases.catalogue.current import Catalogue
from services.matcher.usecases.needs.need import PlacedNeed
from services.matcher.usecases.places.place import load_places
from shared.access.scope import SYSTEM
from shared.kernel.errors import InvalidInput


@dataclass(frozen=True)
class NeedsAtHand:
    """Some open needs, ready to be matched with single sources; `variants` holds the local variants of general ones."""

    placed: dict[str, PlacedNeed]
    needs: dict[str, Need]
    matcher: CompiledMatcher
    compiled: CompiledNeeds
    variants: Mapping[str, Sequence[Source]]
    today: date

    def touched_by(
        self, before: Source | None, after: Source | None, *, is_new: bool
    ) -> Iterator[tuple[PlacedNeed, list[Consequence]]]:
        """The needs for which a source that was `before` and is now `after` (None: not there) has consequences.

        `is_new`: it was never in the catalogue before.
        A need that sees a local variant in its place is not touched: the source does not stand among its matches.
        """
        was, now = self._matches(before), self._matches(after)
        for need_id in sorted((was.keys() | now.keys()) - self._with_a_variant_of(after or before)):
            need = self.needs[need_id]
            old = self._standing(need, before, was.get(need_id))
            new = self._standing(need, after, now.get(need_id))
            found = consequences(need, old, new, self.today, is_new=is_new)
            if found:
                yield self.placed[need_id], found

    def _matches(self, source: Source | None) -> dict[str, Ranked]:
        return {} if source is None else self.compiled.matches(source, self.today)

    def _with_a_variant_of(self, source: Source | None) -> set[str]:
        variants = self.variants.get(source.id, ()) if source else ()
        return {id_ for one in variants if source and set(one.areas) != set(source.areas) for id_ in self._matches(one)}

    def _standing(self, need: Need, source: Source | None, ranked: Ranked | None) -> Standing | None:
        if source is None:
            return None
        return Standing(
            source=source,
            group=ranked.group if ranked else Group.NOT_FOR_YOU,
            score=ranked.score if ranked else 0.0,
            is_signpost=ranked.is_signpost if ranked else source.is_signpost,
            closing=closing_of(source, need, self.today),
            start_fits=start_fits(need, source, self.matcher.context(need, self.today)),
            cover_cents=cover_of(need, source),
            no_reason=None if ranked else self._reason(need, source),
        )

    def _reason(self, need: Need, source: Source) -> str | None:
        """The code of the first hard no. An index may leave a pair out without saying why, so the rules are asked."""
        verdicts = self.matcher.match_one(need, source, self.today).verdicts
        return next((v.reason for v in verdicts if v.is_hard and v.answer is Answer.NO), None)


def needs_at_hand(ctx: MatcherContext, rows: Sequence[NeedRow], catalogue: Catalogue) -> NeedsAtHand:
    """These needs of all places; those of which nobody told where they happen can't be matched and are left out."""
    places = load_places(ctx, SYSTEM, {row.place_id for row in rows})
    placed = {row.id: PlacedNeed(row, places[row.place_id]) for row in rows if row.place_id in places}
    needs = dict(_readable(placed.values()))
    compiled = catalogue.matcher.against(needs.values())
    return NeedsAtHand(placed, needs, catalogue.matcher, compiled, _variants(catalogue), ctx.today())


def _variants(catalogue: Catalogue) -> dict[str, list[Source]]:
    found: dict[str, list[Source]] = {}
    for entry in catalogue.sources.values():
        if entry.listed and entry.source.parent:
            found.setdefault(entry.source.parent, []).append(entry.source)
    return found


def readable_needs(ctx: MatcherContext, rows: Sequence[NeedRow]) -> dict[str, Need]:
    """These needs by id; those that can't be read, or whose place is gone, are left out."""
    places = load_places(ctx, SYSTEM, {row.place_id for row in rows})
    return dict(_readable(PlacedNeed(row, places[row.place_id]) for row in rows if row.place_id in places))


def _readable(placed: Iterable[PlacedNeed]) -> Iterator[tuple[str, Need]]:
    for one in placed:
        try:
            yield one.id, one.need()
        except InvalidInput:
            continue

"""Finds sources by words and criteria; published sources are for everybody."""

from __future__ import annotations

from collections.abc import Callable

from services.matcher.domain.regions import Regions
from services.matcher.domain.searching.search_words import SearchText, search_text, search_words
from services.matcher.domain.searching.source_search import SourceSearch, finds, order_by_name
from services.matcher.domain.source import Source
from services.matcher.settings import MatcherContext
from services.matcher.usecases.catalogue.current import Catalogue, CatalogueSource, current_catalogue
from services.matcher.usecases.catalogue.see_sources import READ
from services.matcher.usecases.proposing.analyser import text_analyser
from shared.access.actors import Actor
from shared.access.rights import require

_NO_TEXT = SearchText(frozenset(), "")


def search_sources(ctx: MatcherContext, actor: Actor | None, search: SourceSearch) -> list[CatalogueSource]:
    """The listed sources that the search finds, by name."""
    require(actor, READ)
    return found_in(current_catalogue(ctx.database), search)


def found_in(catalogue: Catalogue, search: SourceSearch) -> list[CatalogueSource]:
    """The same in a catalogue at hand."""
    is_found = finder(search, catalogue.regions, _texts)
    found = [entry for entry in catalogue.sources.values() if entry.listed and is_found(entry.source)]
    return sorted(found, key=lambda entry: order_by_name(entry.source))


class SourceTexts:
    """What is searched of each source, worked out once as long as it is asked of one version of it."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Source, SearchText]] = {}

    def of(self, source: Source) -> SearchText:
        """The text of this version."""
        known = self._known.get(source.id)
        if known is None or known[0] is not source:
            known = self._known[source.id] = (source, search_text(source, text_analyser()))
        return known[1]


def finder(search: SourceSearch, regions: Regions, texts: SourceTexts) -> Callable[[Source], bool]:
    """The search as one question to ask of each source. Without words nothing is read."""
    if not search.words:
        return lambda source: finds(search, (), source, _NO_TEXT, regions)
    words = search_words(search.words, text_analyser())
    return lambda source: finds(search, words, source, texts.of(source), regions)


_texts = SourceTexts()

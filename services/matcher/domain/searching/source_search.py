"""What somebody looks for in the catalogue; the same rule for the page, the count and the alerts."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from services.matcher.domain.dutch import plain
from services.matcher.domain.regions import Regions
from services.matcher.domain.searching.search_words import SearchText, SearchWord
from services.matcher.domain.source import Source


@dataclass(frozen=True, slots=True)
class SourceSearch:
    """The criteria of a search; None or empty: anything. `area` is a region code, the others are codes of lists."""

    words: str = ""
    support: str | None = None
    area: str | None = None
    theme: str | None = None
    status: str | None = None
    provider_kind: str | None = None

    def criteria(self) -> dict[str, str]:
        """Only what is asked, by name: for an address bar, for keeping, and for telling an empty search."""
        return {name: value for name, value in asdict(self).items() if value}

    def admits(self, source: Source, regions: Regions) -> bool:
        """Whether the source answers to everything but the words. What a source does not tell does not count."""
        return (
            (self.support is None or self.support in source.support)
            and (self.theme is None or self.theme in (source.themes or ()))
            and (self.status is None or self.status == source.status)
            and (self.provider_kind is None or self.provider_kind == source.provider_kind)
            and (self.area is None or _works_in(source, self.area, regions))
        )


def finds(
    search: SourceSearch, words: tuple[SearchWord, ...], source: Source, text: SearchText, regions: Regions
) -> bool:
    """Whether the search finds this source; `words` are those of the search and `text` is that of the source."""
    return search.admits(source, regions) and all(word.is_in(text) for word in words)


def order_by_name(source: Source) -> tuple[str, str]:
    """The key to sort what was found by."""
    return plain(source.name), source.id


def _works_in(source: Source, area: str, regions: Regions) -> bool:
    """Whether it gives in this area: in the area itself or in all of something around it, such as the country."""
    around = set(regions.ancestors(area))
    return not around.isdisjoint(source.areas) and around.isdisjoint(source.excluded_areas)

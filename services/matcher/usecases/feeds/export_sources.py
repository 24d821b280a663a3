"""The listed sources, or those of a search, as a file to take along."""

from __future__ import annotations

from collections.abc import Iterable

from services.matcher.settings import MatcherContext
from services.matcher.storage.feed_files import Format, write_feed
from services.matcher.usecases.catalogue.current import CatalogueSource, current_catalogue


def listed_sources(ctx: MatcherContext) -> list[CatalogueSource]:
    """Every source that is listed."""
    return [entry for entry in current_catalogue(ctx.database).sources.values() if entry.listed]


def export_sources(entries: Iterable[CatalogueSource], format_: Format) -> bytes:
    """The sources in order of id; reading the file in again changes nothing."""
    return write_feed(sorted((entry.document for entry in entries), key=lambda record: str(record["id"])), format_)

"""The listed sources, or those of a search, as a file to take along."""

from __future__ import annotations

from services.matcher.settings import MatcherContext
from services.matcher.storage.feed_files import Format, write_feed
from services.matcher.usecases.catalogue.see_sources import search_sources
from shared.access.actors import Actor


def export_sources(
    ctx: MatcherContext, actor: Actor | None, format_: Format, words: str = "", support: str | None = None
) -> tuple[int, bytes]:
    """How many sources, and the file; reading it in again changes nothing."""
    found = search_sources(ctx, actor, words, support)
    records = sorted((entry.document for entry in found), key=lambda record: str(record["id"]))
    return len(records), write_feed(records, format_)

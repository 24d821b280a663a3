"""An old address of a source leads to the source that it turned out to be."""

from __future__ import annotations

from services.matcher.settings import MatcherContext
from services.matcher.storage import redirects
from services.matcher.usecases.catalogue.current import Catalogue
from shared.access.scope import NOBODY


def current_id(ctx: MatcherContext, catalogue: Catalogue, source_id: str) -> str:
    """The id to look under now. Asks the database only about a source that is listed no more."""
    entry = catalogue.sources.get(source_id)
    if entry is None or entry.listed:
        return source_id
    with ctx.database.read() as connection:
        return redirects.followed(NOBODY, connection, source_id)

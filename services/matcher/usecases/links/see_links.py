"""What is known of the pages of sources: for who looks after the catalogue, and for the page of one source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.matcher.domain.care.dead_links import LinkCheck, LinkState
from services.matcher.settings import MatcherContext
from services.matcher.storage import link_checks
from services.matcher.usecases.catalogue.current import CatalogueSource, current_catalogue
from services.matcher.usecases.feeds.rights import caring
from services.matcher.usecases.links.pages_of import pages_of
from shared.access.actors import Actor
from shared.access.scope import NOBODY


@dataclass(frozen=True)
class Links:
    """Some pages with the sources that name them, and how many there are in each state."""

    pages: Sequence[tuple[LinkCheck, Sequence[CatalogueSource]]]
    counts: Mapping[LinkState, int]
    is_on: bool


def see_links(ctx: MatcherContext, actor: Actor | None, state: LinkState, *, start: int, limit: int) -> Links:
    """The pages in one state, the longest failing first."""
    person = caring(actor)
    with ctx.database.read() as connection:
        found = link_checks.checks(person.scope, connection, [state], start=start, limit=limit)
        counts = link_checks.counts(person.scope, connection)
    naming: dict[str, list[CatalogueSource]] = {check.url: [] for check in found}
    for entry in current_catalogue(ctx.database).sources.values():
        for url in pages_of(entry) if entry.listed else ():
            if url in naming:
                naming[url].append(entry)
    return Links([(check, naming[check.url]) for check in found], counts, ctx.settings.check_links)


def gone_pages(ctx: MatcherContext, entry: CatalogueSource) -> list[LinkCheck]:
    """The pages of a source that are gone; for everybody."""
    urls = pages_of(entry)
    if not urls:
        return []
    with ctx.database.read() as connection:
        found = link_checks.checks_of(NOBODY, connection, urls)
    return [check for check in found if check.state is LinkState.GONE]

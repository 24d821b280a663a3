"""Looking through the catalogue; published sources are for everybody."""

from __future__ import annotations

from services.matcher.domain.dutch import plain
from services.matcher.settings import MatcherContext
from services.matcher.usecases.catalogue.current import Catalogue, CatalogueSource, current_catalogue
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.kernel.errors import NotFound
from shared.wording.texts import gettext as _

READ = Right(Resource.SOURCE, Action.READ)


def see_source(ctx: MatcherContext, actor: Actor | None, source_id: str) -> tuple[Catalogue, CatalogueSource]:
    """One source and the catalogue it stands in; raises NotFound."""
    require(actor, READ)
    catalogue = current_catalogue(ctx.database)
    return catalogue, source_of(catalogue, source_id)


def source_of(catalogue: Catalogue, source_id: str) -> CatalogueSource:
    """The source with this id, also when it is listed no more; raises NotFound."""
    entry = catalogue.sources.get(source_id)
    if entry is None:
        raise NotFound(_("Deze bron staat niet in de catalogus."))
    return entry


def search_sources(
    ctx: MatcherContext, actor: Actor | None, words: str = "", support: str | None = None
) -> list[CatalogueSource]:
    """Listed sources by name: those whose name, provider or summary hold every word, and that offer the support."""
    require(actor, READ)
    wanted = plain(words[:200]).split()
    found = [entry for entry in current_catalogue(ctx.database).sources.values() if entry.listed]
    if support:
        found = [entry for entry in found if support in entry.source.support]
    found = [entry for entry in found if all(word in _text(entry) for word in wanted)]
    return sorted(found, key=lambda entry: (plain(entry.source.name), entry.source.id))


def _text(entry: CatalogueSource) -> str:
    return plain(f"{entry.source.name} {entry.source.provider} {entry.source.summary}")

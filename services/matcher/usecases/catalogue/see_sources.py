"""Looking through the catalogue; published sources are for everybody."""

from __future__ import annotations

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

"""Sources that look like one and the same, two of them side by side, and those that were made one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.matcher.domain.care.duplicates import Likeness, Pair, likeness
from services.matcher.domain.care.merging import differing_fields
from services.matcher.settings import MatcherContext
from services.matcher.storage import redirects
from services.matcher.storage.redirects import Redirect
from services.matcher.usecases.catalogue.current import Catalogue, CatalogueSource, current_catalogue
from services.matcher.usecases.catalogue.see_sources import source_of
from services.matcher.usecases.feeds.rights import caring
from shared.access.actors import Actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

MOST_MERGED = 30


@dataclass(frozen=True)
class Duplicates:
    """Pairs that may be one source, the surest first; and the newest that were made one."""

    catalogue: Catalogue
    pairs: Sequence[Pair]
    merged: Sequence[Redirect]


@dataclass(frozen=True)
class Comparison:
    """Two sources side by side: why they look alike, and the fields that differ."""

    catalogue: Catalogue
    first: CatalogueSource
    second: CatalogueSource
    why: Sequence[Likeness]
    fields: Sequence[str]


def see_duplicates(ctx: MatcherContext, actor: Actor | None) -> Duplicates:
    """What there is to look at."""
    person = caring(actor)
    catalogue = current_catalogue(ctx.database)
    with ctx.database.read() as connection:
        told = set(redirects.distinct_pairs(person.scope, connection))
        merged = redirects.redirects(person.scope, connection, limit=MOST_MERGED)
    pairs = [pair for pair in catalogue.alike if (pair.first_id, pair.second_id) not in told]
    return Duplicates(catalogue, pairs, merged)


def compare(ctx: MatcherContext, actor: Actor | None, first_id: str, second_id: str) -> Comparison:
    """Two listed sources side by side. Raises NotFound, or InvalidInput for what can't be made one."""
    caring(actor)
    catalogue = current_catalogue(ctx.database)
    first, second = source_of(catalogue, first_id), source_of(catalogue, second_id)
    if first is second:
        message = _("Dit is twee keer dezelfde bron. Kies een andere.")
        raise InvalidInput([FieldError("second", "same_source", message)])
    for field, entry in (("first", first), ("second", second)):
        if not entry.listed:
            message = _("Deze bron staat niet meer in de catalogus. Kies een andere.")
            raise InvalidInput([FieldError(field, "not_listed", message)])
    fields = differing_fields(first.document, second.document)
    return Comparison(catalogue, first, second, likeness(first.source, second.source), fields)

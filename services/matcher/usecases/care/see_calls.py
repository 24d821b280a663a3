"""The calls that are worth most: givers whose answer the open needs of somebody's places wait for."""

from __future__ import annotations

from dataclasses import dataclass

from services.matcher.domain.care.asking_order import Waiting, in_order, waits_for_a_call
from services.matcher.domain.care.checking import REST
from services.matcher.domain.need import Need
from services.matcher.settings import MatcherContext
from services.matcher.storage import source_checks
from services.matcher.storage.needs import OPEN
from services.matcher.usecases.care.best_matches import best_matches
from services.matcher.usecases.care.rights import CHECK, allowed
from services.matcher.usecases.catalogue.current import Catalogue, CatalogueSource, believed, current_catalogue
from services.matcher.usecases.needs.need import PlacedNeed, needs_of
from services.matcher.usecases.places.place import my_places
from shared.access.actors import Actor
from shared.wording.texts import gettext as _

MOST_NEEDS = 2000


@dataclass(frozen=True)
class Call:
    """One giver to call, what waits for it, and what to read aloud."""

    entry: CatalogueSource
    waiting: Waiting
    phone: str | None
    read_aloud: tuple[str, ...]


@dataclass(frozen=True)
class CallPage:
    """Calls from the `start`-th on, the most valuable first, out of `total`.

    `needs` is how many open needs were looked at, `left` how many not yet: the next time goes on from there.
    """

    start: int
    calls: tuple[Call, ...]
    total: int
    needs: int
    left: int


def see_calls(ctx: MatcherContext, actor: Actor | None, *, start: int = 0, limit: int = 10) -> CallPage:
    """The calls from the `start`-th on, for the needs that this person may see. Raises NotSignedIn, Forbidden."""
    person = allowed(actor, CHECK)
    catalogue, needs = current_catalogue(ctx.database), _open_needs(ctx, person)
    with ctx.database.read() as connection:
        resting = source_checks.not_reached_since(person.scope, connection, ctx.clock.now() - REST)
    today, lives = ctx.today(), believed(ctx.database)
    open_questions = {id_ for id_, entry in catalogue.sources.items() if waits_for_a_call(entry.source, today, lives)}
    best = best_matches(ctx.database, catalogue, needs, today)
    waits = ((id_, score) for scores in best for id_, score in scores.items() if id_ in open_questions)
    ordered = in_order(waits, resting)
    start = start if start < len(ordered) else 0  # the list grew shorter by answers
    calls = tuple(_call(catalogue, one, person.name) for one in ordered[start : start + limit])
    return CallPage(start, calls, len(ordered), len(best), len(needs) - len(best))


def read_aloud(entry: CatalogueSource, person_name: str) -> tuple[str, ...]:
    """What somebody can say on the phone: who they are and what they ask, in four sentences at most."""
    source = entry.source
    return (
        _("Goedendag, u spreekt met %(name)s.", name=person_name),
        _("Ik help buurtplekken die steun zoeken."),
        _("Kunnen zij nu aanvragen bij “%(source)s”, en tot welke dag?", source=source.name),
        _("Kloppen de bedragen en regels op uw website nog?"),
    )


def _call(catalogue: Catalogue, waiting: Waiting, person_name: str) -> Call:
    entry = catalogue.sources[waiting.source_id]
    return Call(entry, waiting, entry.source.phone, read_aloud(entry, person_name))


def _open_needs(ctx: MatcherContext, actor: Actor) -> list[Need]:
    """The open needs of the places in reach; without an area nothing can be matched yet."""
    places = {place.id: place for place in my_places(ctx, actor)}
    rows = needs_of(ctx, actor, list(places), state=OPEN, limit=MOST_NEEDS)
    placed = (PlacedNeed(row, places[row.place_id]) for row in rows)
    return [one.need() for one in placed if one.area is not None]

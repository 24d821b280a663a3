"""A place with everything known of it: what it is (people database) and what it told (matcher's database)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.engine import Connection

from services.matcher.settings import MatcherContext
from services.matcher.storage.place_facts import PlaceFactsRow, facts_of, facts_of_all
from services.matcher.usecases.outcomes.history import NO_HISTORY, PlaceHistory, histories_of
from shared.access import directory, sharing
from shared.access.actors import Actor
from shared.access.directory import Organisation
from shared.access.rights import Action, Resource, Right, require
from shared.access.scope import Scope
from shared.kernel.errors import NotFound
from shared.wording.texts import gettext as _

READ = Right(Resource.PLACE_PROFILE, Action.READ)


@dataclass(frozen=True)
class Place:
    """One place, the facts it told, and its applications as the tracker knows them. `version` is of the facts.

    `withheld` names the facts that the place does not share with who looks: they are as if nobody told them.
    """

    organisation: Organisation
    facts: PlaceFactsRow
    history: PlaceHistory = NO_HISTORY
    withheld: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The id of the organisation."""
        return self.organisation.id

    @property
    def name(self) -> str:
        """The name of the organisation."""
        return self.organisation.name

    @property
    def version(self) -> int:
        """The version of the facts; 0 when nothing was told yet."""
        return self.facts.version

    def value(self, fact: str) -> Any:
        """What the place told about one fact, None when it did not."""
        told = self.facts.facts.get(fact)
        return told["value"] if told else None

    def record(self) -> dict[str, Any]:
        """The place as need.schema.json writes it; facts that are not known are left out."""
        organisation = self.organisation
        base = {
            "name": organisation.name,
            "area": organisation.area_code,
            "legal_form": organisation.legal_form,
            "kvk_number": organisation.kvk_number,
        }
        told = {name: fact["value"] for name, fact in self.facts.facts.items()}
        return {name: value for name, value in {**base, **told}.items() if value is not None}


def see_place(ctx: MatcherContext, actor: Actor | None, place_id: str) -> Place:
    """The private side of a place. Raises NotFound when there is none that this person may see."""
    require(actor, READ, place_id=place_id)
    return load_place(ctx, _scope(actor), place_id)


def my_places(ctx: MatcherContext, actor: Actor) -> list[Place]:
    """The places whose private side this person may see, by name."""
    with ctx.people.read() as connection:
        organisations = directory.places_of(connection, actor)
        kept_back = sharing.withheld(connection, actor.scope, [one.id for one in organisations])
    return [_as_shared(place, kept_back) for place in _with_facts(ctx, actor.scope, organisations)]


def load_place(ctx: MatcherContext, scope: Scope, place_id: str) -> Place:
    """The place within a scope that was already judged; raises NotFound when there is none."""
    with ctx.database.read() as connection:
        return place_on(ctx, connection, scope, place_id)


def place_on(ctx: MatcherContext, connection: Connection, scope: Scope, place_id: str) -> Place:
    """The same over a connection on the matcher's database that is open already."""
    with ctx.people.read() as people:
        organisation = directory.organisation(people, place_id)
        kept_back = sharing.withheld(people, scope, [place_id])
    if organisation is None or organisation.kind != "place" or not scope.reaches(place_id):
        raise NotFound(_("Deze plek bestaat niet, of is niet voor u."))
    history = histories_of(ctx, connection, scope, [organisation])[place_id]
    return _as_shared(Place(organisation, facts_of(scope, connection, place_id), history), kept_back)


def load_places(ctx: MatcherContext, scope: Scope, place_ids: Iterable[str]) -> dict[str, Place]:
    """The places by id within a scope that was already judged; those that are gone are left out."""
    with ctx.people.read() as connection:
        found = directory.organisations(connection, (id_ for id_ in place_ids if scope.reaches(id_)))
        kept_back = sharing.withheld(connection, scope, found)
    places = (_as_shared(place, kept_back) for place in _with_facts(ctx, scope, found.values()))
    return {place.id: place for place in places if place.organisation.kind == "place"}


def _with_facts(ctx: MatcherContext, scope: Scope, organisations: Iterable[Organisation]) -> list[Place]:
    organisations = list(organisations)
    with ctx.database.read() as connection:
        told = facts_of_all(scope, connection, [organisation.id for organisation in organisations])
        histories = histories_of(ctx, connection, scope, organisations)
    return [Place(one, told.get(one.id) or PlaceFactsRow(one.id, 0, {}), histories[one.id]) for one in organisations]


def _as_shared(place: Place, kept_back: Mapping[str, frozenset[str]]) -> Place:
    """The place without what it does not share."""
    gone = kept_back.get(place.id, frozenset())
    if not gone:
        return place
    organisation = replace(
        place.organisation,
        legal_form=None if "legal_form" in gone else place.organisation.legal_form,
        kvk_number=None if "kvk_number" in gone else place.organisation.kvk_number,
    )
    told = {fact: about for fact, about in place.facts.facts.items() if fact not in gone}
    return replace(place, organisation=organisation, facts=replace(place.facts, facts=told), withheld=gone)


def _scope(actor: Actor | None) -> Scope:
    return actor.scope if actor else Scope()

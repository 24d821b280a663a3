"""A need with the place that has it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from services.matcher.domain.need import Need, need_from_record
from services.matcher.settings import MatcherContext
from services.matcher.storage.needs import NeedRow, find_need, needs_of_places
from services.matcher.usecases.places.place import Place, place_on
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.access.scope import NOBODY, Scope
from shared.kernel.errors import FieldError, InvalidInput, NotFound, NotSignedIn
from shared.wording.texts import gettext as _

READ = Right(Resource.NEED, Action.READ)


@dataclass(frozen=True)
class PlacedNeed:
    """A stored need and its place."""

    row: NeedRow
    place: Place

    @property
    def id(self) -> str:
        """The id of the need."""
        return self.row.id

    @property
    def area(self) -> str | None:
        """Region code of where it happens: the need's own area, else that of the place."""
        return self.row.document.get("area") or self.place.organisation.area_code

    def record(self) -> dict[str, Any]:
        """The whole need as need.schema.json writes it."""
        return {**self.row.document, "id": self.row.id, "place": self.place.record()}

    def need(self) -> Need:
        """The need as the rules see it. Raises InvalidInput when nobody told where it happens."""
        if self.area is None:
            mend = _("Vul eerst in waar het gebeurt: de buurt, de wijk of de gemeente.")
            raise InvalidInput([FieldError("area", "required", mend)])
        record = self.record()
        # A place without an area of its own: the need says where it happens, and that is all the rules ask for.
        record["place"].setdefault("area", self.area)
        return replace(need_from_record(record), earlier=self.place.history.earlier_for(self.id))


def see_need(ctx: MatcherContext, actor: Actor | None, need_id: str) -> PlacedNeed:
    """The need, when this person may see it; raises NotSignedIn or NotFound."""
    if actor is None:
        raise NotSignedIn(_("Log eerst in."))
    found = load_need(ctx, actor.scope, need_id)
    require(actor, READ, place_id=found.row.place_id)
    return found


def load_need(ctx: MatcherContext, scope: Scope, need_id: str) -> PlacedNeed:
    """The need within a scope that was already judged; raises NotFound."""
    with ctx.database.read() as connection:
        row = find_need(scope, connection, need_id)
        if row is None:
            raise NotFound(_("Deze behoefte bestaat niet, of is niet voor u."))
        return PlacedNeed(row, place_on(ctx, connection, scope, row.place_id))


def needs_of(
    ctx: MatcherContext,
    actor: Actor | None,
    place_ids: list[str],
    *,
    state: str | None = None,
    before: str | None = None,
    limit: int = 100,
) -> list[NeedRow]:
    """Needs of these places that this person may see, newest first."""
    scope = actor.scope if actor else NOBODY
    with ctx.database.read() as connection:
        return needs_of_places(scope, connection, place_ids, state=state, before=before, limit=limit)

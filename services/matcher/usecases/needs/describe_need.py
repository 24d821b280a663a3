"""A place describes what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.matcher.settings import MatcherContext
from services.matcher.storage.needs import OPEN, NeedRow, insert_need
from services.matcher.usecases.acting import acting
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.needs.need import PlacedNeed
from services.matcher.usecases.needs.noting import need_entry
from services.matcher.usecases.needs.read_need import read_need
from services.matcher.usecases.places.place import load_place
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once

CREATE = Right(Resource.NEED, Action.CREATE)


def describe_need(
    ctx: MatcherContext, actor: Actor | None, place_id: str, given: Mapping[str, Any], *, once: Once | None = None
) -> PlacedNeed:
    """Keeps a new need of a place. `given` as in need.schema.json, amounts also as Dutch text.

    Raises InvalidInput with every error at once.
    """
    person = acting(actor, CREATE, place_id=place_id)
    place = load_place(ctx, person.scope, place_id)
    document = read_need(given, current_catalogue(ctx.database).regions)
    now = ctx.clock.now()
    row = NeedRow(
        id=new_id(),
        place_id=place_id,
        version=1,
        state=OPEN,
        document=document,
        created_by=person.person_id,
        created_at=now,
        changed_at=now,
    )
    found = PlacedNeed(row, place)
    with ctx.write() as work:
        if once:
            once.begin(work.connection)
        insert_need(person.scope, work.connection, row)
        work.note(need_entry("need.describe", person, None, row))
        if once:
            once.finish(work.connection, found)
    return found

"""A place changes what it told of its need, or closes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.matcher.settings import MatcherContext
from services.matcher.storage.needs import CLOSED, OPEN, NeedRow, find_need, save_need
from services.matcher.usecases.acting import acting
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.needs.need import PlacedNeed, see_need
from services.matcher.usecases.needs.noting import need_entry
from services.matcher.usecases.needs.read_need import read_need
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.kernel.errors import NotAllowedNow, NotFound
from shared.wording.texts import gettext as _

UPDATE = Right(Resource.NEED, Action.UPDATE)


def change_need(
    ctx: MatcherContext, actor: Actor | None, need_id: str, given: Mapping[str, Any], *, expected_version: int
) -> PlacedNeed:
    """Replaces the whole description. Raises InvalidInput with every error, Stale when somebody was first."""
    found = see_need(ctx, actor, need_id)
    person = acting(actor, UPDATE, place_id=found.row.place_id)
    if found.row.state == CLOSED:
        raise NotAllowedNow(_("Deze vraag is gesloten. Zet haar eerst weer open."), allowed=["reopen"])
    document = read_need(given, current_catalogue(ctx.database).regions)
    after = replace(found.row, document=document)
    return PlacedNeed(_save(ctx, person, after, "need.change", expected_version), found.place)


def close_need(ctx: MatcherContext, actor: Actor | None, need_id: str, *, expected_version: int) -> PlacedNeed:
    """Closes a need: it is found, or given up. Nothing is lost; it can be opened again."""
    return _set_state(ctx, actor, need_id, CLOSED, "need.close", expected_version)


def reopen_need(ctx: MatcherContext, actor: Actor | None, need_id: str, *, expected_version: int) -> PlacedNeed:
    """Opens a closed need again."""
    return _set_state(ctx, actor, need_id, OPEN, "need.reopen", expected_version)


def _set_state(
    ctx: MatcherContext, actor: Actor | None, need_id: str, state: str, action: str, expected_version: int
) -> PlacedNeed:
    found = see_need(ctx, actor, need_id)
    person = acting(actor, UPDATE, place_id=found.row.place_id)
    if found.row.state == state:
        text = _("Deze vraag is al gesloten.") if state == CLOSED else _("Deze vraag is al open.")
        raise NotAllowedNow(text, allowed=["reopen" if state == CLOSED else "close"])
    after = replace(found.row, state=state)
    return PlacedNeed(_save(ctx, person, after, action, expected_version), found.place)


def _save(ctx: MatcherContext, person: Actor, after: NeedRow, action: str, expected_version: int) -> NeedRow:
    after = replace(after, version=expected_version + 1, changed_at=ctx.clock.now())
    with ctx.write() as work:
        before = find_need(person.scope, work.connection, after.id)
        if before is None:
            raise NotFound(_("Deze vraag bestaat niet, of is niet voor u."))
        save_need(person.scope, work.connection, after, expected=expected_version)
        work.note(need_entry(action, person, before, after))
    return after

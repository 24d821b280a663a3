"""A place changes what it told of its need, or closes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from shared.contracts.messages import MessageKind
from shared.kernel.errors import NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

UPDATE = Right(Resource.NEED, Action.UPDATE)


def change_need(
    ctx: MatcherContext, actor: Actor | None, need_id: str, given: Mapping[str, Any], *, expected_version: int
) -> PlacedNeed:
    """Replaces the whole description. Raises InvalidInput with every error, Stale when somebody was first."""

    def change(row: NeedRow) -> NeedRow:
        if row.state == CLOSED:
            raise NotAllowedNow(_("Deze behoefte is gesloten. Zet haar eerst weer open."), allowed=["reopen"])
        return replace(row, document=read_need(given, current_catalogue(ctx.database).regions))

    return _save(ctx, actor, need_id, change, "need.change", expected_version)


def close_need(
    ctx: MatcherContext, actor: Actor | None, need_id: str, *, expected_version: int, once: Once | None = None
) -> PlacedNeed:
    """Closes a need: it is found, or given up. Nothing is lost; it can be opened again."""

    def change(row: NeedRow) -> NeedRow:
        if row.state == CLOSED:
            raise NotAllowedNow(_("Deze behoefte is al gesloten."), allowed=["reopen"])
        return replace(row, state=CLOSED)

    return _save(ctx, actor, need_id, change, "need.close", expected_version, once)


def reopen_need(
    ctx: MatcherContext, actor: Actor | None, need_id: str, *, expected_version: int, once: Once | None = None
) -> PlacedNeed:
    """Opens a closed need again."""

    def change(row: NeedRow) -> NeedRow:
        if row.state == OPEN:
            raise NotAllowedNow(_("Deze behoefte is al open."), allowed=["close"])
        return replace(row, state=OPEN)

    return _save(ctx, actor, need_id, change, "need.reopen", expected_version, once)


def _save(
    ctx: MatcherContext,
    actor: Actor | None,
    need_id: str,
    change: Callable[[NeedRow], NeedRow],
    action: str,
    expected_version: int,
    once: Once | None = None,
) -> PlacedNeed:
    found = see_need(ctx, actor, need_id)
    person = acting(actor, UPDATE, place_id=found.row.place_id)
    with ctx.write() as work:
        if once:
            once.begin(work.connection)
        before = find_need(person.scope, work.connection, need_id) or found.row
        after = replace(change(before), version=expected_version + 1, changed_at=ctx.clock.now())
        save_need(person.scope, work.connection, after, expected=expected_version)
        work.note(need_entry(action, person, before, after))
        if after.state == CLOSED:
            work.withdraw(subject=f"need:{need_id}", kind=MessageKind.SOURCES_CHANGED, reason="need_closed")
        saved = PlacedNeed(after, found.place)
        if once:
            once.finish(work.connection, saved)
    return saved

"""A person renames a kept search, turns its messages on or off, deletes it, takes that back, or looks at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from services.matcher.settings import MatcherContext
from services.matcher.storage.saved_searches import SavedSearchRow, forget_deleted, mark_looked, save_search
from services.matcher.storage.search_hits import silence
from services.matcher.usecases.searching.keep_search import read_alerts, read_name
from services.matcher.usecases.searching.saved_search import (
    CHANGE,
    DELETE,
    SavedSearch,
    my_search,
    own_row,
    owner,
    search_entry,
    with_count,
)
from shared.access.actors import Actor
from shared.access.rights import Right
from shared.access.scope import SYSTEM
from shared.kernel.errors import FieldError, InvalidInput
from shared.kernel.retention import Kept, kept_for
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

TAKEN_BACK_FOR = kept_for(Kept.SEARCHES)
"""For how long a deleted search can be taken back; then it is removed for good."""

Change = Callable[[SavedSearchRow], SavedSearchRow]


@dataclass(frozen=True)
class _Act:
    """What is done to a search: the right it asks for, its name in the audit log, and what becomes of the row."""

    right: Right
    name: str
    change: Change
    on_deleted: bool = False


def change_search(
    ctx: MatcherContext,
    actor: Actor | None,
    search_id: str,
    given: Mapping[str, Any],
    *,
    expected_version: int,
    once: Once | None = None,
) -> SavedSearch:
    """Changes `name` and `alerts`, where given. Raises InvalidInput with every error, Stale when it changed since."""
    act = _Act(CHANGE, "search.change", read_changes(given))
    return _do(ctx, actor, search_id, act, expected_version, once)


def read_changes(given: Mapping[str, Any]) -> Change:
    """What `given` changes in a search. Raises InvalidInput with every error."""
    errors: list[FieldError] = []
    values: dict[str, Any] = {}
    if "name" in given:
        values["name"] = read_name(given["name"], errors)
    if "alerts" in given:
        values["alerts"] = read_alerts(given["alerts"], errors)
        if given["alerts"] in (None, ""):
            errors.append(FieldError("alerts", "required", _("Antwoord met ja of nee.")))
    if errors:
        raise InvalidInput(errors)
    return lambda row: replace(row, **values)


def delete_search(
    ctx: MatcherContext, actor: Actor | None, search_id: str, *, expected_version: int, once: Once | None = None
) -> SavedSearch:
    """Deletes a search; it can be taken back for thirty days."""
    now = ctx.clock.now()
    act = _Act(DELETE, "search.delete", lambda row: replace(row, deleted_at=now))
    return _do(ctx, actor, search_id, act, expected_version, once)


def restore_search(
    ctx: MatcherContext, actor: Actor | None, search_id: str, *, expected_version: int, once: Once | None = None
) -> SavedSearch:
    """Takes the deleting back."""
    act = _Act(CHANGE, "search.restore", lambda row: replace(row, deleted_at=None), on_deleted=True)
    return _do(ctx, actor, search_id, act, expected_version, once)


def look_at_search(ctx: MatcherContext, actor: Actor | None, search_id: str) -> SavedSearch:
    """The search as it was before this look; what it found until now is not new any more."""
    found = my_search(ctx, actor, search_id)
    with ctx.write() as work:
        mark_looked(owner(actor, CHANGE).scope, work.connection, search_id, ctx.clock.now())
    return found


def forget_searches(ctx: MatcherContext) -> int:
    """Removes for good what was deleted thirty days ago."""
    with ctx.write() as work:
        return forget_deleted(SYSTEM, work.connection, ctx.clock.now() - TAKEN_BACK_FOR)


def _do(
    ctx: MatcherContext, actor: Actor | None, search_id: str, act: _Act, expected_version: int, once: Once | None
) -> SavedSearch:
    person = owner(actor, act.right)
    with ctx.write() as work:
        if once:
            once.begin(work.connection)
        before = own_row(person, work.connection, search_id, deleted=act.on_deleted)
        row = replace(act.change(before), version=expected_version + 1)
        save_search(person.scope, work.connection, row, expected=expected_version)
        if not row.alerts or row.deleted_at:
            silence(person.scope, work.connection, search_id)
        work.note(search_entry(act.name, person, search_id, ctx.clock.now(), row.version))
        after = with_count(ctx, row)
        if once:
            once.finish(work.connection, after)
    return after

"""A search that a person keeps, with what it finds now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from services.matcher.domain.searching.source_search import SourceSearch
from services.matcher.settings import MatcherContext
from services.matcher.storage.saved_searches import SavedSearchRow, find_search, searches_of
from services.matcher.storage.search_hits import SearchHit, new_hits
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.searching.search_sources import found_in
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, require
from shared.audit import AuditEntry
from shared.kernel.errors import NotFound, NotSignedIn
from shared.wording.texts import gettext as _

# What somebody keeps for themselves falls under the row of their own inbox.
READ, CREATE, CHANGE, DELETE = (
    Right(Resource.OWN_INBOX, action) for action in (Action.READ, Action.CREATE, Action.UPDATE, Action.DELETE)
)


@dataclass(frozen=True)
class SavedSearch:
    """A kept search; `count` is how many sources it finds now, `news` what is new since its person last looked."""

    row: SavedSearchRow
    count: int
    news: Sequence[SearchHit] = ()

    @property
    def id(self) -> str:
        """The id of the search."""
        return self.row.id

    @property
    def search(self) -> SourceSearch:
        """What it looks for."""
        return search_of(self.row)

    @property
    def new_sources(self) -> dict[str, str]:
        """The names of the new and changed sources, by id; each once, newest first."""
        return {hit.source_id: hit.facts["source_name"] for hit in reversed(self.news)}


def search_of(row: SavedSearchRow) -> SourceSearch:
    """What a stored search looks for."""
    return SourceSearch(**row.criteria)


def owner(actor: Actor | None, right: Right) -> Actor:
    """The person, when they may do this with what is their own. Raises NotSignedIn."""
    if actor is None:
        raise NotSignedIn(_("Log eerst in."))
    require(actor, right, owner_id=actor.person_id)
    return actor


def my_searches(ctx: MatcherContext, actor: Actor | None) -> list[SavedSearch]:
    """All kept searches of this person, newest first."""
    person = owner(actor, READ)
    with ctx.database.read() as connection:
        rows = searches_of(person.scope, connection)
        hits = new_hits(person.scope, connection)
    return [with_count(ctx, row, [hit for hit in hits if hit.search_id == row.id]) for row in rows]


def my_search(ctx: MatcherContext, actor: Actor | None, search_id: str) -> SavedSearch:
    """One kept search of this person; raises NotFound, also when it is deleted."""
    person = owner(actor, READ)
    with ctx.database.read() as connection:
        row = own_row(person, connection, search_id)
        hits = new_hits(person.scope, connection)
    return with_count(ctx, row, [hit for hit in hits if hit.search_id == search_id])


def own_row(person: Actor, connection: Connection, search_id: str, *, deleted: bool = False) -> SavedSearchRow:
    """The stored search of this person, deleted or not as asked; raises NotFound."""
    row = find_search(person.scope, connection, search_id)
    if row is None or (row.deleted_at is not None) is not deleted:
        raise NotFound(_("Deze zoekvraag is er niet, of is niet van u."))
    return row


def with_count(ctx: MatcherContext, row: SavedSearchRow, news: Sequence[SearchHit] = ()) -> SavedSearch:
    """The search with what it finds now."""
    return SavedSearch(row, len(found_in(current_catalogue(ctx.database), search_of(row))), news)


def search_entry(action: str, actor: Actor, search_id: str, at: datetime, version: int) -> AuditEntry:
    """What the audit log keeps of an act on a search: that it happened, not what somebody looks for."""
    return AuditEntry(
        action=action,
        subject=f"search:{search_id}",
        at=at,
        person_id=actor.person_id,
        via=actor.acting_via,
        detail={"version": version},
    )

"""Taking applications along: what somebody sees in the list, as rows for a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from services.tracker.domain.sheets.columns import Field
from services.tracker.domain.sheets.plan import odd_key
from services.tracker.domain.sheets.standing import plain, row_key_of
from services.tracker.domain.states import STATE_LABELS
from services.tracker.domain.wanted import Wanted
from services.tracker.settings import TrackerContext
from services.tracker.storage import application_lists
from services.tracker.storage.sheets import bases
from services.tracker.storage.sheets.bases import Base
from services.tracker.usecases.exchanging.rows import TakenRow, taken_rows
from services.tracker.usecases.exchanging.taking_along import check_taking_along
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, may, require
from shared.access.scope import Scope
from shared.audit import AuditEntry
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _

EXPORT = Right(Resource.EXCHANGE, Action.EXPORT)


def places_to_export(actor: Actor) -> frozenset[str]:
    """The places whose applications this person may take along."""
    return frozenset(place for place in actor.scope.places if may(actor, EXPORT, place_id=place).allowed)


def export_applications(
    ctx: TrackerContext, actor: Actor, wanted: Wanted, *, most: int | None = None
) -> Iterator[TakenRow]:
    """The rows of the wanted applications of places that this person may take along; the log says so.

    They are read while they are used, so that many take no more memory than few. What stands in each row is kept, so
    that the file can come back. Raises, before the first row, ReauthenticationNeeded for a sign-in of more than five
    minutes ago, TooMany, InvalidInput for more than `most` rows.
    """
    scope = _scope(actor, wanted)
    check_taking_along(ctx, actor, "application")
    with ctx.database.read() as connection:
        numbers = application_lists.numbers_of(connection, scope, wanted)
        owners = application_lists.owners(connection, scope)
    if most is not None and sum(numbers.values()) > most:
        message = _(
            "Dit zijn meer dan %(most)s aanvragen. Dat is te veel om te printen. Kies eerst een fase of een plek.",
            most=most,
        )
        raise InvalidInput([FieldError("", "too_many", message)])
    _log(ctx, actor, numbers)
    with ctx.people.read() as people:
        names = directory.organisation_names(people, scope.places) | directory.people_names(people, owners)
    return _rows(ctx, scope, wanted, names)


def _rows(ctx: TrackerContext, scope: Scope, wanted: Wanted, names: Mapping[str, str]) -> Iterator[TakenRow]:
    """Each batch is kept in a short transaction of its own, so that nobody waits for a long list."""
    now = ctx.clock.now()
    with ctx.database.read() as connection:
        for some in application_lists.all_of(connection, scope, wanted):
            rows = taken_rows(connection, scope, some, names)
            with ctx.write() as work:
                bases.keep(work.connection, scope, (_base(row) for row in rows), now)
            yield from rows


def _log(ctx: TrackerContext, actor: Actor, numbers: Mapping[str, int]) -> None:
    with ctx.write() as work:
        for place_id, number in sorted(numbers.items()):
            work.note(
                AuditEntry(
                    "applications.exported",
                    f"place:{place_id}",
                    ctx.clock.now(),
                    actor.person_id,
                    place_id,
                    acting_for=place_id if place_id in actor.mandate_of else None,
                    detail={"rows": number},
                )
            )


def _scope(actor: Actor, wanted: Wanted) -> Scope:
    """What may go along; raises NotFound or Forbidden when that is nothing."""
    places = places_to_export(actor)
    if wanted.place_id is not None or not places:
        require(actor, EXPORT, place_id=wanted.place_id or next(iter(sorted(actor.scope.places)), None))
    return replace(actor.scope, places=places)


def _base(row: TakenRow) -> Base:
    """The row as it goes along; how it stands too, so that the same word coming back is no news in any language."""
    one = row.application
    cells = plain(row.standing) | {odd_key(Field.STATE): _(STATE_LABELS[one.state])}
    return Base(one.id, one.place_id, row_key_of(one.id, one.version), cells)

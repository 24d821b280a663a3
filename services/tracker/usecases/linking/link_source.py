"""Tying an application that came from a sheet to a need and a source of the catalogue, and taking that back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import snapshots
from services.tracker.usecases.changing import changing
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right
from shared.contracts.source_snapshot import SourceSnapshot
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

RIGHT = Right(Resource.APPLICATION_DRAFT, Action.UPDATE)
UNDO = timedelta(days=1)
"""After this the catalogue may have learnt from it."""
MAX_NAME = 300


def link_source(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    need_id: str,
    source_id: str,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Writes the names of need and source with a dated copy; name, state, amount and dates stay as they are.

    Raises NotFound for a need or source out of reach, InvalidInput for a need of another place, NotAllowedNow when it
    has a source or this need has an application there already, Unavailable, Stale.
    """
    # Asked before the transaction: nobody else waits for the matcher's answer.
    snapshot = ctx.matcher.snapshot(actor.person_id, need_id, source_id)
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        if change.application.source_id:
            raise NotAllowedNow(_("Bij deze aanvraag staat al een bron uit de catalogus."), code="linked")
        if snapshot.place_id != change.application.place_id:
            raise InvalidInput([FieldError("needId", "other_place", _("Kies een behoefte van dezelfde plek."))])
        detail: dict[str, object] = {"source": snapshot.source_id, "source_version": snapshot.source_version}
        change.write("source_linked", detail, **_values(snapshot))
        snapshots.add(change.work.connection, actor.scope, application_id, snapshot)
    return change.application


def unlink_source(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Application:
    """Makes it again what the sheet said, within a day. Raises NotAllowedNow, NotFound, Forbidden, Stale."""
    with changing(ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version) as change:
        connection, scope = change.work.connection, actor.scope
        before = snapshots.of_sheet(connection, scope, application_id)
        linked = snapshots.of_application(connection, scope, application_id)
        if before is None or not may_unlink(change.application, linked, change.now):
            raise NotAllowedNow(_("Dit kunt u niet (meer) terugdraaien."), code="too_late")
        snapshots.add(connection, scope, application_id, replace(before, taken_at=change.now))
        change.write("source_unlinked", {"source": change.application.source_id}, **_values(before))
    return change.application


def may_unlink(application: Application, newest: SourceSnapshot, now: datetime) -> bool:
    """Whether the choice of the source is so fresh that it can be taken back."""
    return bool(application.source_id) and now <= newest.taken_at + UNDO


def is_from_sheet(ctx: TrackerContext, actor: Actor, application: Application) -> bool:
    """Whether it came from a sheet."""
    with ctx.database.read() as connection:
        return snapshots.of_sheet(connection, actor.scope, application.id) is not None


def _values(snapshot: SourceSnapshot) -> dict[str, object]:
    return {
        "need_id": snapshot.need_id,
        "need_title": snapshot.need_title[:MAX_NAME],
        "source_id": snapshot.source_id,
        "source_name": snapshot.name[:MAX_NAME],
        "provider": snapshot.provider[:MAX_NAME],
        "provider_kind": snapshot.provider_kind,
        "source_status": snapshot.status,
        "chance_percent": snapshot.chance_percent,
    }

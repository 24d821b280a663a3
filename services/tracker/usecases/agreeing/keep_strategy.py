"""Writing down what an association wants for a neighbourhood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.tracker.domain.agreements.records import Strategy
from services.tracker.settings import TrackerContext
from services.tracker.storage import strategies
from services.tracker.usecases.agreeing.parties import CREATE, WRITE
from services.tracker.usecases.saying import raise_for
from shared.access.actors import Actor
from shared.access.rights import require
from shared.audit import AuditEntry
from shared.kernel.errors import FieldError, Stale
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MAX_GOALS = 20


def keep_strategy(
    ctx: TrackerContext,
    actor: Actor,
    organisation_id: str,
    *,
    name: str,
    area: str,
    starts_on: date,
    ends_on: date,
    goals: tuple[str, ...],
    strategy_id: str | None = None,
    once: Once | None = None,
    expected_version: int | None = None,
) -> Strategy:
    """Keeps a new strategy of an organisation, or the next version of one. Raises NotFound, InvalidInput, Stale."""
    require(actor, CREATE if strategy_id is None else WRITE, place_id=organisation_id)
    raise_for(_errors(name, starts_on, ends_on, goals))
    now = ctx.clock.now()
    wanted = Strategy(new_id(), organisation_id, 1, name.strip(), area.strip(), starts_on, ends_on, goals)
    with ctx.write() as work:
        if once is not None:
            once.begin(work.connection)
        if strategy_id is None:
            strategies.add(work.connection, actor.scope, wanted)
            kept = wanted
        else:
            before = strategies.get(work.connection, actor.scope, strategy_id)
            # Whoever has an agreement under a strategy reads it; only its owner writes it.
            require(actor, WRITE, place_id=before.place_id)
            if expected_version is not None and expected_version != before.version:
                raise Stale(_("Iemand anders heeft deze wijkstrategie net veranderd."), before.version)
            after = replace(wanted, id=before.id, place_id=before.place_id, version=before.version + 1)
            kept = strategies.change(work.connection, actor.scope, before, after)
        work.note(
            AuditEntry(
                action="strategy.keep",
                subject=f"strategy:{kept.id}",
                at=now,
                person_id=actor.person_id,
                organisation_id=kept.place_id,
                detail={"version": kept.version},
            )
        )
        if once is not None:
            once.finish(work.connection, kept)
    return kept


def _errors(name: str, starts_on: date, ends_on: date, goals: tuple[str, ...]) -> Iterator[FieldError]:
    if not name.strip():
        yield FieldError("name", "required", _("Geef de wijkstrategie een naam."))
    if ends_on < starts_on:
        yield FieldError("endsOn", "before_start", _("De einddatum ligt voor de begindatum."))
    if not goals:
        yield FieldError("goals", "required", _("Schrijf minstens één doel op."))
    if len(goals) > MAX_GOALS:
        yield FieldError("goals", "too_many", _("Houd het bij twintig doelen."))

"""Whom and what an agreement may name: a partner that is known here, and a strategy that it serves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from services.tracker.domain.agreements.records import Agreement
from services.tracker.settings import TrackerContext
from services.tracker.storage import strategies
from services.tracker.usecases.agreeing.parties import CREATE
from services.tracker.usecases.agreeing.wanted import Wanted, errors_of
from services.tracker.usecases.saying import raise_for
from shared.access import directory
from shared.access.actors import Actor
from shared.access.directory import Organisation
from shared.access.rights import may
from shared.kernel.errors import FieldError
from shared.wording.texts import gettext as _


def known_partners(ctx: TrackerContext, actor: Actor, place_id: str) -> list[Organisation]:
    """The organisations of its coalition with which somebody may write an agreement of this place, by name."""
    if not may(actor, CREATE, place_id=place_id).allowed:
        return []
    with ctx.people.read() as people:
        return directory.partners_near(people, place_id)


def checked(
    ctx: TrackerContext, actor: Actor, place_id: str, wanted: Wanted, before: Agreement | None = None
) -> Wanted:
    """What is wanted, with a chosen partner under its own name. What `before` named already may stay.

    Raises InvalidInput. Without this, a guessed id would send messages to strangers or open their strategy.
    """
    chosen = {one.id: one.name for one in known_partners(ctx, actor, place_id)}
    if before is not None and before.partner_id is not None:
        chosen.setdefault(before.partner_id, before.partner_name)
    named = replace(wanted, partner_name=chosen.get(wanted.partner_id or "", wanted.partner_name))
    lacks = [FieldError("partnerId", "unknown", _("Kies een partner uit de lijst, of vul zelf een naam in."))]
    unknown = wanted.partner_id is not None and wanted.partner_id not in chosen
    raise_for([*errors_of(named), *(lacks if unknown else ()), *_strategy_errors(ctx, actor, wanted, before)])
    return named


def _strategy_errors(
    ctx: TrackerContext, actor: Actor, wanted: Wanted, before: Agreement | None
) -> Iterator[FieldError]:
    if wanted.strategy_id is None or (before is not None and wanted.strategy_id == before.strategy_id):
        return
    with ctx.database.read() as connection:
        seen = {one.id for one in strategies.listed(connection, actor.scope)}
    if wanted.strategy_id not in seen:
        yield FieldError("strategyId", "unknown", _("Kies een wijkstrategie uit de lijst."))

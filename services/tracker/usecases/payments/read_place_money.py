"""What a place expects and what came in, over all its applications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.tracker.domain.instalments.overview import Month, by_month, is_overdue
from services.tracker.domain.instalments.records import Credit, Instalment
from services.tracker.domain.instalments.standing import Standing, standing
from services.tracker.domain.records import Application
from services.tracker.settings import TrackerContext
from services.tracker.storage import applications, credits, instalments
from services.tracker.usecases.payments.read_money import RIGHT
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, may, require
from shared.kernel.dates import AMSTERDAM

EXPORT = Right(Resource.EXCHANGE, Action.EXPORT)


@dataclass(frozen=True)
class Line:
    """One instalment with its application."""

    instalment: Instalment
    application: Application


@dataclass(frozen=True)
class ApplicationSums:
    """How the money of one application stands."""

    application: Application
    sums: Standing


@dataclass(frozen=True)
class PlaceMoney:
    """`lines` are all instalments and `credits` all that came in; `overdue` what should have come by now."""

    place_id: str
    place_name: str
    today: date
    lines: tuple[Line, ...]
    credits: tuple[Credit, ...]
    overdue: tuple[Line, ...]
    months: tuple[Month, ...]
    applications: tuple[ApplicationSums, ...]
    sums: Standing
    may_export: bool


def read_place_money(ctx: TrackerContext, actor: Actor, place_id: str) -> PlaceMoney:
    """Raises NotFound, Forbidden."""
    require(actor, RIGHT, place_id=place_id)
    with ctx.database.read() as connection:
        parts = instalments.of_place(connection, actor.scope, place_id)
        came_in = credits.of_place(connection, actor.scope, place_id)
        known = applications.by_ids(connection, actor.scope, {part.application_id for part in parts})
    with ctx.people.read() as connection:
        place = directory.organisation_names(connection, [place_id]).get(place_id, "")
    today = ctx.clock.now().astimezone(AMSTERDAM).date()
    lines = tuple(Line(part, known[part.application_id]) for part in parts)
    return PlaceMoney(
        place_id=place_id,
        place_name=place,
        today=today,
        lines=lines,
        credits=tuple(came_in),
        overdue=tuple(line for line in lines if is_overdue(line.instalment, today)),
        months=by_month(parts, came_in),
        applications=_sums_by_application(lines),
        sums=standing(parts, None),
        may_export=may(actor, EXPORT, place_id=place_id).allowed,
    )


def _sums_by_application(lines: tuple[Line, ...]) -> tuple[ApplicationSums, ...]:
    grouped: dict[str, list[Line]] = {}
    for line in lines:
        grouped.setdefault(line.application.id, []).append(line)
    sums = (
        ApplicationSums(some[0].application, standing((line.instalment for line in some), None))
        for some in grouped.values()
    )
    return tuple(sorted(sums, key=lambda one: (one.application.title.casefold(), one.application.id)))

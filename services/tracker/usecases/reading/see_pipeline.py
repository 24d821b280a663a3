"""All applications of somebody's places by phase, with what was asked, granted and may be expected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from services.tracker.domain.phases import HOPEFUL, PHASE_OF, Phase
from services.tracker.domain.wanted import Wanted
from services.tracker.settings import TrackerContext
from services.tracker.storage import application_lists
from services.tracker.storage.application_lists import StateSum
from shared.access import directory
from shared.access.actors import Actor


@dataclass(frozen=True)
class PhaseSum:
    """One column. Money in whole cents.

    `expected_cents` is what was asked times the chance, over the applications of which both are known; `unknown` counts
    those of which one is not. Both are None where no answer is waited for.
    """

    phase: Phase
    number: int
    asked_cents: int
    granted_cents: int
    expected_cents: int | None
    unknown: int | None


@dataclass(frozen=True)
class PlaceLine:
    """One place over all phases: how many in each, and the sums."""

    place_id: str
    name: str
    numbers: Mapping[Phase, int]
    asked_cents: int
    granted_cents: int


@dataclass(frozen=True)
class Pipeline:
    """The columns in the order of the way, and the places by name."""

    phases: tuple[PhaseSum, ...]
    places: tuple[PlaceLine, ...]


def see_pipeline(ctx: TrackerContext, actor: Actor, wanted: Wanted) -> Pipeline:
    """The sums over the wanted applications that this person may see. No chance is made up: see PhaseSum."""
    with ctx.database.read() as connection:
        sums = application_lists.sums_of(connection, actor.scope, wanted)
    with ctx.people.read() as connection:
        names = directory.organisation_names(connection, {one.place_id for one in sums})
    phases = tuple(_phase(phase, [one for one in sums if PHASE_OF[one.state] is phase]) for phase in Phase)
    places = (_place(place_id, name, sums) for place_id, name in names.items())
    return Pipeline(phases, tuple(sorted(places, key=lambda line: (line.name, line.place_id))))


def _phase(phase: Phase, sums: Iterable[StateSum]) -> PhaseSum:
    some = list(sums)
    hopeful = phase in HOPEFUL
    return PhaseSum(
        phase=phase,
        number=sum(one.number for one in some),
        asked_cents=sum(one.asked_cents for one in some),
        granted_cents=sum(one.granted_cents for one in some),
        expected_cents=sum(one.expected_cents for one in some) if hopeful else None,
        unknown=sum(one.unknown for one in some) if hopeful else None,
    )


def _place(place_id: str, name: str, sums: Iterable[StateSum]) -> PlaceLine:
    own = [one for one in sums if one.place_id == place_id]
    numbers = {phase: sum(one.number for one in own if PHASE_OF[one.state] is phase) for phase in Phase}
    asked, granted = sum(one.asked_cents for one in own), sum(one.granted_cents for one in own)
    return PlaceLine(place_id, name, numbers, asked, granted)

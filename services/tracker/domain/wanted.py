"""Which applications somebody looks for: the same for the list, its counts, the pipeline and a file to take along."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.tracker.domain.phases import STATES_OF, Phase
from services.tracker.domain.states import RESTING, State
from shared.kernel.letters import folded

UNDER_WAY = tuple(state for state in State if state not in RESTING)
AT_REST = tuple(state for state in State if state in RESTING)
MAX_WORDS = 8
CLOSING_WINDOWS = (7, 14, 30, 90)
"""Within how many days something closes, to choose from."""


@dataclass(frozen=True)
class Wanted:
    """What an application must be to be shown; what is empty asks nothing.

    `words` are looked for in title, need, source, giver and references, in any order, without capitals and accents.
    `without_source`: it came from a sheet and is tied to no source of the catalogue.
    `attention_from` and `attention_until` hold the next open deadline.
    """

    states: tuple[State, ...] = tuple(State)
    words: tuple[str, ...] = ()
    place_id: str | None = None
    provider_kind: str | None = None
    owner_id: str | None = None
    started_by: str | None = None
    without_source: bool = False
    attention_from: datetime | None = None
    attention_until: datetime | None = None


def wanted_of(
    now: datetime,
    *,
    text: str = "",
    phases: Collection[Phase] = (),
    place_id: str | None = None,
    provider_kind: str | None = None,
    owner_id: str | None = None,
    started_by: str | None = None,
    closes_within: int | None = None,
    overdue: bool = False,
) -> Wanted:
    """What somebody filled in. Without phases everything counts; a deadline counts only while something is awaited.

    `closes_within` is in days; `overdue` asks for a deadline that is over.
    """
    states = [state for phase in Phase if phase in phases for state in STATES_OF[phase]] or list(State)
    if overdue or closes_within is not None:
        states = [state for state in states if state not in RESTING]
    until = now + timedelta(days=closes_within) if closes_within is not None else None
    return Wanted(
        states=tuple(states),
        words=tuple(folded(text).split()[:MAX_WORDS]),
        place_id=place_id or None,
        provider_kind=provider_kind or None,
        owner_id=owner_id or None,
        started_by=started_by or None,
        attention_from=None if overdue or until is None else now,
        attention_until=now if overdue else until,
    )

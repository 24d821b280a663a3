"""What writing down the funder's letters has in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.tracker.domain.guards import Facts
from services.tracker.domain.letter_dates import letter_errors
from services.tracker.domain.life import Correspondence
from services.tracker.domain.states import Event
from services.tracker.settings import TrackerContext
from services.tracker.storage import dossier
from services.tracker.usecases.changing import Change, changing
from services.tracker.usecases.deciding.known import known_facts, submitted_on
from shared.access.actors import Actor
from shared.access.rights import Action, Fact, Resource, Right
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError
from shared.kernel.ids import new_id
from shared.plumbing.idempotency import Once

RIGHT = Right(Resource.DECISION, Action.ADD_PAPER)
WITH_LETTER = frozenset({Fact.WITH_FILE})
"""Whoever writes down what a funder said holds the letter, or names the day and the words."""


@dataclass(frozen=True)
class Letter:
    """A letter, mail or call of the funder: the date on it, the day it came, and what it says."""

    letter_on: date
    received_on: date
    text: str = ""


@contextmanager
def recording(
    ctx: TrackerContext, actor: Actor, application_id: str, *, once: Once | None, expected_version: int | None
) -> Iterator[Change]:
    """A transaction in which the board or a volunteer writes down what the funder did. Raises as `changing`."""
    with changing(
        ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version, facts=WITH_LETTER
    ) as change:
        yield change


def facts_now(change: Change, **more: Any) -> Facts:
    """What the guards may look at: what is known of the application at the funder, with what this event adds."""
    return change.facts(**known_facts(change.work.connection, change.actor.scope, change.application) | more)


def today_of(change: Change) -> date:
    """The civil day of the change."""
    return change.now.astimezone(AMSTERDAM).date()


def wrong_dates(change: Change, letter: Letter) -> list[FieldError]:
    """What can't be true of the dates of this letter."""
    sent_on = submitted_on(change.work.connection, change.actor.scope, change.application)
    return letter_errors(letter.letter_on, letter.received_on, sent_on, today_of(change))


def keep_letter(change: Change, event: Event, letter: Letter, **more: Any) -> Correspondence:
    """Keeps what the funder sent; `more` are the other facts of a Correspondence."""
    return keep(change, event, letter.letter_on, letter.text, received_on=letter.received_on, **more)


def keep(change: Change, event: Event, happened_on: date, text: str, **more: Any) -> Correspondence:
    """Keeps what went to or fro for an event."""
    kept = Correspondence(
        id=new_id(),
        application_id=change.application.id,
        place_id=change.application.place_id,
        event=event.value,
        happened_on=happened_on,
        received_on=more.pop("received_on", None),
        text=text.strip(),
        recorded_by=change.actor.person_id,
        recorded_at=change.now,
        **more,
    )
    dossier.add(change.work.connection, change.actor.scope, kept)
    return kept

"""What the funder did, written down by somebody of the place who holds the letter: nearly no funder has an account."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from services.tracker.domain.funder_letters import FunderLetter, letter_errors
from services.tracker.settings import TrackerContext
from services.tracker.usecases.changing import Change, changing
from shared.access.actors import Actor
from shared.access.rights import Action, Fact, Resource, Right
from shared.kernel.dates import AMSTERDAM
from shared.kernel.errors import FieldError
from shared.plumbing.idempotency import Once

RIGHT = Right(Resource.DECISION, Action.ADD_PAPER)
WITH_FILE = frozenset({Fact.WITH_FILE})


@contextmanager
def funder_act(
    ctx: TrackerContext,
    actor: Actor,
    application_id: str,
    *,
    once: Once | None,
    expected_version: int | None,
) -> Iterator[Change]:
    """A transaction on one application in which the act of a funder is written down; errors as `changing`.

    The letter must be kept: `errors_of_letter` says so with all other errors of the form.
    """
    with changing(
        ctx, actor, application_id, RIGHT, once=once, expected_version=expected_version, facts=WITH_FILE
    ) as change:
        yield change


def errors_of_letter(change: Change, letter: FunderLetter) -> list[FieldError]:
    """What is wrong with the letter, on the day of today."""
    return letter_errors(letter, change.now.astimezone(AMSTERDAM).date())


def of_letter(letter: FunderLetter) -> dict[str, object]:
    """What the audit row keeps of a letter: its dates, no words."""
    return {"letter_on": letter.letter_on.isoformat(), "received_on": letter.received_on.isoformat()}

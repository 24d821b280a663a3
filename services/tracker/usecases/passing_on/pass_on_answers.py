"""What funders answered on "is it open?" goes to the catalogue, so that nobody needs to call again."""

from __future__ import annotations

import time
from datetime import timedelta

from services.tracker.settings import TrackerContext
from services.tracker.storage import first_contacts
from services.tracker.storage.first_contacts import WaitingAnswer
from services.tracker.usecases.applying.ask_whether_open import OPEN, UNKNOWN
from shared.access.scope import SYSTEM
from shared.contracts.source_answer import SourceAnswer
from shared.kernel.errors import Unavailable

BATCH = 200
"""More than a week brings: answers that can't be told now never keep the newer ones from their turn."""
MOST_SECONDS = 3.0
"""The ticker has more to do: what is left goes with the next turn. One call more may take five seconds."""
WORTH_TELLING = timedelta(days=7)
"""An answer that could not be passed on for longer is old news by then."""


def pass_on_answers(ctx: TrackerContext) -> int:
    """Tells the matcher what was not told yet; returns how many. What was said stays here, only the answer goes.

    When the matcher is away it stops; the next run goes on. An answer that it can do nothing with now waits for a
    later run and holds up no other. A run that dies halfway may tell an answer twice, under the same id.
    """
    told, end = 0, time.monotonic() + MOST_SECONDS
    with ctx.database.read() as connection:
        since = ctx.clock.now() - WORTH_TELLING
        answers = first_contacts.waiting(connection, SYSTEM, since=since, limit=BATCH)
    for answer in answers:
        try:
            outcome = ctx.matcher.tell_answer(answer.recorded_by, _as_told(answer))
        except Unavailable:
            break
        if outcome is not None:
            with ctx.write() as work:
                first_contacts.settle(work.connection, SYSTEM, answer.id, outcome.value)
            told += 1
        if time.monotonic() >= end:
            break
    return told


def _as_told(answer: WaitingAnswer) -> SourceAnswer:
    """Without the note: that is between the place and the funder. A closing day says something of what is open only."""
    heard = "not_reached" if answer.answer == UNKNOWN else answer.answer
    until = answer.closes_on if answer.answer == OPEN else None
    return SourceAnswer(answer.id, answer.source_id, heard, answer.spoken_on, until)

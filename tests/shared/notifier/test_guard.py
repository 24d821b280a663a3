"""The last question before sending."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.notifier.guard import check
from shared.notifier.states import Event
from shared.notifier.verdicts import Stop
from shared.outbox.intents import KeptIntent, Unreadable
from tests.faults.stage import NOW, an_intent


def kept(withdrawn: str | None = None, **changes: object) -> KeptIntent:
    return KeptIntent(an_intent(NOW, **changes), "taken", withdrawn)


def test_what_is_true_useful_and_meant_for_them_may_go():
    assert check(kept(useful_until=NOW + timedelta(seconds=1)), NOW) is None


@pytest.mark.parametrize(
    ("row", "stop"),
    [
        (None, Stop(Event.SUPPRESS, "source_gone")),
        (Unreadable("x", 2, "deadline_reminder"), Stop(Event.HOLD, "unknown_version")),
        (kept("deadline_moved"), Stop(Event.SUPERSEDE, "deadline_moved")),
        (kept("season_of_rest"), Stop(Event.SUPPRESS, "season_of_rest")),
        (kept(useful_until=NOW), Stop(Event.EXPIRE, "no_longer_useful")),
        (kept("already_submitted", useful_until=NOW), Stop(Event.SUPPRESS, "already_submitted")),
    ],
)
def test_all_else_stops_with_a_reason(row, stop):
    assert check(row, NOW) == stop

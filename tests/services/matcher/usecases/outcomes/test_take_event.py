"""On both kinds of database, also when two senders come at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest

from services.matcher.storage import outcomes
from services.matcher.usecases.outcomes.take_event import take_event
from shared.access.scope import SYSTEM
from shared.contracts.application_events import Standing
from tests.services.matcher.api.test_events import an_event, following


def standing(world, event):
    with world.ctx.database.read() as connection:
        return [outcome.standing for outcome in outcomes.of_places(SYSTEM, connection, [event.place_id])]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_in_whatever_order_and_however_often_the_newest_holds(world, order):
    first = an_event(standing=Standing.STARTED)
    second = following(first, standing=Standing.SUBMITTED)
    events = (first, second, following(second, standing=Standing.GRANTED, granted_cents=1))
    for number in (*order, *order):
        take_event(world.ctx, events[number])
    assert standing(world, first) == [Standing.GRANTED]


def test_of_ten_at_once_one_counts(world):
    event = an_event()
    with ThreadPoolExecutor(5) as pool:
        assert sum(pool.map(lambda _: take_event(world.ctx, event), range(10))) == 1
    assert standing(world, event) == [Standing.SUBMITTED]

"""An event goes over the wire and comes back the same; anything else is refused with the part that is wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from shared.contracts.application_events import ApplicationEvent, EventUnreadable, Standing, from_json, to_json
from shared.kernel.ids import new_id

EVENT = ApplicationEvent(
    id=new_id(),
    standing=Standing.GRANTED_PARTLY,
    occurred_at=datetime(2026, 11, 22, 12, 0, tzinfo=UTC),
    happened_on=date(2026, 11, 20),
    application_id=new_id(),
    application_version=4,
    place_id=new_id(),
    need_id=new_id(),
    source_id="fonds-voor-de-wijk",
    source_version=3,
    legal_person="12345678",
    asked_cents=400_000,
    granted_cents=100_000,
)


def test_there_and_back() -> None:
    assert from_json(to_json(EVENT)) == EVENT


def test_a_newer_sender_may_add_names() -> None:
    assert from_json({**to_json(EVENT), "mood": "glad"}) == EVENT


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2},
        {"standing": "dreamt"},
        {"id": "1"},
        {"applicationVersion": "4"},
        {"applicationVersion": True},
        {"occurredAt": "2026-11-22T12:00:00"},
        {"happenedOn": "20 november"},
        {"happenedOn": 20},
        {"sourceId": ""},
        {"needId": "x" * 101},
        {"legalPerson": "123456789"},
        {"askedCents": -1},
        {"grantedCents": 1.5},
    ],
)
def test_what_can_not_be_read_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(EventUnreadable):
        from_json({**to_json(EVENT), **changes})


@pytest.mark.parametrize("value", [None, [], "x", {}])
def test_what_is_no_event_is_refused(value: object) -> None:
    with pytest.raises(EventUnreadable):
        from_json(value)

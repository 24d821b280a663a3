from __future__ import annotations

import json
from datetime import UTC, date, datetime, time

import pytest

from shared.contracts.source_snapshot import (
    AmountBand,
    Closing,
    ClosingBasis,
    ClosingPrecision,
    NeedCost,
    SnapshotReason,
    SnapshotUnreadable,
    SnapshotVerdict,
    SourceSnapshot,
)
from shared.contracts.source_snapshot_json import from_json, to_json

FULL = SourceSnapshot(
    source_id="oranje-fonds",
    source_version=3,
    name="Voor elkaar",
    provider="Oranje Fonds",
    provider_kind="fund",
    status="unknown",
    document={"id": "oranje-fonds", "summary": "Geld voor ontmoeting."},
    need_id="need-1",
    need_title="Een nieuwe keuken",
    place_id="place-1",
    verdict=SnapshotVerdict(
        "unknown", "find_out", (SnapshotReason("status_unknown", "unknown", "Vraag het na.", None),)
    ),
    taken_at=datetime(2026, 11, 22, 9, 30, 0, 123456, tzinfo=UTC),
    url="https://example.org/regeling",
    seen_on="2024-10",
    checked_on=date(2026, 9, 1),
    closing=Closing(
        date(2026, 12, 31), time(17, 0), ClosingPrecision.MINUTE, ClosingBasis.AT, "31 december, 17.00 uur"
    ),
    need_costs=(NeedCost("equipment", 300_000, "Keukenblok"), NeedCost("salary", 100_000)),
    need_own_cents=25_000,
    amounts=(AmountBand(10_000, 500_000, None, "per aanvraag"),),
    papers=("project_plan", "budget"),
    first_steps=("phone_call",),
    apply_via=("online_form",),
    reporting={"within_weeks": 13, "financial": True},
    amount_sought_cents=400_000,
)

BARE = SourceSnapshot(
    source_id="x",
    source_version=1,
    name="X",
    provider="Y",
    provider_kind="other",
    status="open",
    document={},
    need_id="n",
    need_title="t",
    place_id="p",
    verdict=SnapshotVerdict("yes", "fits"),
    taken_at=datetime(2026, 11, 22, tzinfo=UTC),
)


@pytest.mark.parametrize("snapshot", [FULL, BARE])
def test_comes_back_the_same_through_json_text(snapshot):
    assert from_json(json.loads(json.dumps(to_json(snapshot)))) == snapshot


def test_a_newer_sender_may_add_names():
    assert from_json({**to_json(FULL), "colour": "green"}) == FULL


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"version": None},
        {"sourceId": None},
        {"sourceId": 7},
        {"takenAt": "2026-11-22T09:30:00"},
        {"takenAt": "gisteren"},
        {"closing": {"date": "31-12-2026"}},
        {"closing": {"date": "2026-12-31", "basis": "perhaps"}},
        {"closing": "31 december"},
        {"papers": [1]},
        {"verdict": None},
        {"document": None},
    ],
)
def test_says_that_it_cannot_read_it(change):
    with pytest.raises(SnapshotUnreadable):
        from_json({**to_json(FULL), **change})


@pytest.mark.parametrize("value", [None, [], "snapshot", 3])
def test_something_else_than_an_object_is_refused(value):
    with pytest.raises(SnapshotUnreadable):
        from_json(value)

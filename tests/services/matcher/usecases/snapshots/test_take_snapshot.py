"""The dated copy that an application keeps."""

from __future__ import annotations

from datetime import date

import pytest

from services.matcher.usecases.catalogue.publish import publish
from services.matcher.usecases.catalogue.see_sources import see_source
from services.matcher.usecases.snapshots.take_snapshot import snapshot_for_application
from shared.contracts.source_snapshot import NeedCost
from shared.contracts.source_snapshot_json import from_json, to_json
from shared.kernel.errors import NotFound
from tests.services.matcher.world import NOW

SOURCE = "rotterdam-bewonersinitiatieven"


def test_the_copy_holds_the_record_its_version_and_the_verdict(world):
    need = world.need(world.place(), starts_on="2027-04-16", ends_on="2027-12-17")
    taken = snapshot_for_application(world.ctx, world.noor, need.id, SOURCE)

    assert (taken.source_id, taken.source_version, taken.document["id"]) == (SOURCE, 1, SOURCE)
    assert (taken.need_id, taken.need_title, taken.place_id) == (need.id, need.row.title, need.row.place_id)
    assert taken.amount_sought_cents == 15_000
    assert taken.taken_at == NOW
    assert taken.verdict.reasons
    assert taken.closing is not None
    assert taken.closing.date == date(2027, 3, 5)  # six weeks before the start
    assert taken.closing.expected is True


def test_the_costs_that_the_place_told_come_along(world):
    costs = [{"kind": "materials", "amount": 100, "label": "Verf"}, {"kind": "food_and_drink", "amount": 50}]
    need = world.need(world.place(), costs=costs, own_contribution=25)
    taken = snapshot_for_application(world.ctx, world.noor, need.id, SOURCE)
    assert taken.need_costs == (NeedCost("materials", 10_000, "Verf"), NeedCost("food_and_drink", 5_000))
    assert taken.need_own_cents == 2_500


def test_it_survives_the_way_to_the_tracker(world):
    need = world.need(world.place())
    taken = snapshot_for_application(world.ctx, world.noor, need.id, SOURCE)
    assert from_json(to_json(taken)) == taken


def test_the_papers_are_those_of_the_amount(world):
    _catalogue, entry = see_source(world.ctx, None, SOURCE)
    bands = [{"max": 500, "papers": ["quotes"]}, {"max": 5000, "papers": ["statutes"]}]
    record = {**entry.document, "papers": ["budget"], "amounts": bands}
    with world.ctx.write() as work:
        publish(work.connection, [record], changed_by="test", at=NOW)
    need = world.need(world.place())
    assert snapshot_for_application(world.ctx, world.noor, need.id, SOURCE).papers == ("budget", "quotes")


def test_nobody_takes_a_copy_for_another_place(world):
    need = world.need(world.place())
    with pytest.raises(NotFound):
        snapshot_for_application(world.ctx, world.person("Vreemd"), need.id, SOURCE)
    with pytest.raises(NotFound):
        snapshot_for_application(world.ctx, world.noor, need.id, "bestaat-niet")

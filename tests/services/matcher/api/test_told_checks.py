"""What the tracker passes on: signed, in the name of a person, and safe to repeat."""

from __future__ import annotations

import json

import pytest

from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.duplicates.merge_sources import Merge, merge_sources
from shared.access import service_calls
from shared.kernel.ids import new_id
from tests.services.matcher.carers import SOURCE, Carers
from tests.services.matcher.world import ADDRESS, NOW, SECRET

PATH = "/internal/v1/source-checks"


@pytest.fixture
def carers(small_world):
    return Carers(small_world)


def tell(carers, actor, *, secret=SECRET, **changes):
    body = {"id": new_id(), "sourceId": SOURCE, "heard": "open", "toldOn": "2026-11-22", "until": None, **changes}
    sent = json.dumps(body).encode()
    headers = service_calls.sign(
        {"k": secret},
        audience="matcher",
        method="POST",
        path=PATH,
        body=sent,
        acting_person_id=actor.person_id,
        reason="application.first_contact",
        now=NOW,
    )
    client = carers.world.app.test_client()
    return client.post(PATH, base_url=ADDRESS, data=sent, headers=headers, content_type="application/json")


def status(carers):
    return current_catalogue(carers.world.ctx.database).sources[SOURCE].source.status


def test_what_becomes_of_an_answer_hangs_on_who_asked(carers):
    member = tell(carers, carers.mia)
    assert (member.status_code, member.json) == (200, {"outcome": "proposed"})
    assert status(carers) == "unknown"
    id_ = new_id()
    for _ in range(2):
        volunteer = tell(carers, carers.vera, id=id_)
        assert (volunteer.status_code, volunteer.json) == (200, {"outcome": "checked"})
    assert status(carers) == "open"
    assert tell(carers, carers.cora, heard="closed").json == {"outcome": "checked"}
    assert status(carers) == "closed"


@pytest.mark.parametrize(("who", "outcome"), [("vera", "checked"), ("mia", "proposed")])
def test_an_answer_on_a_source_that_became_another_counts_for_that_one(carers, who, outcome):
    listed = current_catalogue(carers.world.ctx.database).sources
    old = "afk-cultuurmakers"
    chosen = Merge(SOURCE, old, frozenset(), listed[SOURCE].version, listed[old].version)
    merge_sources(carers.world.ctx, carers.cora, chosen, once=None)
    told = tell(carers, getattr(carers, who), sourceId=old)
    assert (told.status_code, told.json) == (200, {"outcome": outcome})
    assert status(carers) == ("open" if who == "vera" else "unknown")


def test_a_day_that_passed_on_the_way_is_left_out(carers):
    assert tell(carers, carers.vera, toldOn="2026-11-20", until="2026-11-21").status_code == 200
    record = current_catalogue(carers.world.ctx.database).sources[SOURCE].document
    assert "2026-11-21" not in str(record.get("deadlines"))


def test_what_can_not_be_taken_is_refused(carers):
    assert tell(carers, carers.vera, sourceId="bestaat-niet").status_code == 404
    assert tell(carers, carers.vera, secret=b"another secret that is long enough too").status_code == 401
    wrong = tell(carers, carers.vera, id="x", heard="misschien", toldOn="gisteren", until=1)
    assert wrong.status_code == 400
    assert {error["field"] for error in wrong.json["errors"]} == {"id", "heard", "toldOn", "until"}
    assert tell(carers, carers.vera, toldOn="2026-11-23").status_code == 400

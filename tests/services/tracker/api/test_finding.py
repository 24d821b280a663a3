"""The list and the pipeline over the API: filters, counts, and what is refused."""

from __future__ import annotations

import pytest

from tests.services.tracker.client import client_of
from tests.services.tracker.many import fill


@pytest.fixture
def bea(small_world):
    with small_world.ctx.database.transaction() as connection:
        fill(connection, [small_world.place], 240)
        fill(connection, [small_world.ids["other"]], 240)
    return client_of(small_world, "bea")


def test_the_list_is_filtered_counted_and_paged(bea):
    first = bea.send("GET", "/applications?phase=writing&limit=20").json
    assert (len(first["items"]), first["total"]) == (20, 30)
    rest = bea.send("GET", f"/applications?phase=writing&limit=20&cursor={first['nextCursor']}").json
    assert (len(rest["items"]), rest["nextCursor"]) == (10, None)
    assert {one["state"] for one in first["items"] + rest["items"]} == {"draft", "internal_check", "ready"}
    assert bea.send("GET", "/applications?words=aanvraag+gever&state=idea").json["total"] == 10


def test_the_pipeline(bea):
    answer = bea.send("GET", "/pipeline?providerKind=fund")
    phases = {one["phase"]: one for one in answer.json["phases"]}
    assert sum(one["number"] for one in phases.values()) == 80
    assert (phases["waiting"]["expected"], phases["closed"]["expected"]) == ("0", None)
    assert phases["waiting"]["withoutChance"] == phases["waiting"]["number"]
    assert [place["name"] for place in answer.json["places"]] == ["Huis van de wijk"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=1000000000", "limit"),
        ("limit=0", "limit"),
        ("offset=1000000000000", "offset"),
        ("page_size=1000000000", "page_size"),
        ("cursor=x", "cursor"),
        ("sort=open_key", "sort"),
        ("phase=x", "phase"),
        ("closesWithin=99999999999999999999", "closesWithin"),
        ("words=%00", "words"),
    ],
)
def test_h79_a_page_without_end_and_fields_that_are_not_ours_are_refused(bea, query, field):
    answer = bea.send("GET", f"/applications?{query}")
    assert (answer.status_code, [error["field"] for error in answer.json["errors"]]) == (400, [field])

"""Partner agreements as a program keeps them: from draft to notice over HTTP."""

from __future__ import annotations

import pytest

from shared.kernel.ids import new_id
from tests.services.tracker.client import client_of

PROMISES = [
    {
        "side": "partner",
        "kind": "space",
        "text": "De zaal op woensdag",
        "rhythm": "monthly",
        "startsOn": "2026-11-22",
        "value": "200",
    },
    {
        "side": "place",
        "kind": "hours",
        "text": "Koffie voor de buren",
        "rhythm": "monthly",
        "startsOn": "2026-11-22",
        "quantity": 4,
        "rate": "15",
    },
]
DRAFT = {
    "title": "Huiskamer aan het plein",
    "partnerName": "Woonstad",
    "startsOn": "2026-11-22",
    "endsOn": "2028-11-21",
    "noticeDays": 30,
    "promises": PROMISES,
}
PAPER = {"side": "partner", "signedBy": "P. de Wit", "signedOn": "2026-11-22"}


class Walk:
    """One agreement in the hands of one program; keeps the version that the last answer named."""

    def __init__(self, world, name="bea", **more):
        self.client = client_of(world, name)
        made = self.client.send("POST", "/agreements", {"placeId": world.place, "agreement": DRAFT | more})
        assert made.status_code == 201, made.text
        self.now = made.json

    @property
    def path(self):
        return f"/agreements/{self.now['id']}"

    def send(self, rest, body=None, status=200, version=None, key=""):
        answer = self.client.send("POST", f"{self.path}/{rest}", body, version=version or self.now["version"], key=key)
        assert answer.status_code == status, answer.text
        if status == 200:
            self.now = answer.json
        return answer

    def file(self):
        return self.client.send("GET", self.path).json

    def signed(self):
        self.send("steps", {"event": "propose"})
        self.send("signatures", {})
        self.send("signatures", PAPER)
        return self


def test_the_whole_path(world):
    walk = Walk(world)
    renamed = walk.client.send("PUT", walk.path, DRAFT | {"title": "Plein"}, version=walk.now["version"])
    assert (renamed.status_code, renamed.json["title"]) == (200, "Plein")
    walk.now = renamed.json
    walk.signed()
    assert walk.now["state"] == "active" and walk.now["nextTalkOn"] == "2027-11-22"
    file = walk.file()
    assert [one["signedBy"] for one in file["signatures"]] == ["Bea", "P. de Wit"]
    duty = next(one for one in file["duties"] if one["dueOn"] == "2026-11-22")
    marks = f"{walk.path}/duties/{duty['id']}/marks"
    marked = walk.client.send("POST", marks, {"kept": "partly", "note": "Kort"}, version=duty["version"])
    assert (marked.json["kept"], marked.json["note"]) == ("partly", "Kort")
    promises = file["versions"][0]["promises"]
    walk.send("amendments", {"promises": [promises[0] | {"value": "300"}, promises[1]], "reason": "Groter"})
    walk.send("signatures", {})
    walk.send("signatures", PAPER)
    assert [version["state"] for version in walk.file()["versions"]] == ["replaced", "in_force"]
    kept = [{"promiseId": promise["id"], "kept": "yes"} for promise in promises]
    walk.send("evaluations", {"heldOn": "2026-11-22", "otherParty": "P. de Wit", "kept": kept, "going": "on"})
    assert walk.file()["talks"][0]["otherParty"] == "P. de Wit"
    walk.send("notices", {"endsOn": "2026-12-31", "reason": "Wij stoppen"})
    assert (walk.now["state"], walk.now["endsOn"]) == ("in_notice", "2026-12-31")
    listed = walk.client.send("GET", f"/agreements?organisationId={world.place}").json["items"]
    assert [one["id"] for one in listed] == [walk.now["id"]]


@pytest.mark.parametrize(
    ("rest", "body"),
    [
        ("signatures", {}),
        ("amendments", {"promises": PROMISES, "reason": "x"}),
        ("renewals", {"endsOn": "2029-01-01"}),
        ("notices", {"endsOn": "2029-01-01", "reason": "x"}),
        ("steps", {"event": "resume", "reason": "x"}),
    ],
)
def test_what_a_draft_does_not_know_answers_409_with_what_it_does(small_world, rest, body):
    walk = Walk(small_world)
    assert walk.send(rest, body, status=409).json["allowedEvents"] == ["edit", "propose", "decline"]


def test_an_older_version_answers_412_with_the_version_that_holds(small_world):
    walk = Walk(small_world)
    walk.send("steps", {"event": "propose"})
    for rest, body in (("steps", {"event": "decline", "reason": "x"}), ("signatures", {})):
        assert walk.send(rest, body, status=412, version=1).json["currentVersion"] == walk.now["version"]
    late = walk.client.send("PUT", walk.path, DRAFT, version=1)
    assert late.status_code == 412


def test_the_same_key_twice_is_done_once(world):
    client, key = client_of(world, "bea"), new_id()
    body = {"placeId": world.place, "agreement": DRAFT}
    first, again = (client.send("POST", "/agreements", body, key=key) for _time in range(2))
    assert first.status_code == 201 and again.json["id"] == first.json["id"]
    assert len(world.rows("agreement")) == 1
    walk, key = Walk(world), new_id()
    version = walk.now["version"]
    walk.send("steps", {"event": "propose"}, version=version, key=key)
    walk.send("steps", {"event": "propose"}, version=version, key=key)
    told = [row for row in world.rows("outbox_intent") if row["subject"] == f"agreement:{walk.now['id']}"]
    assert len(told) == 1


def test_a_stranger_finds_nothing(world):
    walk = Walk(world).signed()
    duty = walk.file()["duties"][0]
    otto = client_of(world, "otto")
    assert otto.send("GET", walk.path).status_code == 404
    assert otto.send("PUT", walk.path, DRAFT, version=1).status_code == 404
    for rest, body in (
        ("steps", {"event": "propose"}),
        ("signatures", {}),
        ("amendments", {"promises": PROMISES, "reason": "x"}),
        ("renewals", {}),
        ("notices", {"endsOn": "2028-01-01", "reason": "x"}),
        (f"duties/{duty['id']}/marks", {"kept": "yes"}),
    ):
        assert otto.send("POST", f"{walk.path}/{rest}", body, version=1).status_code == 404, rest
    assert otto.send("GET", "/agreements").json["items"] == []
    foreign = {"placeId": world.place, "agreement": DRAFT}
    assert otto.send("POST", "/agreements", foreign).status_code == 404


def test_all_that_is_wrong_answers_400_at_once(small_world):
    client = client_of(small_world, "bea")
    wrong = DRAFT | {"title": " ", "partnerName": "", "endsOn": "2026-01-01", "noticeDays": 9999}
    answer = client.send("POST", "/agreements", {"placeId": small_world.place, "agreement": wrong})
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json["errors"]] == ["title", "partnerName", "endsOn", "noticeDays"]


def test_only_a_partner_that_is_known_nearby_is_named_by_its_id(world):
    client, other = client_of(world, "bea"), world.ids["other"]
    body = {"placeId": world.place, "agreement": DRAFT | {"partnerId": other, "partnerName": ""}}
    guessed = client.send("POST", "/agreements", body)
    assert guessed.status_code == 400
    assert "partnerId" in [error["field"] for error in guessed.json["errors"]]
    world.gather("other")
    made = client.send("POST", "/agreements", body)
    assert (made.status_code, made.json["partnerName"]) == (201, "De buren")


def test_a_strategy_is_written_by_its_owner_and_named_by_who_sees_it(world):
    cor, otto = client_of(world, "cor"), client_of(world, "otto")
    strategy = {"name": "Wijk", "startsOn": "2026-01-01", "endsOn": "2029-12-31", "goals": ["Meer ontmoeting"]}
    made = cor.send("POST", "/neighbourhood-strategies", strategy | {"organisationId": world.ids["coalition"]})
    assert made.status_code == 201, made.text
    path = f"/neighbourhood-strategies/{made.json['id']}"
    guessed = {"placeId": world.ids["other"], "agreement": DRAFT | {"strategyId": made.json["id"]}}
    answer = otto.send("POST", "/agreements", guessed)
    assert (answer.status_code, [error["field"] for error in answer.json["errors"]]) == (400, ["strategyId"])
    assert Walk(world, "cor", strategyId=made.json["id"]).now["strategyId"] == made.json["id"]
    for client, place in ((client_of(world, "bea"), world.place), (otto, world.ids["other"])):
        changed = client.send("PUT", path, strategy | {"organisationId": place}, version=1)
        assert changed.status_code in (403, 404)
    again = cor.send("PUT", path, strategy | {"organisationId": world.ids["coalition"], "name": "Buurt"}, version=1)
    assert (again.status_code, again.json["name"]) == (200, "Buurt")

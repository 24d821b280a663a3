"""From need to message, through the JSON API, with all processes running as a user runs them."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from services.matcher.storage import sources
from services.matcher.usecases.catalogue.publish import publish
from shared.access.scope import SYSTEM
from shared.plumbing.database import Database
from tests.support.source import ROOT
from tests.support.suite import SECONDS, Caller, RunningSuite

pytestmark = pytest.mark.timeout(180)


def eventually(look: Callable[[], Any]) -> Any:
    """Looks until there is something to see."""
    limit = time.monotonic() + SECONDS
    while time.monotonic() < limit:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not happen")


def test_the_whole_path(suite: RunningSuite) -> None:
    caller = Caller(suite.base)
    caller.sign_in("ruben@spangen.example")
    place = caller.get("/api/v1/places").json()["items"][0]

    told = {
        "placeId": place["id"],
        "title": "Nieuwe ballen en doelen",
        "description": "Wij willen met jongeren uit de wijk voetballen op het plein en zoeken ballen en doelen.",
        "support": ["money"],
        "themes": ["youth", "sport_and_exercise"],
        "amountSought": "€ 1.500,00",
        "startsOn": "2027-09-01",
    }
    need = caller.post("/api/v1/needs", told)
    assert need.status_code == 201, need.text
    assert need.json()["amountSought"] == "1500"

    matches = caller.get(f"/api/v1/needs/{need.json()['id']}/matches", top=5).json()["items"]
    assert len(matches) == 5
    assert all(reason["code"] and reason["text"] for match in matches for reason in match["reasons"])
    assert {match["eligibility"] for match in matches} <= {"yes", "unknown"}

    started = caller.post(
        "/tracker/api/v1/applications", {"needId": need.json()["id"], "sourceId": matches[0]["id"]}, key="start-once"
    )
    assert started.status_code == 201, started.text
    again = caller.post(
        "/tracker/api/v1/applications", {"needId": need.json()["id"], "sourceId": matches[0]["id"]}, key="start-once"
    )
    assert again.json()["id"] == started.json()["id"]

    path = f"/tracker/api/v1/applications/{started.json()['id']}"
    one = caller.get(path)
    assert one.json()["state"] == "draft"

    today = time.strftime("%Y-%m-%d")
    submission = {"channel": "online_form", "submittedOn": today, "reference": "AB-12"}
    assert caller.post(f"{path}/submissions", submission).status_code == 428
    assert caller.post(f"{path}/submissions", submission, tag='"99"').status_code == 412
    handed_in = caller.post(f"{path}/submissions", submission, tag=one.headers["ETag"])
    assert handed_in.status_code in (200, 201), handed_in.text

    one = caller.get(path)
    assert one.json()["state"] == "submitted"
    decision = {"outcome": "awarded", "amount": "1500", "letterOn": today, "receivedOn": today, "letterKept": True}
    decided = caller.post(f"{path}/decisions", decision, tag=one.headers["ETag"])
    assert decided.status_code in (200, 201), decided.text
    assert caller.get(path).json()["state"] == "awarded"

    def heard_by_the_matcher() -> list[str]:
        match = caller.get(f"/api/v1/needs/{need.json()['id']}/matches/{matches[0]['id']}").json()
        return [earlier["standing"] for earlier in match["appliedBefore"] if earlier["standing"] == "granted"]

    assert eventually(heard_by_the_matcher) == ["granted"]

    refused = caller.post(f"{path}/withdrawals", tag=caller.get(path).headers["ETag"])
    assert refused.status_code == 409
    assert "allowedEvents" in refused.json()

    def told_by_mail() -> list[str]:
        return [line for line in requests.get(f"{suite.base}/mailbox").text.splitlines() if "Nieuwe ballen" in line]

    assert eventually(lambda: len(told_by_mail()) >= 3)


def test_what_a_giver_answers_at_an_application_reaches_the_catalogue(suite: RunningSuite) -> None:
    """A volunteer's answer holds at once; that of a place's own people waits for a coordinator."""
    piet, ruben, sandra = Caller(suite.base), Caller(suite.base), Caller(suite.base)
    for caller, email in ((piet, "piet@coalitie"), (ruben, "ruben@spangen"), (sandra, "sandra@coalitie")):
        caller.sign_in(f"{email}.example")
    need = ruben.get("/api/v1/needs").json()["items"][-1]
    matches = ruben.get(f"/api/v1/needs/{need['id']}/matches", top=50).json()["items"]
    unknown = [
        m["id"] for m in matches if ruben.get(f"/api/v1/sources/{m['id']}").json()["document"]["status"] == "unknown"
    ]
    for caller, source_id in ((piet, unknown[0]), (ruben, unknown[1])):
        started = caller.post("/tracker/api/v1/applications", {"needId": need["id"], "sourceId": source_id})
        assert started.status_code == 201, started.text
        path = f"/tracker/api/v1/applications/{started.json()['id']}"
        answer = {"answer": "open", "spokenOn": time.strftime("%Y-%m-%d"), "note": "Meneer Vos"}
        told = caller.post(f"{path}/first-contacts", answer, tag=caller.get(path).headers["ETag"])
        assert told.status_code == 200, told.text

    def proposals() -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = sandra.get("/api/v1/source-proposals", state="open").json()["items"]
        return [one for one in items if one["sourceId"] == unknown[1]]

    waiting = eventually(proposals)
    assert {"field": "status", "before": "unknown", "after": "open"} in waiting[0]["changes"]
    newest = piet.get(f"/api/v1/sources/{unknown[0]}/versions").json()["items"][0]
    assert (newest["heard"], newest["changedBy"]) == ("open", "Piet Hoogendoorn")
    assert "Vos" not in str(waiting) + str(piet.get(f"/api/v1/sources/{unknown[0]}/checks").json())


def test_somebody_elses_place_does_not_exist(suite: RunningSuite) -> None:
    ruben, hatice = Caller(suite.base), Caller(suite.base)
    ruben.sign_in("ruben@spangen.example")
    hatice.sign_in("hatice@carnisse.example")
    need = hatice.get("/api/v1/needs").json()["items"][0]
    foreign = ruben.get(f"/api/v1/needs/{need['id']}")
    nowhere = ruben.get("/api/v1/needs/01a2022c-0000-7000-8000-000000000000")
    assert foreign.status_code == nowhere.status_code == 404
    assert {**foreign.json(), "instance": ""} == {**nowhere.json(), "instance": ""}


def test_visitors_see_examples_and_open_pages_only(suite: RunningSuite) -> None:
    start = requests.get(suite.base + "/").text
    assert len(set(re.findall(r'href="/sources/([a-z0-9-]+)"', start))) >= 6
    assert requests.get(suite.base + "/tracker/", allow_redirects=False).headers["Location"].startswith("/sign-in")
    assert requests.get(suite.base + "/tracker/api/v1/applications").status_code == 401
    assert requests.get(suite.base + "/health/ready").json()["status"] == "ok"


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
def test_curl_walks_the_same_path(suite: RunningSuite) -> None:
    script = ROOT / "docs" / "howto" / "walk-the-api.sh"
    done = subprocess.run(
        ["bash", str(script), suite.base, "amina@bospolder.example"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("now: awarded")


def test_a_changed_source_reaches_the_team_by_itself(suite: RunningSuite) -> None:
    """On the site at once; by mail once a day, which nobody waits for here."""
    database = Database(f"sqlite:///{suite.log.parent / 'data' / 'matcher.sqlite'}")
    with database.transaction() as connection:
        fund = sources.documents(SYSTEM, connection, ["rotterdam-bewonersinitiatieven"])[
            "rotterdam-bewonersinitiatieven"
        ]
        publish(connection, [{**fund, "status": "closed"}], changed_by="file", at=datetime.now(UTC))
    database.dispose()
    caller = Caller(suite.base)
    caller.sign_in("ruben@spangen.example")
    assert eventually(lambda: "Nieuws over steun voor" in caller.get("/messages").text)

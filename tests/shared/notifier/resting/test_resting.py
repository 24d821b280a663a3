"""A board agrees on weeks of rest: what can wait comes after them, what can't comes anyway."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from shared.access import tables as access
from shared.access.resting import Rest
from shared.contracts.messages import MessageKind
from shared.kernel.errors import InvalidInput
from shared.kernel.ids import new_id
from shared.notifier.resting.rules import Weeks, check_weeks
from shared.notifier.tables import delivery
from tests.faults.stage import ANNA, BILAL, NOW, OUTSIDER, PLACE, an_intent, rows, take_and_deliver, tell, told
from tests.shared.notifier.preferences.browsing import browser

TODAY = date(2026, 11, 22)
COALITION = new_id()
API = "/api/v1/rests"


def rest(first: int, last: int, organisation_id=PLACE) -> Rest:
    return Rest("r", organisation_id, TODAY + timedelta(first), TODAY + timedelta(last), "", 1)


def weeks(first: int, last: int, note: str = "") -> Weeks:
    return Weeks(TODAY + timedelta(first), TODAY + timedelta(last), note)


@pytest.mark.parametrize(
    ("asked", "others", "before", "wrong"),
    [
        (weeks(0, 0), [], None, []),
        (weeks(1, 84), [], None, []),
        (weeks(1, 85), [], None, ["ends_on"]),
        (weeks(-1, 5), [], None, ["starts_on"]),
        (weeks(5, 4), [], None, ["ends_on"]),
        (weeks(731, 735), [], None, ["starts_on"]),
        (weeks(3, 5), [rest(5, 9)], None, ["starts_on"]),
        (weeks(3, 4), [rest(5, 9)], None, []),
        (weeks(-3, 9), [], rest(-3, 4), []),
        (weeks(-2, 9), [], rest(-3, 4), ["starts_on"]),
        (weeks(-3, -1), [], rest(-3, 4), ["ends_on"]),
        (weeks(-1, -2, "x" * 201), [], None, ["starts_on", "ends_on", "note"]),
    ],
)
def test_which_weeks_can_be_agreed_on(asked, others, before, wrong):
    try:
        check_weeks(asked, others, TODAY, before)
        found = []
    except InvalidInput as problem:
        found = [error.field for error in problem.errors]
    assert found == wrong


@pytest.fixture
def agreed(stage):
    """Anna is on the board, Otto coordinates the coalition that the place is in."""
    with stage.context.people.transaction() as people:
        people.execute(
            sa.insert(access.organisation).values(id=COALITION, kind="coalition", name="Delfshaven", created_at=NOW)
        )
        people.execute(
            sa.update(access.organisation).values(coalition_id=COALITION).where(access.organisation.c.id == PLACE)
        )
        for person_id, role, organisation_id in ((ANNA, "board", PLACE), (OUTSIDER, "coordinator", COALITION)):
            values = {"person_id": person_id, "role": role, "organisation_id": organisation_id, "since": NOW}
            people.execute(sa.insert(access.membership).values(id=new_id(), **values))
    return stage


def agree(stage, who, first="2026-11-22", last="2026-12-06", organisation_id=PLACE, **more):
    body = {"organisationId": organisation_id, "startsOn": first, "endsOn": last, **more}
    return browser(stage, who).post(API, json=body, headers={"Idempotency-Key": new_id()})


def test_what_can_wait_waits_until_after_and_goes_when_the_rest_is_ended(agreed):
    kept = agree(agreed, ANNA, note="Winterrust")
    assert kept.status_code == 201, kept.text
    waiting, urgent = an_intent(NOW), an_intent(NOW, kind=MessageKind.APPLICATION_SUBMITTED)
    tell(agreed, waiting, urgent)
    take_and_deliver(agreed, [waiting, urgent])
    assert len(told(agreed)[1]) == 3, "a decision or deadline does not wait"
    until = datetime(2026, 12, 7, 7, 0, tzinfo=UTC)
    held = rows(agreed, sa.select(delivery.c.reason, delivery.c.next_at).where(delivery.c.state == "pending"))
    assert held == [("season_of_rest", until)] * 3
    ended = browser(agreed, ANNA).delete(f"{API}/{kept.get_json()['id']}", headers={"If-Match": '"1"'})
    assert ended.status_code == 204
    take_and_deliver(agreed, [])
    assert len(told(agreed)[1]) == 6


def test_the_rest_of_a_coalition_counts_for_its_places(agreed):
    assert agree(agreed, OUTSIDER, organisation_id=COALITION).status_code == 201
    intent = an_intent(NOW)
    tell(agreed, intent)
    take_and_deliver(agreed, [intent])
    assert told(agreed)[1] == [] and len(told(agreed)[0]) == 3, "the inbox does not ring"


def test_who_may_and_who_may_not(agreed):
    assert agree(agreed, BILAL).status_code == 403
    assert agree(agreed, ANNA, organisation_id=COALITION).status_code == 404
    assert agree(agreed, ANNA, organisation_id=new_id()).status_code == 404
    rest_id = agree(agreed, ANNA).get_json()["id"]
    body = {"startsOn": "2026-11-22", "endsOn": "2026-11-30"}
    stranger = browser(agreed, new_id())
    assert stranger.put(f"{API}/{rest_id}", json=body, headers={"If-Match": '"1"'}).status_code == 401
    assert browser(agreed, BILAL).put(f"{API}/{rest_id}", json=body, headers={"If-Match": '"1"'}).status_code == 403
    assert browser(agreed, BILAL).get(API).get_json()["items"][0]["id"] == rest_id


def test_changing_asks_for_the_version_that_holds(agreed):
    anna = browser(agreed, ANNA)
    rest_id = agree(agreed, ANNA).get_json()["id"]
    body = {"startsOn": "2026-11-22", "endsOn": "2026-11-30"}
    assert anna.put(f"{API}/{rest_id}", json=body, headers={"If-Match": '"1"'}).get_json()["version"] == 2
    assert anna.put(f"{API}/{rest_id}", json=body, headers={"If-Match": '"1"'}).status_code == 412
    assert anna.delete(f"{API}/{rest_id}", headers={"If-Match": '"1"'}).status_code == 412
    assert agree(agreed, ANNA, "2026-11-30", "2026-12-02").status_code == 400, "no overlap"
    assert agree(agreed, ANNA, "2026-12-01", "2026-12-02").status_code == 201


def test_the_same_key_agrees_once(agreed):
    key = {"Idempotency-Key": new_id()}
    body = {"organisationId": PLACE, "startsOn": "2026-11-22", "endsOn": "2026-12-06"}
    answers = [browser(agreed, ANNA).post(API, json=body, headers=key) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].get_json()["id"] == answers[1].get_json()["id"]


def test_the_pages_agree_change_and_end(agreed):
    anna = browser(agreed, ANNA)
    assert "Er is geen rust afgesproken." in anna.get("/rest").text
    form = {"organisation_id": PLACE, "starts_on": "2026-12-21", "ends_on": "2027-01-03", "note": "<b>Kerst</b>"}
    assert anna.post("/rest", data=form).status_code == 303
    page = anna.get("/rest").text
    assert "maandag 21 december 2026 tot en met zondag 3 januari 2027" in page and "&lt;b&gt;Kerst" in page
    path = f"/rest/{anna.get(API).get_json()['items'][0]['id']}"
    changed = {**form, "ends_on": "2027-01-10", "version": "1"}
    assert anna.post(path, data=changed).status_code == 303
    assert anna.post(path, data=changed).status_code == 412
    assert anna.post(f"{path}/end", data={"version": "2"}).status_code == 303
    assert anna.get(API).get_json()["items"] == []


def test_all_that_is_wrong_on_the_page_is_said_at_once(agreed):
    wrong = {"organisation_id": COALITION, "starts_on": "morgen", "ends_on": "", "note": "Kerst"}
    answer = browser(agreed, ANNA).post("/rest", data=wrong)
    assert answer.status_code == 400 and "Er zijn nog 3 dingen" in answer.text and 'value="Kerst"' in answer.text
    reader = browser(agreed, BILAL)
    assert "Nieuwe rust afspreken" not in reader.get("/rest").text

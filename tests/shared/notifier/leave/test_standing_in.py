"""Who is away has somebody stand in; nothing that matters ends with nobody."""

from __future__ import annotations

from typing import Any, cast

import pytest
import sqlalchemy as sa

from shared.access import tables as access
from shared.contracts.messages import Audience
from shared.kernel.ids import new_id
from shared.notifier.leave.standing_in import with_stand_ins
from shared.notifier.recipients import Recipient
from shared.notifier.tables import delivery, inbox_message, mailbox_message
from tests.faults.stage import ANNA, BILAL, CARLA, NOW, OUTSIDER, PLACE, an_intent, rows, take_and_deliver, tell, told
from tests.shared.notifier.preferences.browsing import browser

API = "/api/v1/leaves"


def somebody(name: str) -> Recipient:
    return Recipient(name, name.title(), f"{name}@example.org", "nl")


A, B, C, D = (somebody(name) for name in ("anna", "bilal", "carla", "dirk"))


@pytest.mark.parametrize(
    ("coordinators", "stand_ins", "away", "standing"),
    [
        ([], {}, [], {}),
        ([], {"anna": "bilal"}, ["anna"], {"bilal": ("Anna",)}),
        ([D], {"anna": "dirk"}, ["anna"], {"dirk": ("Anna",)}),
        ([], {"anna": "carla", "bilal": "carla"}, ["anna", "bilal"], {"carla": ("Anna", "Bilal")}),
        # The stand-in left, or is away too: the coordinators hear.
        ([D], {"anna": "gone"}, ["anna"], {"dirk": ("Anna",)}),
        ([D], {"anna": "bilal", "bilal": "anna"}, ["anna", "bilal"], {"dirk": ("Anna", "Bilal")}),
        # Nobody is left: the person hears as always.
        ([], {"anna": "gone"}, [], {}),
        ([D], {"anna": "gone", "dirk": "bilal"}, [], {}),
    ],
)
def test_who_hears_instead(coordinators, stand_ins, away, standing):
    found = with_stand_ins([A, B, C], coordinators, stand_ins)
    assert [one.id for one in found if one.away] == away
    assert {one.id: one.stands_in_for for one in found if one.stands_in_for} == standing
    assert [one.id for one in found][:3] == ["anna", "bilal", "carla"], "everybody keeps a row"


def take(stage, who=ANNA, stand_in=BILAL, first="2026-11-22", last="2026-12-06", **more):
    body = {"standInId": stand_in, "startsOn": first, "endsOn": last, **more}
    return browser(stage, who).post(API, json=body, headers={"Idempotency-Key": new_id()})


def tell_one(stage, **changes):
    intent = an_intent(stage.context.clock.now(), **changes)
    tell(stage, intent)
    take_and_deliver(stage, [intent])


def test_the_stand_in_gets_one_mail_that_says_so_and_the_inbox_keeps_all(stage):
    taken = take(stage)
    assert taken.status_code == 201, taken.text
    tell_one(stage)
    inbox, mailed = told(stage)
    assert inbox == sorted([ANNA, BILAL, CARLA])
    assert mailed == ["bilal@example.org", "carla@example.org"]
    mails: dict[Any, Any] = dict(
        cast("Any", rows(stage, sa.select(mailbox_message.c.recipient, mailbox_message.c.text)))
    )
    assert "U valt in voor Anna." in mails["bilal@example.org"]
    assert "U valt in" not in mails["carla@example.org"]
    not_sent = rows(
        stage, sa.select(delivery.c.recipient_id, delivery.c.reason).where(delivery.c.state == "suppressed")
    )
    assert not_sent == [(ANNA, "on_leave")]
    ((message_id,),) = rows(stage, sa.select(inbox_message.c.id).where(inbox_message.c.person_id == BILAL))
    assert "U viel toen in voor Anna." in browser(stage, BILAL).get(f"/messages/{message_id}/why").text


def test_it_can_be_ended_at_any_moment(sqlite_stage):
    leave_id = take(sqlite_stage).get_json()["id"]
    assert browser(sqlite_stage, BILAL).delete(f"{API}/{leave_id}").status_code == 404
    for _time in range(2):
        assert browser(sqlite_stage, ANNA).delete(f"{API}/{leave_id}").status_code == 204
    tell_one(sqlite_stage)
    assert "anna@example.org" in told(sqlite_stage)[1]


def test_a_message_for_one_person_stays_theirs(sqlite_stage):
    take(sqlite_stage)
    tell_one(sqlite_stage, audience=Audience.PERSON, person_id=ANNA)
    assert told(sqlite_stage) == ([ANNA], ["anna@example.org"])


def test_who_left_the_place_stands_in_no_longer(sqlite_stage):
    take(sqlite_stage)
    with sqlite_stage.context.people.transaction() as people:
        people.execute(sa.update(access.membership).values(ended_at=NOW).where(access.membership.c.person_id == BILAL))
    tell_one(sqlite_stage)
    assert told(sqlite_stage)[1] == ["anna@example.org", "carla@example.org"], "there is no coordinator either"


def test_a_leave_that_is_still_to_come_changes_nothing(sqlite_stage):
    take(sqlite_stage, first="2026-11-23")
    tell_one(sqlite_stage)
    assert len(told(sqlite_stage)[1]) == 3


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({"stand_in": OUTSIDER}, ["standInId"]),
        ({"stand_in": ANNA}, ["standInId"]),
        ({"first": "2026-11-21"}, ["startsOn"]),
        ({"last": "2026-11-20", "stand_in": OUTSIDER}, ["endsOn", "standInId"]),
        ({"last": "2027-12-30"}, ["endsOn"]),
        ({"placeId": "elsewhere", "first": "2028-01-01"}, ["endsOn", "placeId", "startsOn"]),
    ],
)
def test_all_that_is_wrong_is_said_at_once(sqlite_stage, asked, fields):
    answer = take(sqlite_stage, **asked)
    assert answer.status_code == 400
    assert sorted(error["field"] for error in answer.get_json()["errors"]) == fields


def test_nobody_is_away_twice_on_one_day(stage):
    assert take(stage).status_code == 201
    assert take(stage, last="2026-11-22", stand_in=CARLA).status_code == 400
    assert take(stage, first="2026-12-07", last="2026-12-08").status_code == 201
    assert take(stage, stand_in=CARLA, placeId=PLACE).status_code == 201
    tell_one(stage)
    texts: dict[Any, Any] = dict(
        cast("Any", rows(stage, sa.select(mailbox_message.c.recipient, mailbox_message.c.text)))
    )
    assert "U valt in voor Anna." in texts["carla@example.org"], "what holds for one place goes first"
    assert "U valt in" not in texts["bilal@example.org"]


def test_the_page_takes_and_ends_it_and_shows_both_sides(sqlite_stage):
    anna = browser(sqlite_stage, ANNA)
    wrong = anna.post("/leave", data={"starts_on": "morgen", "ends_on": "2026-12-06", "stand_in_id": BILAL})
    assert wrong.status_code == 400 and 'value="2026-12-06"' in wrong.text
    form = {"starts_on": "2026-11-22", "ends_on": "2026-12-06", "stand_in_id": BILAL, "place_id": ""}
    assert anna.post("/leave", data=form).status_code == 303
    assert "Bilal valt in." in anna.get("/leave").text
    assert "Voor Anna: zondag 22 november 2026" in browser(sqlite_stage, BILAL).get("/leave").text
    leave_id = anna.get(API).get_json()["own"][0]["id"]
    assert anna.post(f"/leave/{leave_id}/end").status_code == 303
    assert anna.get(API).get_json() == {"own": [], "forOthers": []}

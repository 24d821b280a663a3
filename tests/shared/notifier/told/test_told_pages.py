"""People see what they were told, what not, and why."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from shared.access import tables as access
from shared.contracts.messages import Audience, MessageKind
from shared.kernel.ids import new_id
from tests.faults.stage import ANNA, BILAL, NOW, OUTSIDER, PLACE, an_intent, take_and_deliver, tell
from tests.shared.notifier.preferences.browsing import browser

HOSTILE = "<script>alert(1)</script>"


def tell_one(stage, **changes):
    intent = an_intent(NOW, **changes)
    tell(stage, intent)
    take_and_deliver(stage, [intent])
    return intent


def test_why_names_the_rule_the_role_the_choice_and_what_was_sent(stage):
    tell_one(stage)
    (message,) = stage.inbox(ANNA)
    anna = browser(stage, ANNA)
    assert f"/messages/{message.id}/why" in anna.get(f"/messages/{message.id}").text
    page = anna.get(f"/messages/{message.id}/why").text
    assert "iedereen die bij de plek hoort" in page
    assert "U bent lid van het team van Buurtkamer De Punt, sinds zondag 22 november 2026." in page
    assert "zo staat het als u niets kiest" in page
    assert "bezorgd" in page and "Per mail" in page and "Op deze site" in page


def test_why_says_so_when_somebody_left_and_what_always_comes(sqlite_stage):
    tell_one(sqlite_stage, kind=MessageKind.APPLICATION_SUBMITTED)
    (message,) = sqlite_stage.inbox(ANNA)
    with sqlite_stage.context.people.transaction() as people:
        people.execute(sa.update(access.membership).values(ended_at=NOW))
    page = browser(sqlite_stage, ANNA).get(f"/messages/{message.id}/why").text
    assert "U hoort daar nu niet meer bij." in page and "Dit bericht komt altijd." in page


def test_a_coordinator_reads_that_they_are_one(sqlite_stage):
    coalition = new_id()
    with sqlite_stage.context.people.transaction() as people:
        people.execute(sa.insert(access.organisation).values(id=coalition, kind="coalition", name="C", created_at=NOW))
        people.execute(
            sa.update(access.organisation).values(coalition_id=coalition).where(access.organisation.c.id == PLACE)
        )
        role = {"person_id": OUTSIDER, "organisation_id": coalition, "role": "coordinator", "since": NOW}
        people.execute(sa.insert(access.membership).values(id=new_id(), **role))
    tell_one(sqlite_stage, audience=Audience.PLACE_COORDINATORS)
    (message,) = sqlite_stage.inbox(OUTSIDER)
    page = browser(sqlite_stage, OUTSIDER).get(f"/messages/{message.id}/why").text
    assert "naar de coördinatoren van de plek" in page and "U bent coördinator van Buurtkamer De Punt" in page


def test_the_list_also_holds_what_was_not_sent_with_the_reason(stage):
    tell_one(stage, data={**an_intent(NOW).data, "application_title": HOSTILE})
    anna = browser(stage, ANNA)
    choices = [{"topic": "applications", "channel": c, "choice": "off"} for c in ("mail", "inbox")]
    tag = {"If-Match": anna.get("/api/v1/message-preferences").headers["ETag"]}
    assert anna.put("/api/v1/message-preferences", json={"choices": choices}, headers=tag).status_code == 200
    tell_one(stage)
    page = anna.get("/messages/told").text
    assert HOSTILE not in page and "Aanvraag begonnen: &lt;script&gt;" in page
    assert page.count("niet verstuurd") == 2 and page.count("Deze persoon wil dit niet zo ontvangen.") == 2
    assert page.count('<section class="card') == 2
    assert page.index("niet verstuurd") < page.index("bezorgd")


def test_the_list_can_be_of_one_place(sqlite_stage):
    tell_one(sqlite_stage)
    anna = browser(sqlite_stage, ANNA)
    assert anna.get(f"/messages/told?place={PLACE}").text.count('<section class="card') == 1
    other = anna.get(f"/messages/told?place={new_id()}&from=9999999999").text
    assert "Er is u nog niets verteld" in other


def test_a_long_list_goes_on_on_a_next_page(sqlite_stage):
    for _number in range(31):
        intent = an_intent(NOW)
        tell(sqlite_stage, intent)
        sqlite_stage.take_intent("tracker", intent.id)
    anna = browser(sqlite_stage, ANNA)
    first, second = anna.get("/messages/told").text, anna.get("/messages/told?from=30").text
    assert (first.count('<section class="card'), second.count('<section class="card')) == (30, 1)
    assert "from=30" in first and 'rel="prev"' in second


@pytest.mark.parametrize("who", [BILAL, OUTSIDER], ids=["of the team", "outsider"])
def test_a_message_of_somebody_else_has_no_why(sqlite_stage, who):
    tell_one(sqlite_stage)
    (message,) = sqlite_stage.inbox(ANNA)
    assert browser(sqlite_stage, who).get(f"/messages/{message.id}/why").status_code == 404
    assert browser(sqlite_stage, OUTSIDER).get("/messages/told").text.count('<section class="card') == 0

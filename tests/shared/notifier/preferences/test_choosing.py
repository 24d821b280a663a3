"""People choose what they wish to hear, on the page and as JSON, and it holds for what is told after."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from shared.contracts.messages import MessageKind
from shared.kernel.ids import new_id
from shared.notifier.channels.base import ChannelName
from shared.notifier.preferences import ending, storage
from shared.notifier.preferences.topics import Topic
from shared.notifier.preferences.wishes import Choice
from shared.notifier.tables import delivery, preference
from shared.notifier.unsubscribing import Subscription, unsubscribe_address
from tests.faults.stage import ANNA, NOW, PLACE, an_intent, rows, take_and_deliver, tell, told
from tests.shared.notifier.preferences.browsing import browser

PAGE, API = "/messages/preferences", "/api/v1/message-preferences"
USUAL = {
    **{f"{channel}.{topic}": "now" for channel in ("mail", "inbox") for topic in ("applications", "together")},
    "mail.sources": "daily",
    "inbox.sources": "now",
    "place": "",
    "digest_at": "08:00",
    "digest_day": "0",
    "quiet_from": "",
    "quiet_until": "",
}


def save(person, fields):
    """Sends the form as it was opened just now."""
    (version,) = re.findall(r'name="version" value="(\d+)"', person.get(PAGE).text)
    return person.post(PAGE, data={"version": version, **fields})


def put(person, body):
    return person.put(API, json=body, headers={"If-Match": person.get(API).headers["ETag"]})


def without_version(answer):
    return {name: value for name, value in answer.get_json().items() if name != "version"}


def test_the_page_shows_what_is_usual_and_what_always_comes(sqlite_stage):
    page = browser(sqlite_stage, ANNA).get(PAGE).text
    chosen = dict(re.findall(r'<select id="[^"]+" name="([^"]+)".*?value="([^"]+)" selected', page, re.DOTALL))
    assert chosen == {name: value for name, value in USUAL.items() if "." in name} | {"digest_day": "0"}
    assert "Besluiten en geld" in page and 'name="mail.money"' not in page
    assert PAGE in browser(sqlite_stage, ANNA).get("/messages").text


def test_what_was_chosen_for_a_channel_that_is_off_now_is_kept(sqlite_stage):
    key = ("", Topic.SOURCES, ChannelName.FILE_DROP)
    with sqlite_stage.context.database.transaction() as connection:
        storage.keep_choices(connection, ANNA, {key: Choice.OFF}, NOW)
    assert save(browser(sqlite_stage, ANNA), {**USUAL, "mail.sources": "off"}).status_code == 200
    with sqlite_stage.context.database.read() as connection:
        kept = storage.wishes_of(connection, [ANNA])[ANNA].choices
    assert kept[key] is Choice.OFF and kept["", Topic.SOURCES, ChannelName.MAIL] is Choice.OFF


def test_what_is_chosen_holds_for_the_next_message(stage):
    saved = save(browser(stage, ANNA), {**USUAL, "mail.applications": "off"})
    assert saved.status_code == 200 and "Bewaard." in saved.text
    intent = an_intent(NOW)
    tell(stage, intent)
    take_and_deliver(stage, [intent])
    assert "anna@example.org" not in told(stage)[1] and len(told(stage)[1]) == 2
    not_told = rows(
        stage, sa.select(delivery.c.recipient_id, delivery.c.reason).where(delivery.c.state == "suppressed")
    )
    assert not_told == [(ANNA, "not_wished")]


def test_the_button_after_saving_brings_back_what_stood_there(stage):
    anna = browser(stage, ANNA)
    save(anna, {**USUAL, "mail.together": "weekly", "quiet_from": "22:00", "quiet_until": "07:00"})
    kept = anna.get(API).get_json()
    page = save(anna, USUAL).text
    (form,) = re.findall(r'<form class="inline" method="post" action="/messages/preferences">(.*?)</form>', page, re.S)
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    anna.post(PAGE, data={name: value for name, value in fields.items() if name != "csrf_token"})
    assert anna.get(API).get_json() == kept
    assert (kept["quietFrom"], kept["quietUntil"]) == ("22:00", "07:00")


def test_a_choice_for_one_place_stands_beside_that_for_all(sqlite_stage):
    anna = browser(sqlite_stage, ANNA)
    save(anna, {**USUAL, "mail.applications": "off"})
    save(anna, {"place": PLACE, "mail.applications": "daily", "mail.sources": ""})
    choices = {(c["placeId"], c["topic"], c["channel"]): c["choice"] for c in anna.get(API).get_json()["choices"]}
    assert choices[None, "applications", "mail"] == "off"
    assert {key: value for key, value in choices.items() if key[0]} == {(PLACE, "applications", "mail"): "daily"}
    assert re.search('value="daily" selected', anna.get(f"{PAGE}?place={PLACE}").text)


def test_all_that_is_wrong_is_said_at_once_and_what_was_typed_stays(sqlite_stage):
    wrong = {**USUAL, "mail.applications": "sometimes", "digest_at": "25:00", "quiet_from": "22:00", "digest_day": "9"}
    answer = save(browser(sqlite_stage, ANNA), wrong)
    assert answer.status_code == 400 and "25:00" in answer.text and "Er zijn nog 4 dingen" in answer.text
    assert rows(sqlite_stage, sa.select(preference.c.choice)) == []


def test_a_place_of_others_does_not_exist(sqlite_stage):
    anna = browser(sqlite_stage, ANNA)
    assert anna.get(f"{PAGE}?place={new_id()}").status_code == 404
    assert anna.post(PAGE, data={"place": new_id()}).status_code == 404


def choice(topic="sources", channel="mail", when="weekly", **more):
    return {"topic": topic, "channel": channel, "choice": when, **more}


def test_json_replaces_everything_and_may_be_sent_twice(stage):
    anna = browser(stage, ANNA)
    body = {"choices": [choice(), choice(when="off", placeId=PLACE)], "digestAt": "17:30", "digestDay": 4}
    for _time in range(2):
        answer = put(anna, body)
        assert answer.status_code == 200, answer.text
    assert without_version(anna.get(API)) == {
        "choices": [choice(placeId=None), choice(when="off", placeId=PLACE)],
        "digestAt": "17:30",
        "digestDay": 4,
        "quietFrom": None,
        "quietUntil": None,
    }


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["choices"]),
        (
            {"choices": [choice("money"), choice(channel="pigeon"), choice(channel="inbox")]},
            [f"choices.{n}" for n in range(3)],
        ),
        ({"choices": [choice(), choice()]}, ["choices.1"]),
        ({"choices": [choice(placeId="elsewhere")], "digestDay": 7}, ["choices.0.placeId", "digestDay"]),
        ({"choices": [], "digestAt": "8", "quietFrom": "x"}, ["digestAt", "quietFrom", "quietUntil"]),
        ({"choices": [], "quietFrom": "08:00", "quietUntil": "08:00"}, ["quietUntil"]),
    ],
)
def test_wrong_json_is_refused_with_every_field_named(sqlite_stage, body, fields):
    answer = put(browser(sqlite_stage, ANNA), body)
    assert answer.status_code == 400
    assert sorted(error["field"] for error in answer.get_json()["errors"]) == sorted(fields)


def test_a_visitor_has_nothing_to_choose(sqlite_stage):
    visitor = browser(sqlite_stage, None)
    assert (
        visitor.get(API).status_code == 401
        and visitor.put(API, json={"choices": []}, headers={"If-Match": '"1"'}).status_code == 401
    )


def test_what_comes_daily_waits_for_the_digest(sqlite_stage):
    put(browser(sqlite_stage, ANNA), {"choices": [choice("applications", when="daily")]})
    intent = an_intent(NOW, kind=MessageKind.APPLICATION_STARTED)
    tell(sqlite_stage, intent)
    take_and_deliver(sqlite_stage, [intent])
    waiting = rows(
        sqlite_stage, sa.select(delivery.c.recipient_id, delivery.c.batch).where(delivery.c.batch.is_not(None))
    )
    assert waiting == [(ANNA, "day:2026-11-23")]


def test_a_second_tab_hears_that_it_changed_and_keeps_what_was_typed(stage):
    anna = browser(stage, ANNA)
    tab = re.findall(r'name="version" value="(\d+)"', anna.get(PAGE).text)
    save(anna, {**USUAL, "mail.applications": "off"})
    late = anna.post(
        PAGE,
        data={**USUAL, "version": tab[0], "mail.together": "weekly", "quiet_from": "22:15", "quiet_until": "06:45"},
    )
    assert late.status_code == 412 and "Dit is intussen veranderd" in late.text
    assert "Nieuwe aanvragen, per mail: niet" in late.text
    assert 'value="weekly" selected' in late.text and 'value="22:15"' in late.text
    kept = {(c["topic"], c["channel"]): c["choice"] for c in anna.get(API).get_json()["choices"]}
    assert kept["applications", "mail"] == "off" and kept["together", "mail"] == "now"
    (fresh,) = re.findall(r'name="version" value="(\d+)"', late.text)
    again = anna.post(PAGE, data={**USUAL, "version": fresh, "mail.together": "weekly"})
    assert again.status_code == 200 and "Bewaard." in again.text


def test_saving_the_same_twice_is_no_conflict_and_a_form_without_version_is_opened_again(sqlite_stage):
    anna = browser(sqlite_stage, ANNA)
    form = {
        **USUAL,
        "mail.applications": "off",
        "version": re.findall(r'"version" value="(\d+)"', anna.get(PAGE).text)[0],
    }
    assert [anna.post(PAGE, data=form).status_code for _time in range(2)] == [200, 200]
    assert anna.post(PAGE, data=USUAL).status_code == 428
    assert anna.put(API, json={"choices": []}).status_code == 428
    stale = anna.put(API, json={"choices": []}, headers={"If-Match": '"1"'})
    assert stale.status_code == 412


def test_what_ends_by_the_address_in_a_mail_is_not_overwritten_by_an_open_tab(sqlite_stage):
    anna, settings = browser(sqlite_stage, ANNA), sqlite_stage.context.settings
    (opened,) = re.findall(r'name="version" value="(\d+)"', anna.get(PAGE).text)
    address = unsubscribe_address(settings, Subscription(ANNA, MessageKind.APPLICATION_STARTED))
    token = address.rsplit("/", 1)[1]
    ending.choose(sqlite_stage.context, token, "off")
    assert anna.post(PAGE, data={**USUAL, "version": opened}).status_code == 412
    assert anna.get(API).get_json()["choices"] == [choice("applications", when="off", placeId=None)]

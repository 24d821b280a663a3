"""Ending messages by the address in a mail: one press of a button, by nobody else, and never by a scanner."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from shared.access import web as access
from shared.contracts.messages import CLASS_OF, MessageClass, MessageKind
from shared.notifier.channels.base import ChannelName
from shared.notifier.preferences import storage
from shared.notifier.preferences.topics import Topic
from shared.notifier.preferences.wishes import ALL_PLACES, Choice
from shared.notifier.tables import preference
from shared.notifier.unsubscribing import Subscription, unsubscribe_address
from shared.pages.install import install as install_pages
from shared.plumbing.web import new_app
from tests.faults.stage import ANNA, NOW, PLACE, an_intent, rows, take_and_deliver, tell, told

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
MAIL = ChannelName.MAIL


@pytest.fixture
def browser(stage):
    """An application as it is served, with the check of forms and people in it."""
    app = new_app(__name__, service="matcher", https=False)
    app.secret_key = b"tests"
    context = stage.context
    access.install(app, context.people, context.settings, context.clock)
    install_pages(app, service="matcher")
    app.register_blueprint(stage.blueprint())
    return app.test_client()


def path_of(stage, kind=MessageKind.APPLICATION_STARTED, person_id=ANNA) -> str:
    address = unsubscribe_address(stage.context.settings, Subscription(person_id, kind))
    return address.removeprefix(stage.context.settings.base_url)


def chosen(stage) -> set[tuple[object, ...]]:
    columns = preference.c
    return set(rows(stage, sa.select(columns.person_id, columns.place_id, columns.topic, columns.choice)))


def test_h84_opening_the_address_changes_nothing(stage, browser):
    page = browser.get(path_of(stage))
    assert page.status_code == 200 and "Stop deze mails" in page.text and "Nieuwe aanvragen" in page.text
    assert browser.head(path_of(stage)).status_code == 200
    assert chosen(stage) == set()


def test_h84_a_mail_program_ends_it_in_one_click_without_cookie_or_redirect(stage, browser):
    browser.delete_cookie("anything")
    answer = browser.post(path_of(stage), data=ONE_CLICK, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200 and "Set-Cookie" not in answer.headers
    assert chosen(stage) == {(ANNA, ALL_PLACES, "applications", "off")}
    again = browser.post(path_of(stage), data=ONE_CLICK)
    assert again.status_code == 200 and len(chosen(stage)) == 1
    intent = an_intent(NOW)
    tell(stage, intent)
    take_and_deliver(stage, [intent])
    inbox, mailed = told(stage)
    assert ANNA in inbox and len(inbox) == 3
    assert mailed == ["bilal@example.org", "carla@example.org"]


@pytest.mark.parametrize("kind", [kind for kind in MessageKind if CLASS_OF[kind] is MessageClass.A])
def test_h84_what_much_hangs_on_cannot_be_ended(sqlite_stage, kind):
    app = new_app(__name__, service="matcher", https=False)
    install_pages(app, service="matcher")
    app.register_blueprint(sqlite_stage.blueprint())
    answer = app.test_client().post(path_of(sqlite_stage, kind), data=ONE_CLICK)
    assert answer.status_code == 404 and chosen(sqlite_stage) == set()


def test_h84_an_address_that_was_changed_is_worth_nothing(stage, browser):
    path = path_of(stage)
    for wrong in (f"{path}x", "/unsubscribe/x", path.replace(path[-8:-4], "AAAA")):
        assert browser.post(wrong, data=ONE_CLICK).status_code == 404
    assert chosen(stage) == set()


def test_the_page_after_it_brings_back_what_held_before(stage, browser):
    before = {(PLACE, Topic.APPLICATIONS, MAIL): Choice.NOW, (ALL_PLACES, Topic.APPLICATIONS, MAIL): Choice.DAILY}
    with stage.context.database.transaction() as connection:
        storage.keep_choices(connection, ANNA, before, NOW)
    page = browser.post(path_of(stage), data={"choice": "off"}).text
    assert "Deze mails zijn gestopt" in page
    (kept,) = re.findall(r'name="before" value="([^"]+)"', page)
    assert browser.post(path_of(stage), data={"before": kept}).status_code == 200
    with stage.context.database.read() as connection:
        assert storage.wishes_of(connection, [ANNA])[ANNA].choices == before


def test_what_brings_back_belongs_to_one_person_and_can_not_be_made_up(stage, browser):
    page = browser.post(path_of(stage), data={"choice": "off"}).text
    (kept,) = re.findall(r'name="before" value="([^"]+)"', page)
    other = path_of(stage, person_id=PLACE)
    assert browser.post(other, data={"before": kept}).status_code == 400
    assert browser.post(path_of(stage), data={"before": "x.y"}).status_code == 400
    assert browser.post(path_of(stage), data={"choice": "sometimes"}).status_code == 400
    assert chosen(stage) == {(ANNA, ALL_PLACES, "applications", "off")}


def test_a_digest_instead(stage, browser):
    assert "U krijgt een overzicht" in browser.post(path_of(stage), data={"choice": "weekly"}).text
    assert chosen(stage) == {(ANNA, ALL_PLACES, "applications", "weekly")}


def test_the_address_in_an_overview_ends_what_came_in_overviews(stage, browser):
    browser.post(path_of(stage, MessageKind.DIGEST), data=ONE_CLICK)
    assert chosen(stage) == {(ANNA, ALL_PLACES, "sources", "off")}

"""The pages `/messages` and `/mailbox`, in an application as the services make it."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from flask import Flask, g

from shared.access.actors import Actor
from shared.notifier.door import Notifier
from shared.notifier.tables import mailbox_message
from shared.pages.install import install as install_pages
from shared.plumbing.web import new_app
from tests.faults.stage import ANNA, BILAL, NOW, an_intent, make_settings, open_stage, rows, take_and_deliver, tell

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def told(sqlite_stage):
    data = {**an_intent(NOW).data, "application_title": HOSTILE}
    intent = an_intent(NOW, data=data)
    tell(sqlite_stage, intent)
    take_and_deliver(sqlite_stage, [intent])
    return sqlite_stage


def browser(notifier: Notifier, person_id: str | None = None):
    app: Flask = new_app(__name__, service="matcher", https=False)
    install_pages(app, service="matcher")
    app.register_blueprint(notifier.blueprint())
    app.secret_key = b"tests"
    actor = Actor(person_id=person_id, name="x", email="x@example.org") if person_id else None

    def sign_in() -> None:
        g.actor = actor

    app.before_request(sign_in)
    return app.test_client()


def test_a_persons_messages_are_listed_and_opening_one_reads_it(told):
    anna = browser(told, ANNA)
    page = anna.get("/messages").text
    assert "Aanvraag begonnen: &lt;script&gt;" in page and HOSTILE not in page and "Nieuw" in page
    (message,) = told.inbox(ANNA)
    opened = anna.get(f"/messages/{message.id}").text
    assert "Open de aanvraag" in opened and message.link in opened and HOSTILE not in opened
    assert "Buurtkamer De Punt" in opened
    assert "Nieuw</span>" not in anna.get("/messages").text


def test_another_persons_message_does_not_exist(told):
    (message,) = told.inbox(ANNA)
    assert browser(told, BILAL).get(f"/messages/{message.id}").status_code == 404
    assert told.unread_count(ANNA) == 1


@pytest.mark.parametrize("path", ["/messages", "/messages/anything"])
def test_a_visitor_is_sent_to_sign_in(told, path):
    answer = browser(told).get(path)
    assert answer.status_code == 303 and answer.headers["Location"] == f"/sign-in?next={path}"


def test_an_empty_inbox_says_what_it_is_for(sqlite_stage):
    assert "U hebt nog geen berichten" in browser(sqlite_stage, ANNA).get("/messages").text


def test_the_mailbox_shows_mails_with_links_that_work(told):
    visitor = browser(told)
    page = visitor.get("/mailbox").text
    assert page.count("aan ") >= 3 and "anna@example.org" in page and HOSTILE not in page
    ((mail_id,),) = rows(told, sa.select(mailbox_message.c.id).where(mailbox_message.c.recipient == "anna@example.org"))
    mail = visitor.get(f"/mailbox/{mail_id}").text
    assert 'href="http://127.0.0.1:8000/tracker/applications/' in mail and HOSTILE not in mail
    assert visitor.get("/mailbox/nothing").status_code == 404


def test_an_empty_mailbox_says_how_to_fill_it(sqlite_stage):
    assert "Er zijn nog geen mails" in browser(sqlite_stage).get("/mailbox").text


def test_outside_the_demo_there_is_no_mailbox(sqlite_stage, tmp_path):
    settings = sqlite_stage.context.settings
    urls = {"people": settings.people_url, "tracker": settings.tracker_url, "notifier": settings.notifier_url}
    real = open_stage(make_settings(tmp_path, urls, demo=False, smtp_url="smtp://mail.example"))
    assert browser(real).get("/mailbox").status_code == 404


def test_every_page_names_its_right(sqlite_stage):
    app = browser(sqlite_stage).application
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("notifier.")}
    assert len(pages) >= 9
    assert {"notifier.messages", "notifier.mailbox", "notifier.endpoints"} <= pages
    assert all(hasattr(app.view_functions[page], "right") for page in pages)


def test_everything_a_person_sets_for_themselves_is_found_from_one_page(sqlite_stage):
    anna = browser(sqlite_stage, ANNA)
    page = anna.get("/messages/settings").text
    ways = re.findall(r'href="(/(?:messages|tracker|rest|leave|endpoints)[^"]*)"', page)
    assert {"/messages/preferences", "/tracker/calendar/feed", "/messages/told", "/rest"} <= set(ways)
    assert "/endpoints" not in ways  # a member looks after none
    for way in ways:
        assert way.startswith("/tracker/") or anna.get(way).status_code == 200, way
    assert browser(sqlite_stage).get("/messages/settings").status_code == 303

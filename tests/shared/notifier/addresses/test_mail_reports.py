"""What a provider reports afterwards, and who can't pretend to be one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from shared.contracts.messages import Audience, MessageKind
from shared.notifier.addresses.reports import SIGNATURE, TIMESTAMP, sign
from shared.notifier.tables import delivery, mail_report, stopped_address
from shared.pages.install import install as install_pages
from shared.plumbing.settings import Settings, SettingsError
from shared.plumbing.web import new_app
from tests.faults.stage import ANNA, NOW, an_intent, rows, take_and_deliver, tell

SECRET = b"what reports of mail are signed with"
PATH = "/hooks/mail-events"


@pytest.fixture
def mailed(stage):
    """A stage whose only mail went to Anna and was taken; `/hooks/mail-events` is on."""
    settings = replace(stage.context.settings, mail_events_secret=SECRET)
    stage.context = replace(stage.context, settings=settings)
    intent = an_intent(NOW, kind=MessageKind.DECISION_RECORDED, audience=Audience.PERSON, person_id=ANNA)
    tell(stage, intent)
    take_and_deliver(stage, [intent])
    assert mail(stage)[1] == "sent"
    return stage


def mail(stage) -> tuple[object, ...]:
    query = sa.select(delivery.c.id, delivery.c.state, delivery.c.reason).where(delivery.c.channel == "mail")
    (found,) = rows(stage, query)
    return found


def provider(stage):
    app = new_app(__name__, service="matcher", https=False)
    install_pages(app, service="matcher")
    app.register_blueprint(stage.blueprint())
    app.secret_key = b"tests"
    return app.test_client()


def message_id(stage) -> str:
    return f"<{mail(stage)[0]}@steunstromen.example>"


def report(stage, *events, secret=SECRET, at=NOW, **headers):
    """Sends these events as a provider would."""
    body = json.dumps({"events": list(events)}).encode()
    timestamp = str(int(at.timestamp()))
    given = {TIMESTAMP: timestamp, SIGNATURE: sign(secret, timestamp, body), **headers}
    return provider(stage).post(PATH, data=body, headers=given, content_type="application/json")


def test_a_bounce_is_shown_and_ends_mail_to_the_address(mailed):
    answer = report(mailed, {"type": "bounce", "messageId": message_id(mailed), "permanent": True})
    assert answer.status_code == 200 and answer.json == {"known": 1, "unknown": 0}
    assert mail(mailed)[1:] == ("bounced", "mail_gone")
    assert rows(mailed, sa.select(stopped_address.c.masked, stopped_address.c.reason)) == [("a•••@example.org", "gone")]
    (line,) = [one for one in mailed.delivery_status(subject(mailed)) if one.channel == "mail"]
    assert line.reason_text == "Dit mailadres bestaat niet (meer)."


def subject(stage) -> str:
    return str(rows(stage, sa.select(delivery.c.subject))[0][0])


def test_a_full_mailbox_bounces_without_ending_mail(mailed):
    report(mailed, {"type": "bounce", "messageId": message_id(mailed)})
    assert mail(mailed)[1:] == ("bounced", "mail_refused")
    assert not rows(mailed, sa.select(stopped_address.c.reason))


def test_a_complaint_ends_mail_at_once(mailed):
    report(mailed, {"type": "complaint", "messageId": message_id(mailed)})
    assert rows(mailed, sa.select(stopped_address.c.reason)) == [("complaint",)]


def test_what_was_delivered_is_shown_so_and_a_complaint_after_it_still_counts(mailed):
    report(mailed, {"type": "delivered", "messageId": message_id(mailed)})
    assert mail(mailed)[1] == "delivered"
    report(mailed, {"type": "complaint", "messageId": message_id(mailed)})
    assert mail(mailed)[1] == "delivered"
    assert rows(mailed, sa.select(stopped_address.c.reason)) == [("complaint",)]


def test_mails_of_others_are_counted_and_left_alone(mailed):
    strangers = [f"<{mail(mailed)[0]}@evil.example>", "<nothing@steunstromen.example>", "nonsense", "\u202e"]
    answer = report(mailed, *[{"type": "bounce", "messageId": one, "permanent": True} for one in strangers])
    assert answer.json == {"known": 0, "unknown": 4} and mail(mailed)[1] == "sent"


def test_a_report_that_overtakes_its_mail_comes_back_later(mailed):
    with mailed.context.database.transaction() as connection:
        connection.execute(sa.update(delivery).values(state="sending"))
    answer = report(mailed, {"type": "bounce", "messageId": message_id(mailed), "permanent": True})
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "60"
    assert not rows(mailed, sa.select(mail_report.c.signature))


def test_h85_a_forged_report_changes_nothing(mailed):
    bounce = {"type": "bounce", "messageId": message_id(mailed), "permanent": True}
    now = str(int(NOW.timestamp()))
    forged = [
        report(mailed, bounce, secret=b"a guess"),
        report(mailed, bounce, **{SIGNATURE: ""}),
        report(mailed, bounce, **{SIGNATURE: "é" * 64}),
        report(mailed, bounce, **{TIMESTAMP: str(int(now) + 1)}),
        report(mailed, bounce, **{TIMESTAMP: "nu"}),
        report(mailed, bounce, at=NOW - timedelta(minutes=5, seconds=1)),
        report(mailed, bounce, at=NOW + timedelta(minutes=5, seconds=1)),
        provider(mailed).post(PATH, json={"events": [bounce]}),
    ]
    assert [answer.status_code for answer in forged] == [401] * len(forged)
    assert mail(mailed)[1] == "sent" and not rows(mailed, sa.select(stopped_address.c.reason))


def test_h85_a_report_sent_twice_is_refused(mailed):
    bounce = {"type": "bounce", "messageId": message_id(mailed)}
    assert [report(mailed, bounce).status_code for _ in range(2)] == [200, 401]


def test_every_wrong_field_is_named_at_once(mailed):
    answer = report(mailed, {"type": "lost"}, {"type": "bounce", "messageId": "", "extra": 1})
    assert answer.status_code == 400
    named = {error["field"] for error in answer.json["errors"]}
    assert named == {"events.0.type", "events.0.messageId", "events.1.messageId", "events.1.extra"}
    assert report(mailed).status_code == 400


def test_without_a_secret_there_is_no_such_address(sqlite_stage):
    assert provider(sqlite_stage).post(PATH, json={}).status_code == 404


def test_a_weak_secret_stops_the_start():
    from shared.plumbing.settings import _mail_events_secret

    assert _mail_events_secret({}) is None
    with pytest.raises(SettingsError, match="MAIL_EVENTS_SECRET"):
        _mail_events_secret({"MAIL_EVENTS_SECRET": "short"})
    assert Settings.mail_events_secret is None

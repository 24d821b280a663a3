"""How it stands, told the same by the page, the API, health and metrics; and what a person can do about it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Blueprint, Flask, g

from shared.access import tables as access
from shared.access.actors import Actor, Role
from shared.contracts.messages import MessageKind
from shared.kernel.ids import new_id
from shared.notifier import beats
from shared.notifier.channels.base import Outcome, Result
from shared.notifier.door import add_endpoints
from shared.notifier.holds import acts as holding
from shared.notifier.holds.rules import Extent
from shared.notifier.states import State
from shared.notifier.status.alarm import watch
from shared.notifier.status.figures import gather
from shared.notifier.status.health import health
from shared.notifier.tables import delivery, inbox_message
from shared.outbox import faults, service_events
from shared.pages.install import install as install_pages
from shared.plumbing.endpoints import Api
from shared.plumbing.web import add_metrics, add_readiness, new_app
from tests.faults.stage import ANNA, NOW, PLACE, an_intent, rows, take_and_deliver, tell, with_mail
from tests.shared.notifier.mail_doubles import NoServer

COORDINATOR, ADMINISTRATOR, ELSEWHERE = new_id(), new_id(), new_id()
COALITION = new_id()
ACTORS = {
    "coordinator": Actor(
        COORDINATOR,
        "Coco",
        "coco@example.org",
        roles=frozenset({(Role.COORDINATOR, COALITION)}),
        coordinated=frozenset({COALITION, PLACE}),
    ),
    "elsewhere": Actor(
        ELSEWHERE,
        "Els",
        "els@example.org",
        roles=frozenset({(Role.COORDINATOR, ELSEWHERE)}),
        coordinated=frozenset({ELSEWHERE}),
    ),
    "administrator": Actor(ADMINISTRATOR, "Ad", "ad@example.org", roles=frozenset({(Role.ADMINISTRATOR, COALITION)})),
    "member": Actor(ANNA, "Anna", "anna@example.org", roles=frozenset({(Role.MEMBER, PLACE)})),
    "funder": Actor(ANNA, "Fia", "fia@example.org", roles=frozenset({(Role.FUNDER, COALITION)})),
}


class BrokenMail(NoServer):
    """A mail channel that says what it was told to say."""

    def __init__(self, outcome: Outcome, detail: str = "451 busy") -> None:
        self.outcome, self.detail = outcome, detail

    def send(self, _parcel):
        return Result(self.outcome, self.detail)


def client(stage, who: str):
    app: Flask = new_app(__name__, service="matcher", https=False)
    install_pages(app, service="matcher")
    api = Api(Blueprint("api", __name__, url_prefix="/api/v1"), title="x")
    add_endpoints(api)
    app.register_blueprint(api.blueprint)
    app.register_blueprint(stage.blueprint())
    app.secret_key = b"tests"
    add_readiness(app, "messages", stage.readiness)
    add_metrics(app, stage.metrics())
    actor = ACTORS.get(who)

    def sign_in() -> None:
        g.actor = actor

    app.before_request(sign_in)
    return app.test_client()


@pytest.fixture
def given_up(sqlite_stage, clock):
    """Three mails that were given up, and the inboxes that got the message."""
    with_mail(sqlite_stage, BrokenMail(Outcome.FAILED_FOR_NOW))
    intent = an_intent(NOW)
    tell(sqlite_stage, intent)
    take_and_deliver(sqlite_stage, [intent])
    mails = [str(row[0]) for row in rows(sqlite_stage, sa.select(delivery.c.id).where(delivery.c.channel == "mail"))]
    for _ in range(9):
        clock.move(timedelta(hours=6))
        for one in mails:
            sqlite_stage.deliver(one)
    return sqlite_stage


def post(api, path, body, key=None):
    return api.post(path, json=body, headers={"Idempotency-Key": key or new_id()})


def test_what_does_not_go_out_now_is_said_with_why_and_when_it_is_tried_again(sqlite_stage):
    with_mail(sqlite_stage, BrokenMail(Outcome.FAILED_FOR_NOW, "connect: gaierror"))
    intent = an_intent(NOW)
    tell(sqlite_stage, intent)
    take_and_deliver(sqlite_stage, [intent])
    browser = client(sqlite_stage, "coordinator")
    page = browser.get("/messages/status").text
    assert "Wat nu niet lukt" in page and "Er kwam geen verbinding (gaierror)." in page
    (said,) = browser.get("/api/v1/messages/status").json["failing"]
    assert (said["channel"], said["reason"], said["count"]) == ("mail", "connect: gaierror", 3)
    assert "Wat nu niet lukt" not in client(with_mail_again(sqlite_stage), "coordinator").get("/messages/status").text


def with_mail_again(stage):
    with_mail(stage, BrokenMail(Outcome.ACCEPTED))
    stage.context.clock.move(timedelta(minutes=5))
    for (one,) in rows(stage, sa.select(delivery.c.id)):
        stage.deliver(str(one))
    return stage


def mail_states(stage) -> set[str]:
    return {str(row[0]) for row in rows(stage, sa.select(delivery.c.state).where(delivery.c.channel == "mail"))}


def test_with_nothing_to_send_the_page_says_that_all_was_sent(sqlite_stage):
    page = client(sqlite_stage, "coordinator").get("/messages/status").text
    assert "Alles is verstuurd." in page and "Opgegeven berichten" not in page


@pytest.mark.parametrize("who", ["member", "funder"])
def test_who_does_not_look_after_messages_finds_no_page(sqlite_stage, who):
    browser = client(sqlite_stage, who)
    assert browser.get("/messages/status").status_code == 404
    assert browser.post("/messages/status/holds", data={"hold_reason": "x"}).status_code == 404
    assert browser.get("/api/v1/messages/status").status_code == 404
    assert "Stand van de berichten" not in browser.get("/messages").text
    assert holding.holds(sqlite_stage.context) == []


def test_a_visitor_is_sent_to_sign_in(sqlite_stage):
    assert client(sqlite_stage, "nobody").get("/messages/status").status_code == 303


def test_a_coordinator_sees_the_rows_of_their_places_with_names_and_reasons(given_up):
    page = client(given_up, "coordinator").get("/messages/status").text
    assert "451 busy" in page and "3 berichten" in page and "Anna" in page and "Aanvraag begonnen" in page
    elsewhere = client(given_up, "elsewhere").get("/messages/status").text
    assert "Anna" not in elsewhere and "451 busy" not in elsewhere and "Opgegeven" in elsewhere


def test_an_administrator_sees_counts_and_no_names(given_up):
    page = client(given_up, "administrator").get("/messages/status").text
    assert "3 berichten" in page and "Anna" not in page


def test_page_api_health_and_metrics_tell_the_same(given_up):
    browser = client(given_up, "coordinator")
    figures = dict(health(gather(given_up.context)))
    ready = browser.get("/health/ready").json["parts"]["messages"]
    said = browser.get("/api/v1/messages/status").json
    moving = {"databaseSkewSeconds", "queueSkewSeconds", "lastSweepSeconds", "lastScanSeconds"}
    for told in (ready, said["figures"]):
        assert {key: value for key, value in told.items() if key not in {*moving, "status"}} == {
            key: value for key, value in figures.items() if key not in moving
        }
    assert said["dead"] == [{"reason": "451 busy", "text": "451 busy", "count": 3}]
    metrics = browser.get("/metrics").text
    assert "steunstromen_messages_dead 3.0" in metrics and "steunstromen_messages_alarm 0.0" in metrics
    assert 'steunstromen_messages_state{state="dead"} 3.0' in metrics


def test_what_one_service_keeps_for_another_that_cannot_read_it_is_told_too(stage):
    kept = sa.Table(service_events.TABLE, sa.MetaData(), sa.Column("state", sa.String(10)))
    with stage.context.senders["tracker"].transaction() as connection:
        kept.create(connection)
        connection.execute(sa.insert(kept), [{"state": "parked"}, {"state": "parked"}, {"state": "sent"}])
    browser = client(stage, "coordinator")
    page = browser.get("/messages/status").text
    assert "Alles is verstuurd." not in page and "binnen een dag na een nieuwe versie" in page
    assert browser.get("/health/ready").json["parts"]["messages"]["parkedEvents"] == 2
    assert "steunstromen_messages_parked_events 2.0" in browser.get("/metrics").text


def test_all_of_one_reason_are_tried_again_by_a_coordinator_of_the_place_only(given_up):
    elsewhere = client(given_up, "elsewhere").post("/messages/status/retry", data={"reason": "451 busy"})
    assert elsewhere.status_code == 303 and mail_states(given_up) == {"dead"}
    client(given_up, "coordinator").post("/messages/status/retry", data={"reason": "451 busy"})
    assert mail_states(given_up) == {"pending"}


def test_one_is_tried_again_and_a_foreign_one_does_not_exist(given_up):
    ((one,), *_) = rows(given_up, sa.select(delivery.c.id).where(delivery.c.state == "dead"))
    path, data = "/messages/status/retry", {"delivery_id": str(one)}
    assert client(given_up, "elsewhere").post(path, data=data).status_code == 404
    assert client(given_up, "coordinator").post(path, data=data).status_code == 303
    assert mail_states(given_up) == {"dead", "pending"}
    assert client(given_up, "coordinator").post(path, data=data).status_code == 409


def test_closing_asks_why_and_keeps_what_was_typed(given_up):
    browser = client(given_up, "administrator")
    wrong = browser.post("/messages/status/close", data={"reason": "451 busy", "note": "x" * 81})
    assert wrong.status_code == 400 and "x" * 81 in wrong.text and "hoogstens 80 tekens" in wrong.text
    assert mail_states(given_up) == {"dead"}
    browser.post("/messages/status/close", data={"reason": "451 busy", "note": "Wij hebben gebeld."})
    assert mail_states(given_up) == {"closed"}
    assert gather(given_up.context).counted.dead == 0


def test_the_api_retries_and_closes_too(given_up):
    api = client(given_up, "coordinator")
    ((one,), *_) = rows(given_up, sa.select(delivery.c.id).where(delivery.c.state == "dead"))
    assert post(api, "/api/v1/messages/status/retries", {"deliveryId": str(one)}).json == {"count": 1}
    closed = post(api, "/api/v1/messages/status/closures", {"reason": "451 busy", "note": "gebeld"})
    assert closed.json == {"count": 2} and mail_states(given_up) == {"pending", "closed"}
    refused = post(api, "/api/v1/messages/status/closures", {"reason": "451 busy", "note": ""})
    assert refused.status_code == 400 and refused.json["errors"][0]["field"] == "note"


def test_a_request_that_is_sent_twice_acts_once_and_answers_the_same(given_up, clock):
    api, key = client(given_up, "coordinator"), new_id()
    ((one,), *_) = rows(given_up, sa.select(delivery.c.id).where(delivery.c.state == "dead"))
    retries, closures = "/api/v1/messages/status/retries", "/api/v1/messages/status/closures"
    assert [post(api, retries, {"deliveryId": one}, key).json for _time in range(2)] == [{"count": 1}] * 2
    closing = {"reason": "451 busy", "note": "gebeld"}
    assert [post(api, closures, closing, key).json for _time in range(2)] == [{"count": 2}] * 2
    assert post(api, closures, {**closing, "note": "anders"}, key).status_code == 422
    held = [post(api, "/api/v1/messages/holds", {"reason": "Storing"}, key).json["items"] for _time in range(2)]
    release = f"/api/v1/messages/holds/{held[0][0]['id']}/release"
    assert held[0] == held[1] and len(held[0]) == 1
    assert [post(api, release, {}, key).json for _time in range(2)] == [{"items": []}] * 2
    for path in (retries, closures, "/api/v1/messages/holds", release):
        answer = api.post(path, json={"note": "x", "reason": "x"} if path != release else {})
        assert answer.status_code == 400 and answer.json["errors"][0]["field"] == "Idempotency-Key"


def test_messages_are_held_and_let_go_on_the_page(sqlite_stage):
    browser = client(sqlite_stage, "coordinator")
    wrong = browser.post("/messages/status/holds", data={"kind": "postduif", "class": "C", "hold_reason": "iets"})
    assert wrong.status_code == 400 and "iets" in wrong.text
    browser.post("/messages/status/holds", data={"hold_reason": "Storing"})
    browser.post("/messages/status/holds", data={"hold_reason": "Storing"})  # twice is once
    (hold,) = holding.holds(sqlite_stage.context)
    intent = an_intent(NOW)
    tell(sqlite_stage, intent)
    take_and_deliver(sqlite_stage, [intent])
    page = browser.get("/messages/status").text
    assert "Het versturen staat stil" in page and "Storing" in page and "alle berichten" in page
    assert "Wat er vastgehouden wordt" in page
    browser.post(f"/messages/status/holds/{hold.id}/release", data={})
    assert holding.holds(sqlite_stage.context) == [] and mail_states(sqlite_stage) == {"pending"}


def test_the_api_names_everything_that_is_wrong_with_a_hold(sqlite_stage):
    api = client(sqlite_stage, "administrator")
    wrong = post(api, "/api/v1/messages/holds", {"reason": "x", "kind": "postduif", "class": "C"})
    assert wrong.status_code == 400
    assert {error["field"] for error in wrong.json["errors"]} == {"kind", "class"}
    made = post(api, "/api/v1/messages/holds", {"reason": "Storing", "class": "B"}).json["items"]
    assert [(one["messageClass"], one["reason"]) for one in made] == [("B", "Storing")]
    assert post(api, f"/api/v1/messages/holds/{made[0]['id']}/release", {}).json == {"items": []}


def test_important_mail_that_is_refused_is_counted_and_shown(sqlite_stage):
    with_mail(sqlite_stage, BrokenMail(Outcome.FAILED_FOR_GOOD, "550 no such user"))
    intent = an_intent(NOW, kind=MessageKind.DECISION_RECORDED)
    tell(sqlite_stage, intent)
    take_and_deliver(sqlite_stage, [intent])
    assert gather(sqlite_stage.context).undeliverable == 3
    page = client(sqlite_stage, "coordinator").get("/messages/status").text
    assert "550 no such user" in page and "Niet te bezorgen" in page


def test_coordinators_are_told_once_of_an_incident_and_again_of_the_next(sqlite_stage, clock):
    looking_after(sqlite_stage)
    tell(sqlite_stage, an_intent(NOW))
    clock.move(timedelta(minutes=4))
    assert watch(sqlite_stage.context) is False and alarms(sqlite_stage) == []
    clock.move(timedelta(minutes=2))
    assert watch(sqlite_stage.context) is True and watch(sqlite_stage.context) is True
    assert alarms(sqlite_stage) == [COORDINATOR]
    assert "Berichten lopen achter" in client(sqlite_stage, "coordinator").get("/messages/status").text
    assert "steunstromen_messages_alarm 1.0" in client(sqlite_stage, "nobody").get("/metrics").text
    sqlite_stage.sweep()
    for (one,) in rows(sqlite_stage, sa.select(delivery.c.id).where(delivery.c.state == State.PENDING.value)):
        sqlite_stage.deliver(str(one))
    assert watch(sqlite_stage.context) is False
    tell(sqlite_stage, an_intent(clock.now()))
    clock.move(timedelta(minutes=6))
    assert watch(sqlite_stage.context) is True and alarms(sqlite_stage) == [COORDINATOR] * 2


@pytest.mark.parametrize("point", ["alarm_noted", "alarm_told"])
def test_an_alarm_that_dies_half_way_is_told_once(sqlite_stage, clock, monkeypatch, point):
    looking_after(sqlite_stage)
    tell(sqlite_stage, an_intent(NOW))
    clock.move(timedelta(minutes=6))

    def die(name: str) -> None:
        if name == point:
            raise SystemExit(name)

    with monkeypatch.context() as dying:
        dying.setattr(faults, "point", die)
        for _ in range(2):
            with pytest.raises(SystemExit):
                watch(sqlite_stage.context)
    for _ in range(2):
        assert watch(sqlite_stage.context) is True
    assert alarms(sqlite_stage) == [COORDINATOR]


def test_a_ticker_that_stands_still_is_said_everywhere(sqlite_stage):
    browser = client(sqlite_stage, "coordinator")
    assert "De klok staat stil" in browser.get("/messages/status").text
    assert "steunstromen_messages_stalled 1.0" in browser.get("/metrics").text
    with sqlite_stage.context.database.transaction() as connection:
        beats.beat(connection, "sweep")
    assert "De klok staat stil" not in browser.get("/messages/status").text
    assert browser.get("/health/ready").json["parts"]["messages"]["stalled"] is False


def test_the_alarm_comes_also_while_everything_is_held(sqlite_stage, clock):
    looking_after(sqlite_stage)
    holding.hold(sqlite_stage.context, Extent(), "Storing", by=None)
    tell(sqlite_stage, an_intent(NOW))
    clock.move(timedelta(minutes=6))
    assert watch(sqlite_stage.context) is True and alarms(sqlite_stage) == [COORDINATOR]


def looking_after(stage) -> None:
    with stage.context.people.transaction() as connection:
        connection.execute(
            sa.insert(access.organisation).values(id=COALITION, kind="coalition", name="Netwerk", created_at=NOW)
        )
        connection.execute(
            sa.insert(access.person).values(id=COORDINATOR, email="coco@example.org", name="Coco", created_at=NOW)
        )
        connection.execute(
            sa.insert(access.membership).values(
                id=new_id(), person_id=COORDINATOR, organisation_id=COALITION, role="coordinator", since=NOW
            )
        )


def alarms(stage) -> list[str]:
    query = sa.select(inbox_message.c.person_id).where(inbox_message.c.kind == "status_alarm")
    return [str(row[0]) for row in rows(stage, query)]

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from services.tracker.gateways.matcher import MatcherGateway
from services.tracker.settings import Receipt
from shared.access.service_calls import verify
from shared.contracts.likely_sources import Likely, LikelyNeed, LikelySource, NamedRow
from shared.contracts.likely_sources import to_json as likely_json
from shared.contracts.source_answer import AnswerOutcome, SourceAnswer
from shared.contracts.source_snapshot_json import to_json
from shared.egress.http import Http
from shared.kernel.clock import SystemClock
from shared.kernel.errors import Forbidden, NotFound, Unavailable
from shared.kernel.ids import new_id
from shared.plumbing.settings import local_settings
from tests.services.tracker.world import snapshot_of

PERSON = new_id()


class Answering(BaseHTTPRequestHandler):
    """A matcher that answers what the test says and remembers what it was asked."""

    status, content = 200, b"{}"
    asked: list = []  # noqa: RUF012 - shared on purpose, the server makes a handler per request

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).asked.append((self.path, dict(self.headers), body))
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.content)

    def log_message(self, *_args):
        pass


@pytest.fixture
def matcher(tmp_path, free_port):
    handler = type("Handler", (Answering,), {"asked": []})
    server = HTTPServer(("127.0.0.1", free_port), handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    settings = local_settings(tmp_path, port=free_port, demo=True)
    url, keys = settings.matcher_internal_url, settings.service_keys
    yield handler, MatcherGateway(Http.of(settings), url, keys, SystemClock()), keys
    server.shutdown()
    server.server_close()


def test_the_call_is_signed_for_the_person_and_the_answer_read(matcher, files):
    handler, gateway, keys = matcher
    snapshot = snapshot_of("place-1")
    handler.content = json.dumps(to_json(snapshot)).encode()
    assert gateway.snapshot(PERSON, "need-1", "source-1") == snapshot
    path, headers, body = handler.asked[0]
    assert json.loads(body) == {"needId": "need-1", "sourceId": "source-1"}
    with files["people"].transaction() as connection:
        call = verify(
            connection,
            keys,
            headers,
            audience="matcher",
            method="POST",
            path=path,
            body=body,
            now=datetime.now(UTC),
        )
    assert (path, call.acting_person_id, call.reason) == ("/internal/v1/snapshots", PERSON, "application.start")


@pytest.mark.parametrize(
    ("status", "content", "error"),
    [
        (404, b"{}", NotFound),
        (400, b"{}", NotFound),
        (403, b"{}", Forbidden),
        (401, b"{}", Unavailable),
        (500, b"", Unavailable),
        (302, b"", Unavailable),
        (200, b"<html>", Unavailable),
        (200, b'{"version": 99}', Unavailable),
        (200, b"[]", Unavailable),
    ],
)
def test_other_answers_become_our_own_errors(matcher, status, content, error):
    handler, gateway, _keys = matcher
    handler.status, handler.content = status, content
    with pytest.raises(error):
        gateway.snapshot(PERSON, "need-1", "source-1")


def test_a_matcher_that_is_away(tmp_path, free_port):
    settings = local_settings(tmp_path, port=free_port, demo=True)
    gateway = MatcherGateway(Http.of(settings), settings.matcher_internal_url, settings.service_keys, SystemClock())
    with pytest.raises(Unavailable) as problem:
        gateway.snapshot(PERSON, "need-1", "source-1")
    assert "Probeer het over een minuut opnieuw" in problem.value.message
    assert gateway.tell({"id": "1"}) is Receipt.AWAY
    with pytest.raises(Unavailable):
        gateway.tell_answer(PERSON, ANSWER)


@pytest.mark.parametrize(
    ("status", "receipt"),
    [
        (201, Receipt.TAKEN),
        (200, Receipt.TAKEN),
        (400, Receipt.REFUSED),
        (422, Receipt.REFUSED),
        (401, Receipt.AWAY),
        (404, Receipt.AWAY),
        (429, Receipt.AWAY),
        (503, Receipt.AWAY),
    ],
)
def test_an_event_is_taken_refused_for_good_or_offered_again(matcher, status, receipt):
    handler, gateway, _keys = matcher
    handler.status = status
    assert gateway.tell({"id": "1"}) is receipt


def test_an_event_is_signed_in_the_name_of_nobody(matcher, files):
    handler, gateway, keys = matcher
    gateway.tell({"id": "1"})
    path, headers, body = handler.asked[0]
    about = {"audience": "matcher", "method": "POST", "path": path, "body": body, "now": datetime.now(UTC)}
    with files["people"].transaction() as connection:
        call = verify(connection, keys, headers, for_somebody=False, **about)
    assert (path, json.loads(body), call.acting_person_id) == ("/internal/v1/events", {"id": "1"}, "")


ANSWER = SourceAnswer(new_id(), "source-1", "open", date(2026, 11, 20), date(2027, 3, 1))


def test_an_answer_is_told_signed(matcher):
    handler, gateway, _keys = matcher
    handler.content = b'{"outcome": "proposed"}'
    assert gateway.tell_answer(PERSON, ANSWER) is AnswerOutcome.PROPOSED
    path, headers, body = handler.asked[0]
    assert (path, headers["X-Service-Person"]) == ("/internal/v1/source-checks", PERSON)
    told = {"sourceId": "source-1", "heard": "open", "toldOn": "2026-11-20", "until": "2027-03-01"}
    assert json.loads(body) == {"id": ANSWER.id, **told}


@pytest.mark.parametrize("status", [400, 403, 404, 409])
def test_what_the_matcher_will_never_take_is_not_told_again(matcher, status):
    handler, gateway, _keys = matcher
    handler.status = status
    assert gateway.tell_answer(PERSON, ANSWER) is AnswerOutcome.REFUSED


@pytest.mark.parametrize(
    ("status", "content"), [(500, b""), (401, b"{}"), (422, b"{}"), (200, b"[]"), (200, b'{"outcome": "x"}')]
)
def test_what_went_wrong_with_one_answer_says_nothing_of_the_others(matcher, status, content):
    handler, gateway, _keys = matcher
    handler.status, handler.content = status, content
    assert gateway.tell_answer(PERSON, ANSWER) is None


def test_what_is_likely_is_read_or_the_matcher_counts_as_away(matcher):
    handler, gateway, _keys = matcher
    row = NamedRow("k", "place", "Fonds", "", "Tuin")
    found = {"k": Likely((LikelySource("s", "Fonds", "Gever"),), (LikelyNeed("n", "Tuin"),))}
    handler.status, handler.content = 200, json.dumps(likely_json(found)).encode()
    assert gateway.likely(PERSON, [row]) == found
    for status, content in ((200, b"[]"), (200, b'{"items": [{"key": "k"}]}'), (200, b"<"), (500, b""), (403, b"{}")):
        handler.status, handler.content = status, content
        with pytest.raises(Unavailable):
            gateway.likely(PERSON, [row])

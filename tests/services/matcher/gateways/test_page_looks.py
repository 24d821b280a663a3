"""Looking at pages of a real server on this machine, through the one way out."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from services.matcher.domain.care.dead_links import Seen
from services.matcher.gateways.page_looks import PageLooks
from shared.egress.http import EgressGuard, Http, Purpose

STATUSES = {"/there": 200, "/gone": 410, "/missing": 404, "/guarded": 403, "/broken": 500, "/only-get": 405}


class Server(ThreadingHTTPServer):
    """Remembers what it was asked."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[str] = []
        self.base = f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_HEAD(self):
        self._answer(self.path)

    def do_GET(self):
        self._answer("/there" if self.path == "/only-get" else self.path)

    def _answer(self, path):
        self.server.seen.append(f"{self.command} {self.path}")
        code, _, target = path.strip("/").partition("/")
        self.send_response(STATUSES.get(path) or int(code))
        if target:
            self.send_header("Location", "" if target == "-" else f"/{target}")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"hallo")

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    server = Server()
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02))
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def looks(server):
    """Looks that may call this one server as if it were the other service."""
    guard = EgressGuard(own_hosts=frozenset(), internal_bases=frozenset({server.base}))
    return PageLooks(Http(guard), Purpose.INTERNAL)


@pytest.mark.parametrize(
    ("path", "seen", "asked"),
    [
        ("/there", Seen.THERE, ["HEAD"]),
        ("/only-get", Seen.THERE, ["HEAD", "GET"]),
        ("/missing", Seen.MISSING, ["HEAD", "GET"]),
        ("/gone", Seen.MISSING, ["HEAD", "GET"]),
        ("/guarded", Seen.NO_ANSWER, ["HEAD", "GET"]),
        ("/broken", Seen.NO_ANSWER, ["HEAD", "GET"]),
        ("/302/elders", Seen.THERE, ["HEAD"]),
        ("/301/-", Seen.THERE, ["HEAD"]),
    ],
)
def test_what_an_answer_means(server, looks, path, seen, asked):
    assert looks.look(server.base + path).seen is seen
    assert [line.split()[0] for line in server.seen] == asked


def test_where_a_page_went_is_told_and_not_followed(server, looks):
    look = looks.look(f"{server.base}/301/nieuw")
    assert (look.seen, look.moved_to) == (Seen.MOVED, f"{server.base}/nieuw")
    assert len(server.seen) == 1


def test_nobody_there(free_port):
    base = f"http://127.0.0.1:{free_port}"
    looks = PageLooks(Http(EgressGuard(own_hosts=frozenset(), internal_bases=frozenset({base}))), Purpose.INTERNAL)
    look = looks.look(f"{base}/")
    assert (look.seen, look.reason) == (Seen.NO_ANSWER, "connection")


@pytest.mark.parametrize(
    ("url", "seen", "reason"),
    [
        ("https://127.0.0.1/", Seen.NOT_CALLED, "not_public"),
        ("https://intern.voorbeeld.nl/", Seen.NOT_CALLED, "not_public"),
        ("http://intern.voorbeeld.nl/", Seen.NOT_CALLED, "not_public"),
        ("https://naam@voorbeeld.nl/", Seen.NOT_CALLED, "credentials"),
        ("https://weg.voorbeeld.nl/", Seen.NO_ANSWER, "unknown_name"),
    ],
)
def test_a_page_of_the_catalogue_never_leads_inside(url, seen, reason):
    def resolve(host, _port):
        if host.startswith("weg."):
            raise OSError
        return ["10.0.0.1"]

    look = PageLooks(Http(EgressGuard(own_hosts=frozenset(), internal_bases=frozenset(), resolver=resolve))).look(url)
    assert (look.seen, look.reason) == (seen, reason)

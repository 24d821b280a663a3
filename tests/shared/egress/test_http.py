"""Limits of a call, against a server on this machine that misbehaves."""

from __future__ import annotations

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from requests import Request, Session

from shared.egress import http as http_module
from shared.egress.guard import EgressGuard, Pinned
from shared.egress.http import EgressFailed, EgressRefused, Http, Purpose
from shared.egress.refusals import Target
from shared.egress.transport import Deadline, PinnedAdapter


class Server(ThreadingHTTPServer):
    """Remembers what it was asked, and whether somebody hung up on it."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.cut = threading.Event()
        self.base = f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self):
        self.server.seen.append((self.path, dict(self.headers)))
        if self.path == "/redirect":
            self.send_response(302)
            self.send_header("Location", "/inside")
            self.end_headers()
        elif self.path == "/big":
            self.send_response(200)
            self.end_headers()
            self._pour()
        elif self.path == "/drip":
            self._drip()
        else:
            self.send_response(200)
            self.send_header("Set-Cookie", "a=b")
            self.end_headers()
            self.wfile.write(b"hello")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, dict(self.headers)))
        self.send_response(201)
        self.end_headers()
        self.wfile.write(body.upper())

    def _pour(self):
        try:
            while True:
                self.wfile.write(b"x" * 65_536)
        except OSError:
            self.server.cut.set()

    def _drip(self):
        try:
            for letter in b"HTTP/1.0 200 OK\r\nX-Slow: " + b"y" * 200:
                self.wfile.write(bytes([letter]))
                time.sleep(0.05)
        except OSError:
            self.server.cut.set()

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
def http(server):
    return Http(EgressGuard(own_hosts=frozenset(), internal_bases=frozenset({server.base})))


def get(http, server, path, **more):
    return http.get(server.base + path, purpose=Purpose.INTERNAL, **more)


def test_a_call_brings_its_answer_and_tells_little_of_us(http, server):
    answer = get(http, server, "/hello", headers={"X-Own": "1", "Host": "evil.example", "Accept-Encoding": "gzip"})
    assert (answer.status, answer.body, answer.is_cut) == (200, b"hello", False)
    get(http, server, "/again")
    first, second = (headers for _, headers in server.seen)
    assert first["X-Own"] == "1"
    assert first["Host"] == server.base.removeprefix("http://")
    assert (first["Accept-Encoding"], first["User-Agent"]) == ("identity", "Steunstromen")
    assert "Cookie" not in second


def test_bytes_arrive_as_they_are(http, server):
    answer = http.post(f"{server.base}/in", body=b'{"a": 1}', purpose=Purpose.INTERNAL)
    assert (answer.status, answer.body) == (201, b'{"A": 1}')
    assert server.seen[0][1]["Content-Type"] == "application/json"


def test_h45_a_redirect_is_not_followed(http, server):
    assert get(http, server, "/redirect").status == 302
    assert [path for path, _ in server.seen] == ["/redirect"]


def test_h48_an_endless_answer_is_cut(http, server, monkeypatch):
    monkeypatch.setattr(http_module, "INTERNAL_BYTES", 64 * 1024)
    answer = get(http, server, "/big")
    assert answer.is_cut
    assert len(answer.body) == 64 * 1024
    assert server.cut.wait(5)


def test_an_answer_in_drips_is_cut_in_time(http, server, monkeypatch):
    monkeypatch.setattr(http_module, "INTERNAL_SECONDS", 0.4)
    started = time.monotonic()
    with pytest.raises(EgressFailed) as failed:
        get(http, server, "/drip")
    assert failed.value.code == "timeout"
    assert time.monotonic() - started < 2
    assert server.cut.wait(5)


def test_nobody_there(http, server, free_port):
    http = Http(EgressGuard(own_hosts=frozenset(), internal_bases=frozenset({f"http://127.0.0.1:{free_port}"})))
    with pytest.raises(EgressFailed) as failed:
        http.get(f"http://127.0.0.1:{free_port}/", purpose=Purpose.INTERNAL)
    assert failed.value.code == "connection"


def test_headers_cannot_smuggle_lines(http, server):
    for value in ("a\r\nX-Evil: 1", "a\0", "é"):
        with pytest.raises(EgressRefused):
            get(http, server, "/", headers={"X-Own": value})
    assert server.seen == []


def test_a_public_call_never_reaches_this_machine(server):
    http = Http(EgressGuard(own_hosts=frozenset(), internal_bases=frozenset(), resolver=lambda *_: ["127.0.0.1"]))
    with pytest.raises(EgressRefused):
        http.get("https://hook.example.nl/")
    assert server.seen == []


def test_h44_the_connection_goes_to_the_checked_address_and_the_certificate_to_the_name():
    pinned = Pinned(Target("https", "hook.example.nl", 443, "/in"), "93.184.215.14")
    adapter = PinnedAdapter(pinned, Deadline(1))
    request = Session().prepare_request(Request("GET", pinned.target.url))
    host, pool = adapter.build_connection_pool_key_attributes(request, verify=True)
    assert host == {"scheme": "https", "host": "93.184.215.14", "port": 443}
    assert (pool["server_hostname"], pool["assert_hostname"]) == ("hook.example.nl", "hook.example.nl")
    assert pool.get("cert_reqs", "CERT_REQUIRED") == "CERT_REQUIRED"


def test_h44_a_pinned_connection_asks_no_resolver_again(server, monkeypatch):
    pinned = Pinned(Target("http", "hook.example.nl", server.server_address[1], "/in"), "127.0.0.1")
    asked = []
    original = socket.getaddrinfo

    def look_up(host, *more, **options):
        asked.append(host)
        return original(host, *more, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    deadline = Deadline(5)
    with Session() as session:
        session.trust_env = False
        session.mount("http://", PinnedAdapter(pinned, deadline))
        assert session.get(pinned.target.url, headers={"Host": "hook.example.nl"}, timeout=5).text == "hello"
    deadline.finish()
    assert set(asked) == {"127.0.0.1"}
    assert server.seen[0][1]["Host"] == "hook.example.nl"

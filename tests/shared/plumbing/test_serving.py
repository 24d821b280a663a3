"""The server of one machine goes on while others hold it up."""

from __future__ import annotations

import socket
import threading
import time
import urllib.request

import pytest
import waitress.server

from shared.plumbing.serving import MOST_CONNECTIONS, WAITRESS

SLOW = 200


@pytest.fixture
def port():
    def answer(_environ, start):
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"served"]

    server = waitress.server.create_server(answer, host="127.0.0.1", port=0, **WAITRESS)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server.effective_port
    server.close()
    server.task_dispatcher.shutdown()
    thread.join(5)


def test_h81_two_hundred_slow_connections_and_others_are_served(port):
    slow = [socket.create_connection(("127.0.0.1", port)) for _ in range(SLOW)]
    try:
        for connection in slow:
            connection.sendall(b"POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\na")
        started = time.monotonic()
        for _ in range(20):
            assert urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).read() == b"served"
            for connection in slow[::20]:
                connection.sendall(b"a")
        assert time.monotonic() - started < 5
    finally:
        for connection in slow:
            connection.close()
    assert SLOW < MOST_CONNECTIONS

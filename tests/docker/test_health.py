"""The health check of the image says no when the work is not done."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from redis import Redis
from rq import Queue, Worker

from tests.support.source import ROOT


def health(**environment: str) -> int:
    command = [sys.executable, str(ROOT / "docker" / "health.py")]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, check=False).returncode


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_a_page_is_healthy_when_it_says_so(free_port: int, status: int, code: int) -> None:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", free_port), Answer) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        assert health(HEALTH_CHECK=f"http://127.0.0.1:{free_port}/health/ready") == code
        thread.join()


def test_a_page_that_nobody_serves_is_not_healthy(free_port: int) -> None:
    assert health(HEALTH_CHECK=f"http://127.0.0.1:{free_port}/") == 1


def test_the_ticker_is_healthy_while_it_renews_its_file(tmp_path: Path) -> None:
    assert health(HEALTH_CHECK="ticker", DATA_DIR=str(tmp_path)) == 1
    file = tmp_path / "how-far.json"
    file.write_text("{}")
    assert health(HEALTH_CHECK="ticker", DATA_DIR=str(tmp_path)) == 0
    os.utime(file, (0, 0))
    assert health(HEALTH_CHECK="ticker", DATA_DIR=str(tmp_path)) == 1


def test_a_worker_is_healthy_while_it_is_heard_of(redis_url: str) -> None:
    assert health(HEALTH_CHECK="worker", REDIS_URL=redis_url) == 1
    with Redis.from_url(redis_url) as client:
        worker = Worker([Queue("notify", connection=client)], connection=client)
        worker.register_birth()
        worker.heartbeat()
        assert health(HEALTH_CHECK="worker", REDIS_URL=redis_url) == 0
        client.hset(worker.key, "last_heartbeat", "2026-01-01T00:00:00.000000Z")
        assert health(HEALTH_CHECK="worker", REDIS_URL=redis_url) == 1

"""The proxy brings every address to the service that answers it, and keeps some to ourselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests

from tests.support import processes
from tests.support.source import ROOT

CADDYFILE = ROOT / "docker" / "proxy" / "Caddyfile"


def _service(name: str) -> ThreadingHTTPServer:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("X-Seen-Request-Id", self.headers.get("X-Request-Id", ""))
            self.send_header("X-Seen-For", self.headers.get("X-Forwarded-For", ""))
            self.end_headers()
            self.wfile.write(f"{name} {self.path}".encode())

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("there is no Caddy on this machine to try the proxy configuration with")
    folder = tmp_path_factory.mktemp("proxy")
    matcher, tracker = _service("matcher"), _service("tracker")
    port = processes.free_port()
    environment = os.environ | {
        "SITE_ADDRESS": f"http://127.0.0.1:{port}",
        "MATCHER_ADDRESS": f"127.0.0.1:{matcher.server_port}",
        "TRACKER_ADDRESS": f"127.0.0.1:{tracker.server_port}",
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    process = _start(caddy, folder, environment)
    try:
        processes.wait_until(lambda: _open(port), what="Caddy", process=process, log=folder / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        processes.stop(process)
        for server in (matcher, tracker):
            server.shutdown()
            server.server_close()


def _start(caddy: str, folder: Path, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    # The port of the health check is fixed inside a container; here it may be taken.
    text = CADDYFILE.read_text(encoding="utf-8").replace(":8099", f":{processes.free_port()}")
    (folder / "Caddyfile").write_text(text, encoding="utf-8")
    command = [caddy, "run", "--config", folder / "Caddyfile", "--adapter", "caddyfile"]
    return processes.start(command, log=folder / "log", env=environment, cwd=folder)


def _open(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/", timeout=1).ok
    except requests.ConnectionError:
        return False


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/", "matcher"),
        ("/api/v1/needs", "matcher"),
        ("/trackers", "matcher"),
        ("/messages", "matcher"),
        ("/tracker", "tracker"),
        ("/tracker/api/v1/applications?page=2", "tracker"),
        ("/common-grants/opportunities", "matcher"),
        ("/common-grants/competitions/1", "tracker"),
        ("/common-grants/forms", "tracker"),
        ("/common-grants/applications/1", "tracker"),
        ("/common-grants/awards", "tracker"),
    ],
)
def test_every_address_reaches_its_service(address: str, path: str, service: str) -> None:
    assert requests.get(address + path, timeout=5).text == f"{service} {path}"


@pytest.mark.parametrize(
    "path",
    ["/internal/v1/events", "/tracker/internal/v1/events", "/metrics", "/tracker/metrics", "//internal/v1/events"],
)
def test_what_is_ours_stays_inside(address: str, path: str) -> None:
    assert requests.get(address + path, timeout=5).status_code == 404


def test_request_id_and_address_of_the_visitor_cannot_be_made_up(address: str) -> None:
    lies = {"X-Request-Id": "11111111-1111-7111-8111-111111111111", "X-Forwarded-For": "203.0.113.9"}
    answer = requests.get(address + "/", headers=lies, timeout=5)
    assert answer.headers["X-Seen-Request-Id"] not in {"", lies["X-Request-Id"]}
    assert answer.headers["X-Seen-For"] == "127.0.0.1"


def test_a_body_larger_than_any_upload_is_refused(address: str) -> None:
    assert requests.post(address + "/", data=b"x" * 11_000_000, timeout=10).status_code == 200
    assert requests.post(address + "/", data=b"x" * 12_500_000, timeout=10).status_code in {413, 502}

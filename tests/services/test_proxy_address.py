"""Whose address counts: the visitor's behind a proxy of ours, and never what a visitor claims."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import request
from werkzeug.test import Client

from services import embedded
from shared.plumbing.settings import local_settings


@pytest.mark.parametrize(
    ("proxies", "header", "seen"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
    ],
)
def test_address_of_a_visitor(tmp_path: Path, proxies: int, header: str, seen: str) -> None:
    settings = replace(local_settings(tmp_path, port=8000, demo=True), trusted_proxies=proxies)
    embedded.prepare(settings)
    mounted = embedded.mounted(settings, ["matcher"])
    found: list[str | None] = []
    mounted.app.before_request_funcs.setdefault(None, []).append(lambda: found.append(request.remote_addr))
    headers = {"X-Forwarded-For": header, "X-Forwarded-Host": "evil.example"}
    answer = Client(mounted).get("/stijl", headers=headers, environ_base={"REMOTE_ADDR": "127.0.0.1"})
    assert found == [seen]
    assert "evil.example" not in answer.text

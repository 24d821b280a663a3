"""Settings of the processes of a fault test, as JSON from the test to each process."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shared.plumbing.settings import Settings

SECRET = b"a secret that is long enough for tests"


def make(folder: Path, urls: Mapping[str, str], **changes: Any) -> dict[str, Any]:
    """What `read` turns into settings; `urls` holds the addresses of people, tracker and notifier."""
    return {"folder": str(folder), "urls": dict(urls), "changes": changes}


def read(given: Mapping[str, Any]) -> Settings:
    """The settings of a suite that is no demo: mail goes out."""
    urls = given["urls"]
    base = Settings(
        demo=False,
        base_url="http://127.0.0.1:8000",
        data_dir=Path(given["folder"]),
        people_url=urls["people"],
        matcher_url=urls.get("matcher", urls["tracker"]),
        tracker_url=urls["tracker"],
        notifier_url=urls["notifier"],
        redis_url=None,
        secret=SECRET,
        service_keys={},
        smtp_url="smtp://127.0.0.1:9",
        mail_from="Steunstromen <wij@steunstromen.example>",
        matcher_internal_url="http://127.0.0.1:8000",
        tracker_internal_url="http://127.0.0.1:8000",
        lease_seconds=2,
    )
    changes = dict(given["changes"])
    if keys := changes.pop("service_keys", None):
        changes["service_keys"] = {name: key.encode() for name, key in keys.items()}
    return dataclasses.replace(base, **changes)

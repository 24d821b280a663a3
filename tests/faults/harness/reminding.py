"""Lets a reminder of an application be due within seconds: the moment in its row is moved, nothing else."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.faults.harness.scene import CHANNELS, Scene

_ID = re.compile(r"[0-9a-f-]{36}\Z")


def remind_soon(scene: Scene, application: Any, seconds: float = 0.5) -> str:
    """Moves the next planned reminder to so many seconds from now; gives its event in the script."""
    application_id, tag = application["id"], application["title"]
    assert _ID.match(application_id)
    due = datetime.now(UTC) + timedelta(seconds=seconds)
    event = f"{tag}/reminder"
    scene.journal.ask(event, list(scene.team), list(CHANNELS), due.timestamp())
    planned = f"SELECT id FROM reminder WHERE application_id = '{application_id}' AND state = 'planned'"
    moved = scene.change(
        "tracker",
        f"UPDATE reminder SET due_at = '{moment(due)}' WHERE id = ({planned} ORDER BY due_at LIMIT 1)",
    )
    assert moved == 1, f"no reminder of {tag} was planned"
    scene.journal.saw("ACK", event)
    return event


def moment(at: datetime) -> str:
    """A moment as both databases read it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

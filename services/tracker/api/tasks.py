"""Tasks of an application."""

from __future__ import annotations

from typing import Any

from services.tracker.api.answers import TaskOut
from services.tracker.api.bodies import CompletionIn
from services.tracker.api.routes import api, context
from services.tracker.domain.records import Task
from services.tracker.usecases.applying import complete_task as completing
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once


@api.endpoint(
    "POST",
    "/applications/<application_id>/tasks/<task_id>/completions",
    summary="Vink een taak af, of zet hem terug",
    description="If-Match is hier de versie van de taak.",
    right=completing.RIGHT,
    body=CompletionIn(),
    answer=TaskOut(),
    idempotent=True,
    if_match=True,
    tags=("tasks",),
)
def add_completion(application_id: str, task_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Task:
    """Ticks a task off, or on again."""
    return completing.complete_task(
        context(), require_actor(), application_id, task_id, once=once, expected_version=expected_version, **body
    )

"""Applications: starting, reading, listing and editing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Response, jsonify, request

from services.tracker.api.answers import ApplicationOut, ApplicationsOut, DossierOut, deadline_out, source_date_out
from services.tracker.api.bodies import ApplicationIn, ApplicationPatch, ApplicationsQuery
from services.tracker.api.routes import api, context
from services.tracker.domain.records import Application
from services.tracker.domain.states import State
from services.tracker.usecases.applying import edit_application as editing
from services.tracker.usecases.applying import start_application as starting
from services.tracker.usecases.reading.list_applications import UNDER_WAY, list_applications
from services.tracker.usecases.reading.read_dossier import DRAFT_RIGHT, Dossier, read_dossier
from services.tracker.usecases.reading.read_life import Life
from shared.access.web import require_actor
from shared.contracts.source_snapshot_json import to_json
from shared.plumbing.idempotency import Once

TAGS = ("applications",)


@api.endpoint(
    "POST",
    "/applications",
    summary="Begin een aanvraag bij een bron, of bewaar die als idee",
    right=starting.RIGHT,
    body=ApplicationIn(),
    answer=ApplicationOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def start_application(body: dict[str, Any], once: Once) -> Application:
    """Starts an application, or keeps it as an idea."""
    return starting.start_application(context(), require_actor(), once=once, **body)


@api.endpoint(
    "GET",
    "/applications",
    summary="De aanvragen van uw plekken, wat het eerst sluit vooraan",
    right=DRAFT_RIGHT,
    query=ApplicationsQuery(),
    answer=ApplicationsOut(),
    tags=TAGS,
)
def get_applications(query: dict[str, Any]) -> Response:
    """A page of the list, with a Link header to the next."""
    state = query.pop("state", None)
    states = UNDER_WAY if state is None else (State(state),)
    page = list_applications(context(), require_actor(), states=states, **query)
    items = [
        _with_closing(listed.application, deadline_out(listed.closing))
        | {"deadlines": [deadline_out(one) for one in listed.deadlines]}
        for listed in page.items
    ]
    response = jsonify(ApplicationsOut().dump({"items": items, "next_cursor": page.next_cursor}))
    if page.next_cursor:
        address = f"{request.script_root}{request.path}?{urlencode({**request.args, 'cursor': page.next_cursor})}"
        response.headers["Link"] = f'<{address}>; rel="next"'
    return response


@api.endpoint(
    "GET",
    "/applications/<application_id>",
    summary="Alles van één aanvraag",
    right=DRAFT_RIGHT,
    answer=DossierOut(),
    tags=TAGS,
)
def get_application(application_id: str) -> dict[str, object]:
    """The whole dossier of one application."""
    return _dossier_out(read_dossier(context(), require_actor(), application_id))


@api.endpoint(
    "PATCH",
    "/applications/<application_id>",
    summary="Verander de naam en het bedrag",
    right=editing.RIGHT,
    body=ApplicationPatch(),
    answer=ApplicationOut(),
    if_match=True,
    tags=TAGS,
)
def edit_application(application_id: str, body: dict[str, Any], expected_version: int) -> Application:
    """Writes title and amount."""
    return editing.edit_application(
        context(),
        require_actor(),
        application_id,
        title=body["title"],
        amount_cents=body["amount"],
        expected_version=expected_version,
    )


def _with_closing(application: Application, closing: dict[str, object] | None) -> dict[str, object]:
    return {**vars(application), "closing": closing}


def _dossier_out(dossier: Dossier) -> dict[str, object]:
    return _with_closing(dossier.application, deadline_out(dossier.closing)) | {
        "deadlines": [deadline_out(one) for one in dossier.other_deadlines],
        "source_date": source_date_out(dossier.source_date),
        "reminders": dossier.reminders,
        "tasks": dossier.tasks,
        "first_contacts": dossier.contacts,
        "submissions": dossier.submissions,
        "decisions": dossier.decisions,
        "correspondence": dossier.life.correspondence,
        "conditions": dossier.life.conditions,
        "objections": dossier.life.objections,
        "limits": _limits_out(dossier.life),
        "resubmission_of": dossier.life.resubmission.former_id if dossier.life.resubmission else None,
        "allowed_events": dossier.allowed_events,
        "source": to_json(dossier.snapshot),
    }


def _limits_out(life: Life) -> list[dict[str, object]]:
    reason = life.limit_passes[-1].reason if life.limit_passes else None
    return [{**vars(limit), "passed_because": reason} for limit in life.limits]

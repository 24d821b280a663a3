"""Every act that somebody tried and may not do comes in the audit log: one place for pages and API of both services.

Looking at something is no act, and a form that another website sent is not the person's own.
"""

from __future__ import annotations

import structlog
from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from shared.access.actors import Actor
from shared.audit import AuditEntry, record
from shared.kernel.errors import Forbidden
from shared.plumbing.problems import answer_domain_error

log = structlog.get_logger()

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def install(app: Flask) -> None:
    """Writes down refused acts of this application, before they are answered with 403."""
    app.register_error_handler(Forbidden, _note_and_answer)


def begin_noting() -> None:
    """From here on what is refused was asked by the person: the request came from a page or program of theirs."""
    g.notes_refusals = True


def _note_and_answer(error: Forbidden) -> Response:
    actor = g.get("actor")
    if actor is not None and g.get("notes_refusals") and request.method not in SAFE_METHODS and not error.noted:
        try:
            _note(error, actor)
        except Exception as problem:  # the refusal itself holds, whatever becomes of the log
            log.error("refusal_not_noted", endpoint=request.endpoint, error=type(problem).__name__, exc_info=problem)
    return answer_domain_error(error)


def _note(error: Forbidden, actor: Actor) -> None:
    """A row in the log of the people's database, where both services write sessions too."""
    people, __, clock = current_app.extensions["access"]
    organisation_id = error.organisation_id
    entry = AuditEntry(
        action=f"{error.act or _act_of_route()}.refused",
        subject=f"organisation:{organisation_id}" if organisation_id else f"person:{actor.person_id}",
        at=clock.now(),
        person_id=actor.person_id,
        organisation_id=organisation_id,
        acting_for=organisation_id if organisation_id in actor.mandate_of else None,
        via=actor.acting_via,
        detail={"route": request.endpoint or ""},
        request_id=g.get("request_id"),
    )
    with people.transaction() as connection:
        record(connection, entry)


def _act_of_route() -> str:
    """The right that the route names, for a rule that refuses by itself."""
    right = getattr(current_app.view_functions.get(request.endpoint or ""), "right", None)
    resource, action = getattr(right, "resource", None), getattr(right, "action", None)
    return f"{resource.value}.{action.value}" if resource and action else "act"

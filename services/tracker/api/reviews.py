"""Having an application checked inside the place."""

from __future__ import annotations

from typing import Any

from services.tracker.api.answers import ApplicationOut
from services.tracker.api.bodies import ReturnIn
from services.tracker.api.routes import api, context
from services.tracker.domain.records import Application
from services.tracker.usecases.reviewing import approve_application as approving
from services.tracker.usecases.reviewing import request_check as requesting
from services.tracker.usecases.reviewing import return_application as returning
from shared.access.web import require_actor
from shared.plumbing.idempotency import Once

TAGS = ("reviews",)


@api.endpoint(
    "POST",
    "/applications/<application_id>/check-requests",
    summary="Laat de aanvraag nakijken",
    right=requesting.RIGHT,
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_check_request(application_id: str, once: Once, expected_version: int) -> Application:
    """Puts the draft up for the internal check."""
    return requesting.request_check(
        context(), require_actor(), application_id, once=once, expected_version=expected_version
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/returns",
    summary="Stuur de aanvraag terug naar de schrijver",
    right=returning.RIGHT,
    body=ReturnIn(),
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_return(application_id: str, body: dict[str, Any], once: Once, expected_version: int) -> Application:
    """Sends it back to its author."""
    return returning.return_application(
        context(), require_actor(), application_id, once=once, expected_version=expected_version, **body
    )


@api.endpoint(
    "POST",
    "/applications/<application_id>/approvals",
    summary="Keur de aanvraag goed, zodat die ingediend mag worden",
    right=approving.RIGHT,
    answer=ApplicationOut(),
    idempotent=True,
    if_match=True,
    tags=TAGS,
)
def add_approval(application_id: str, once: Once, expected_version: int) -> Application:
    """Makes it ready to hand in."""
    return approving.approve_application(
        context(), require_actor(), application_id, once=once, expected_version=expected_version
    )

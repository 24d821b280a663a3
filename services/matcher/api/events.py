"""For the tracker only: hearing what became of applications."""

from __future__ import annotations

from flask import Response, jsonify

from services.matcher.api.base import context
from services.matcher.api.signed_calls import blueprint, proved_call
from services.matcher.usecases.outcomes.take_event import TAKE, take_event
from shared.contracts.application_events import EventUnreadable, from_json
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.endpoints import page, read_json
from shared.plumbing.reach import as_system
from shared.wording.texts import gettext as _


@page(blueprint, "POST", "/internal/v1/events", right=TAKE)
def create_event() -> tuple[Response, int]:
    """Body: an application event. 201 when it told something new, 200 when that was known already."""
    ctx = context()
    proved_call(ctx, for_somebody=False)
    try:
        event = from_json(read_json())
    except EventUnreadable as problem:
        message = _("Dit bericht kunnen wij niet lezen: %(problem)s", problem=str(problem))
        raise InvalidInput([FieldError("", "unreadable_event", message)]) from problem
    with as_system("event of an application"):  # of the tracker itself; the event names the place
        new = take_event(ctx, event)
    return jsonify({"new": new}), 201 if new else 200

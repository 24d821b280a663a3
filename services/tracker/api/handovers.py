"""Handing over all work of one person to another."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from services.tracker.api.answers import ApplicationOut, TaskOut
from services.tracker.api.pieces import text
from services.tracker.api.routes import api, context
from services.tracker.domain.handing_over import HandoverItem
from services.tracker.domain.records import Application
from services.tracker.usecases.handing_over import give_application as giving
from services.tracker.usecases.handing_over.hand_over import hand_over
from services.tracker.usecases.handing_over.plan_handover import OWN_WORK, PlacePart, plan_handover
from services.tracker.usecases.handing_over.undo_handover import undo_handover
from shared.access.rights import SIGNED_IN
from shared.access.web import require_actor
from shared.plumbing.endpoints import replace_present
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import CamelSchema

TAGS = ("handovers",)


class HandoverQuery(CamelSchema):
    """From whom (without it: from you) to whom."""

    from_person = text(100, 1, load_default=None)
    to_person = text(100, 1, required=True)


class HandoverIn(CamelSchema):
    """From whom (null: from you), to whom, and of which places."""

    from_person = text(100, 1, load_default=None, allow_none=True)
    to_person = text(100, 1, required=True)
    place_ids = fields.List(
        text(100, 1), required=True, validate=validate.Length(1, 500, error="Geef 1 tot 500 plekken.")
    )


class OwnerIn(CamelSchema):
    """Who does an application from now on."""

    to_person = text(100, 1, required=True)


class HeldApplicationOut(CamelSchema):
    """An application in somebody's hands."""

    id = fields.String(required=True)
    title = fields.String(required=True)


class PlacePartOut(CamelSchema):
    """What somebody has in hand at one place; `able`: the new person may work there."""

    place_id = fields.String(required=True)
    place_name = fields.String(required=True)
    able = fields.Boolean(required=True)
    applications = fields.List(fields.Nested(HeldApplicationOut), required=True)
    tasks = fields.List(fields.Nested(TaskOut), required=True)


class HandoverPlanOut(CamelSchema):
    """What would go over, by place."""

    items = fields.List(fields.Nested(PlacePartOut), required=True)


class HandoverItemOut(CamelSchema):
    """One thing that went over; `taskId` null: the application itself."""

    application_id = fields.String(required=True)
    task_id = fields.String(required=True, allow_none=True)


class HandoverOut(CamelSchema):
    """What went over in one step. `id` null: nothing."""

    id = fields.String(required=True, allow_none=True)
    items = fields.List(fields.Nested(HandoverItemOut), required=True)


@api.endpoint(
    "GET",
    "/handovers/plan",
    summary="Kijk wat er zou overgaan",
    right=SIGNED_IN,
    query=HandoverQuery(),
    answer=HandoverPlanOut(),
    tags=TAGS,
)
def get_handover_plan(query: dict[str, Any]) -> dict[str, tuple[PlacePart, ...]]:
    """By place what would go, and where the new person may not work."""
    actor = require_actor()
    plan = plan_handover(context(), actor, query["from_person"] or actor.person_id, query["to_person"])
    return {"items": plan.parts}


@api.endpoint(
    "POST",
    "/handovers",
    summary="Draag al het werk van iemand over",
    description="Alles van deze plekken gaat over, of niets.",
    right=OWN_WORK,
    body=HandoverIn(),
    answer=HandoverOut(),
    status=201,
    idempotent=True,
    tags=TAGS,
)
def create_handover_of_work(body: dict[str, Any], once: Once) -> dict[str, object]:
    """Hands over."""
    actor = require_actor()
    body["from_person"] = body["from_person"] or actor.person_id
    return _out(hand_over(context(), actor, once=_presenting(once), **body))


@api.endpoint(
    "POST",
    "/handovers/<handover_id>/undo",
    summary="Draai een overdracht terug",
    right=OWN_WORK,
    answer=HandoverOut(),
    idempotent=True,
    tags=TAGS,
)
def undo_handover_of_work(handover_id: str, once: Once) -> dict[str, object]:
    """Takes it back, within a day."""
    return _out(undo_handover(context(), require_actor(), handover_id, once=_presenting(once)))


@api.endpoint(
    "PUT",
    "/applications/<application_id>/owner",
    summary="Zeg wie een aanvraag doet",
    right=OWN_WORK,
    body=OwnerIn(),
    answer=ApplicationOut(),
    if_match=True,
    tags=TAGS,
)
def give_application(application_id: str, body: dict[str, Any], expected_version: int) -> Application:
    """Puts it in the hands of a person who may work for the place."""
    actor, to_person = require_actor(), body["to_person"]
    return giving.give_application(
        context(), actor, application_id, to_person=to_person, expected_version=expected_version
    )


def _presenting(once: Once) -> Once:
    return replace_present(once, lambda items: once.present(_out(items)))


def _out(items: tuple[HandoverItem, ...]) -> dict[str, object]:
    return {"id": items[0].handover_id if items else None, "items": items}

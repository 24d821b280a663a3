"""Being away with a stand-in, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.notifier.leave import taking
from shared.notifier.leave.rules import Away
from shared.notifier.served import served_context
from shared.plumbing.endpoints import Api
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import CamelSchema, camel

TAGS = ("messages",)


class LeaveIn(CamelSchema):
    """From the first to the last day; without a place for all places."""

    stand_in_id = fields.String(required=True)
    place_id = fields.String(load_default=None, allow_none=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)


class LeaveOut(LeaveIn):
    """A leave of a person."""

    id = fields.String()
    person_id = fields.String()


class LeaveList(CamelSchema):
    """The person's own leaves that are not over, and those of others for whom they stand in."""

    own = fields.List(fields.Nested(LeaveOut))
    for_others = fields.List(fields.Nested(LeaveOut))


def add_to(api: Api) -> None:
    """Adds the routes."""

    @api.endpoint("GET", "/leaves", summary="Wanneer ik er niet ben", right=taking.READ, answer=LeaveList(), tags=TAGS)
    def list_leaves() -> Any:
        """By the first day."""
        return taking.my_leave(served_context(), require_actor())

    @api.endpoint(
        "POST",
        "/leaves",
        summary="Zeg wanneer u er niet bent",
        right=taking.CREATE,
        body=LeaveIn(),
        answer=LeaveOut(),
        status=201,
        idempotent=True,
        tags=TAGS,
    )
    def create_leave(body: Mapping[str, Any], once: Once) -> Any:
        """Who stands in belongs to the place, or coordinates its coalition."""
        try:
            return taking.take_leave(served_context(), require_actor(), Away(**body), once=once)
        except InvalidInput as problem:
            errors = [FieldError(camel(one.field), one.code, one.message) for one in problem.errors]
            raise InvalidInput(errors) from problem

    @api.endpoint("DELETE", "/leaves/<leave_id>", summary="Ik ben er weer", right=taking.END, tags=TAGS)
    def delete_leave(leave_id: str) -> None:
        """Ending it again changes nothing."""
        taking.end_leave(served_context(), require_actor(), leave_id)

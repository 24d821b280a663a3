"""Seasons of rest as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.notifier.resting import agreeing
from shared.notifier.resting.rules import Weeks
from shared.notifier.served import served_context
from shared.plumbing.endpoints import Api
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import CamelSchema, camel

TAGS = ("rests",)


class RestOut(CamelSchema):
    """A season of rest of a place or coalition; both days belong to it."""

    id = fields.String()
    organisation_id = fields.String()
    starts_on = fields.Date()
    ends_on = fields.Date()
    note = fields.String()
    version = fields.Integer()


class RestList(CamelSchema):
    """The rests that are not over, of the places and coalitions that the person belongs to."""

    items = fields.List(fields.Nested(RestOut))


class WeeksIn(CamelSchema):
    """Other days or another note."""

    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    note = fields.String(load_default="")


class RestIn(WeeksIn):
    """A new season of rest, of at most twelve weeks."""

    organisation_id = fields.String(required=True)


def add_to(api: Api) -> None:
    """Adds the routes."""

    @api.endpoint("GET", "/rests", summary="Afgesproken rust", right=agreeing.READ, answer=RestList(), tags=TAGS)
    def list_rests() -> dict[str, Any]:
        """By organisation, then by the first day."""
        found = agreeing.my_rests(served_context(), require_actor())
        return {"items": [rest for one in found for rest in one.rests]}

    @api.endpoint(
        "POST",
        "/rests",
        summary="Spreek rust af",
        right=agreeing.CREATE,
        body=RestIn(),
        answer=RestOut(),
        status=201,
        idempotent=True,
        tags=TAGS,
    )
    def create_rest(body: Mapping[str, Any], once: Once) -> Any:
        """No two rests of one organisation overlap."""
        weeks = _weeks(body)
        context, actor = served_context(), require_actor()
        return _named(lambda: agreeing.agree(context, actor, body["organisation_id"], weeks, once=once))

    @api.endpoint(
        "PUT",
        "/rests/<rest_id>",
        summary="Verander afgesproken rust",
        right=agreeing.CHANGE,
        body=WeeksIn(),
        answer=RestOut(),
        if_match=True,
        tags=TAGS,
    )
    def put_rest(rest_id: str, body: Mapping[str, Any], expected_version: int) -> Any:
        """The first day of a rest that began stays."""
        context, actor, weeks = served_context(), require_actor(), _weeks(body)
        return _named(lambda: agreeing.change(context, actor, rest_id, weeks, expected_version=expected_version))

    @api.endpoint("DELETE", "/rests/<rest_id>", summary="Stop rust", right=agreeing.END, if_match=True, tags=TAGS)
    def delete_rest(rest_id: str, expected_version: int) -> None:
        """What waited for its end goes out."""
        agreeing.end(served_context(), require_actor(), rest_id, expected_version=expected_version)


def _weeks(body: Mapping[str, Any]) -> Weeks:
    return Weeks(body["starts_on"], body["ends_on"], " ".join(body["note"].split()))


def _named(act: Any) -> Any:
    """Errors with the names that the fields have in JSON."""
    try:
        return act()
    except InvalidInput as problem:
        errors = [FieldError(camel(one.field), one.code, one.message) for one in problem.errors]
        raise InvalidInput(errors) from problem

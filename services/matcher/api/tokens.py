"""Keys for programs as JSON."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from marshmallow import fields, validate

from services.matcher.api.base import api, context
from services.matcher.api.given import Given, GivenSchema, named_as_sent
from services.matcher.usecases.tokens.keys import CREATE, END, end_key, make_key, see_keys
from services.matcher.usecases.tokens.values import SCOPES, read_wanted
from shared.access.rights import SIGNED_IN
from shared.access.web import require_actor
from shared.plumbing.schemas import CamelSchema

TAGS = ("api-tokens",)


class TokenIn(GivenSchema):
    """A key for one organisation, until and with `endsOn`, at most a year. `networks` empty: from everywhere."""

    organisation_id = fields.String(required=True)
    name = fields.String(required=True)
    scope = fields.String(required=True, validate=validate.OneOf(SCOPES))
    ends_on = fields.String(required=True, metadata={"format": "date"})
    networks = fields.List(fields.String(), load_default=list)


class TokenOut(CamelSchema):
    """A key that works. `handle` is the part of its value that may be seen again."""

    id = fields.String()
    organisation_id = fields.String()
    organisation_name = fields.String()
    person_id = fields.String()
    maker = fields.String()
    name = fields.String()
    handle = fields.String()
    scope = fields.Function(lambda one: one.scope.value, metadata={"type": "string"})
    networks = fields.List(fields.String())
    made_at = fields.DateTime()
    expires_at = fields.DateTime()
    last_used_on = fields.Date(allow_none=True)


class NewTokenOut(TokenOut):
    """A key that was just made, with its `value`, which is given this once."""

    value = fields.String()


class TokenList(CamelSchema):
    """The keys that work, the newest first."""

    items = fields.List(fields.Nested(TokenOut))


@api.endpoint("GET", "/api-tokens", summary="Sleutels voor programma's", right=SIGNED_IN, answer=TokenList(), tags=TAGS)
def list_tokens() -> dict[str, Any]:
    """One's own, and those of organisations that one decides for."""
    return {"items": see_keys(context(), require_actor()).tokens}


@api.endpoint(
    "POST",
    "/api-tokens",
    summary="Maak een sleutel",
    description="Vraagt om een verse login. De waarde staat alleen in dit antwoord.",
    right=CREATE,
    body=TokenIn(),
    answer=NewTokenOut(),
    status=201,
    tags=TAGS,
)
def create_token(body: Given) -> Response:
    """Not kept for repeats, as other answers are: it holds the value."""
    with named_as_sent(body, lambda: read_wanted(body, context().today())):
        made = make_key(context(), require_actor(), body)
    answer = jsonify({**TokenOut().dump(made.token), "value": made.value})
    answer.status_code = 201
    return answer


@api.endpoint("DELETE", "/api-tokens/<token_id>", summary="Stop een sleutel", right=END, tags=TAGS)
def delete_token(token_id: str) -> None:
    """At once."""
    end_key(context(), require_actor(), token_id)

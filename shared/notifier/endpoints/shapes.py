"""What the JSON routes for endpoints take and give."""

from __future__ import annotations

from marshmallow import fields

from shared.plumbing.schemas import CamelSchema


class EndpointIn(CamelSchema):
    """An endpoint to make. `topics`: dates, money, applications, together, sources. No `places` means all."""

    url = fields.String(load_default="")
    description = fields.String(load_default="")
    topics = fields.List(fields.String(), load_default=list)
    places = fields.List(fields.String(), load_default=list)


class EndpointPatch(CamelSchema):
    """What is to change."""

    url = fields.String()
    description = fields.String()
    topics = fields.List(fields.String())
    places = fields.List(fields.String())


class EndpointOut(CamelSchema):
    """An endpoint. `secret` is there once: in the answer that made it. `failures`: tries that failed in a row."""

    id = fields.String()
    version = fields.Integer()
    organisation_id = fields.String()
    url = fields.String()
    description = fields.String()
    topics = fields.List(fields.String())
    places = fields.List(fields.String())
    enabled = fields.Boolean()
    disabled_reason = fields.String(allow_none=True)
    failures = fields.Integer()
    failing_since = fields.DateTime(allow_none=True)
    paused_until = fields.DateTime(allow_none=True)
    old_secret_until = fields.DateTime(allow_none=True)
    secret = fields.String()


class EndpointList(CamelSchema):
    """The endpoints of one organisation, ten at most."""

    items = fields.List(fields.Nested(EndpointOut))


class SwitchIn(CamelSchema):
    """On or off."""

    enabled = fields.Boolean(required=True)


class ReplyOut(CamelSchema):
    """What came back. `status` is null when nothing did; `queued` says that a worker will try it in a moment."""

    accepted = fields.Boolean()
    queued = fields.Boolean()
    status = fields.Integer(allow_none=True)
    problem = fields.String(allow_none=True)
    milliseconds = fields.Integer(allow_none=True)
    answer = fields.String()


class TryOut(CamelSchema):
    """One call."""

    at = fields.DateTime()
    status = fields.Integer(allow_none=True)
    problem = fields.String(allow_none=True)
    milliseconds = fields.Integer()
    answer = fields.String()


class SentOut(CamelSchema):
    """One message with its tries, oldest first; `id` is the webhook-id. A test has no state."""

    id = fields.String()
    type = fields.String()
    subject = fields.String()
    state = fields.String(allow_none=True)
    state_text = fields.String()
    reason_text = fields.String()
    at = fields.DateTime()
    tries = fields.List(fields.Nested(TryOut))


class SentList(CamelSchema):
    """The last fifty messages, newest first."""

    items = fields.List(fields.Nested(SentOut))

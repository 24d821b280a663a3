"""Endpoints as JSON: make, look, change, test and send again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from shared.access.web import current_actor, require_actor
from shared.notifier import labels
from shared.notifier.context import NotifierContext
from shared.notifier.endpoints import acting, sent, trying
from shared.notifier.endpoints.acting import CREATE, DELETE, READ, UPDATE
from shared.notifier.endpoints.events import TEST_TYPE, TYPE_OF
from shared.notifier.endpoints.judging import Reply
from shared.notifier.endpoints.model import Endpoint
from shared.notifier.endpoints.sent import Sent
from shared.notifier.served import served_context
from shared.plumbing.endpoints import Api, replace_present
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import CamelSchema

OF_ORGANISATION = "/organisations/<organisation_id>/endpoints"
ONE = "/endpoints/<endpoint_id>"
TAGS = ("endpoints",)


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


def add_to(api: Api) -> None:
    """Adds the routes."""
    _add_looking(api)
    _add_changing(api)
    _add_secrets(api)
    _add_trying(api)


def _add_looking(api: Api) -> None:
    @api.endpoint(
        "GET", OF_ORGANISATION, summary="Koppelingen van een plek", right=READ, answer=EndpointList(), tags=TAGS
    )
    def list_endpoints(organisation_id: str) -> dict[str, Any]:
        """Oldest first."""
        owned = acting.of_organisation(served_context(), current_actor(), organisation_id)
        return {"items": [_flat(one) for one in owned.endpoints]}

    @api.endpoint("GET", ONE, summary="Eén koppeling", right=READ, answer=EndpointOut(), tags=TAGS)
    def get_endpoint(endpoint_id: str) -> dict[str, Any]:
        """Without its secret."""
        return _flat(acting.see(served_context(), current_actor(), endpoint_id))

    @api.endpoint("GET", f"{ONE}/deliveries", summary="Wat is verstuurd", right=READ, answer=SentList(), tags=TAGS)
    def list_endpoint_deliveries(endpoint_id: str) -> dict[str, Any]:
        """With every try and the start of its answer."""
        context = served_context()
        acting.see(context, current_actor(), endpoint_id)
        with context.database.read() as connection:
            return {"items": [_sent(one) for one in sent.newest(connection, endpoint_id)]}


def _add_changing(api: Api) -> None:
    about: Mapping[str, Any] = {"answer": EndpointOut(), "tags": TAGS}

    @api.endpoint(
        "PATCH", ONE, summary="Verander een koppeling", right=UPDATE, body=EndpointPatch(), if_match=True, **about
    )
    def patch_endpoint(endpoint_id: str, body: Mapping[str, Any], expected_version: int) -> dict[str, Any]:
        """Only what is named."""
        actor = require_actor()
        return _flat(acting.change(served_context(), actor, endpoint_id, body, version=expected_version))

    @api.endpoint(
        "PUT", f"{ONE}/switch", summary="Zet aan of uit", right=UPDATE, body=SwitchIn(), if_match=True, **about
    )
    def switch_endpoint(endpoint_id: str, body: Mapping[str, Any], expected_version: int) -> dict[str, Any]:
        """On again forgets all failures."""
        on, actor = bool(body["enabled"]), require_actor()
        return _flat(acting.switch(served_context(), actor, endpoint_id, on=on, version=expected_version))

    @api.endpoint("DELETE", ONE, summary="Haal een koppeling weg", right=DELETE, if_match=True, tags=TAGS)
    def delete_endpoint(endpoint_id: str, expected_version: int) -> None:
        """For good."""
        acting.remove(served_context(), require_actor(), endpoint_id, version=expected_version)


def _add_secrets(api: Api) -> None:
    about: Mapping[str, Any] = {"answer": EndpointOut(), "status": 201, "idempotent": True, "tags": TAGS}

    @api.endpoint("POST", OF_ORGANISATION, summary="Maak een koppeling", right=CREATE, body=EndpointIn(), **about)
    def create_endpoint(organisation_id: str, body: Mapping[str, Any], once: Once) -> dict[str, Any]:
        """Needs a sign-in of at most five minutes ago. A repeat of the request has no secret in its answer."""
        context = served_context()
        made = acting.create(context, require_actor(), organisation_id, body, _without_secret(once))
        return _with_secret(context, made)

    @api.endpoint("POST", f"{ONE}/secrets", summary="Maak een nieuw geheim", right=UPDATE, if_match=True, **about)
    def renew_endpoint_secret(endpoint_id: str, expected_version: int, once: Once) -> dict[str, Any]:
        """The old one signs too for a day. Needs a sign-in of at most five minutes ago."""
        context, kept = served_context(), _without_secret(once)
        renewed = acting.renew_secret(context, require_actor(), endpoint_id, version=expected_version, once=kept)
        return _with_secret(context, renewed)


def _add_trying(api: Api) -> None:
    about: Mapping[str, Any] = {
        "answer": ReplyOut(),
        "status": 200,
        "idempotent": True,
        "tags": TAGS,
        "right": UPDATE,
    }

    @api.endpoint("POST", f"{ONE}/tests", summary="Stuur een proefbericht", **about)
    def check_endpoint(endpoint_id: str, once: Once) -> dict[str, Any]:
        """Six an hour at most."""
        return _reply(trying.send_test(served_context(), require_actor(), endpoint_id, _without_reply(once)))

    @api.endpoint("POST", f"{ONE}/deliveries/<delivery_id>/replays", summary="Stuur een bericht opnieuw", **about)
    def replay_endpoint_delivery(endpoint_id: str, delivery_id: str, once: Once) -> dict[str, Any]:
        """The same bytes under the same id."""
        actor, kept = require_actor(), _without_reply(once)
        return _reply(trying.replay(served_context(), actor, endpoint_id, delivery_id, kept))


def _flat(one: Endpoint) -> dict[str, Any]:
    names = ("id", "version", "organisation_id", "url", "description", "enabled", "failures")
    moments = ("failing_since", "paused_until")
    return {
        **{name: getattr(one, name) for name in (*names, *moments)},
        "topics": sorted(one.topics),
        "places": sorted(one.places),
        "disabled_reason": one.disabled_reason.value if one.disabled_reason else None,
        "old_secret_until": one.old_until,
    }


def _with_secret(context: NotifierContext, one: Endpoint) -> dict[str, Any]:
    return {**_flat(one), "secret": acting.secret(context, one)}


def _without_secret(once: Once) -> Once:
    """What is kept of the answer for a repeat: a secret stands in no database."""
    present = once.present
    return replace_present(once, lambda made: present(_flat(made)))


def _without_reply(once: Once) -> Once:
    """The call comes after the key is kept, so a repeat learns only that it was made; the list has what came of it."""
    present = once.present
    return replace_present(once, lambda _endpoint: present({"queued": True}))


def _reply(reply: Reply | None) -> dict[str, Any]:
    if reply is None:
        return {"accepted": False, "queued": True}
    return {
        "accepted": reply.accepted,
        "queued": False,
        "status": reply.status,
        "problem": reply.problem,
        "milliseconds": reply.milliseconds,
        "answer": reply.text,
    }


def _sent(one: Sent) -> dict[str, Any]:
    return {
        "id": one.id,
        "type": TYPE_OF.get(one.kind, "") if one.kind else TEST_TYPE,
        "subject": one.subject,
        "state": one.state.value if one.state else None,
        "state_text": labels.state_label(one.state) if one.state else "",
        "reason_text": labels.reason_label(one.reason),
        "at": one.at,
        "tries": one.tries,
    }

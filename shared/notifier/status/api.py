"""The status of messages as JSON: the same figures and acts as on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from marshmallow import fields

from shared.notifier.holds import acts as holds
from shared.notifier.holds.reading import read_class, read_order
from shared.notifier.holds.rules import Hold
from shared.notifier.served import served_context
from shared.notifier.status import acts, words
from shared.notifier.status.figures import Figures, gather
from shared.notifier.status.health import health
from shared.notifier.status.reaching import READ, RELEASE, RETRY, who_asks
from shared.plumbing.endpoints import Api, replace_present
from shared.plumbing.idempotency import Once
from shared.plumbing.schemas import CamelSchema

TAGS = ("messages",)


class BacklogOut(CamelSchema):
    """What waits by one channel in one class; `due` of these should be on their way now."""

    channel = fields.String()
    message_class = fields.String()
    waiting = fields.Integer()
    due = fields.Integer()
    oldest_due_seconds = fields.Float()


class FailingOut(CamelSchema):
    """Messages whose last try failed for one reason; `text` is that in words. They are tried again by themselves."""

    channel = fields.String()
    reason = fields.String()
    text = fields.String()
    count = fields.Integer()
    next_at = fields.DateTime()


class DeadOut(CamelSchema):
    """Messages that were given up for one reason; `text` is the reason in words."""

    reason = fields.String(allow_none=True)
    text = fields.String()
    count = fields.Integer()


class HoldOut(CamelSchema):
    """One order to hold messages back; null for a part means: every one. `cause` is person or restore."""

    id = fields.String()
    kind = fields.String(allow_none=True)
    message_class = fields.String(allow_none=True)
    channel = fields.String(allow_none=True)
    cause = fields.String()
    reason = fields.String()
    set_at = fields.DateTime()


class StatusOut(CamelSchema):
    """How the sending of messages stands. `figures` are those of /health/ready; `dead` those of the places in reach."""

    figures = fields.Dict()
    states = fields.Dict(keys=fields.String(), values=fields.Integer())
    tried_per_minute = fields.Float()
    backlog = fields.List(fields.Nested(BacklogOut))
    failing = fields.List(fields.Nested(FailingOut))
    dead = fields.List(fields.Nested(DeadOut))
    holds = fields.List(fields.Nested(HoldOut))


class ActIn(CamelSchema):
    """Which given-up messages: one by its id, or all of one reason (null: without a reason)."""

    delivery_id = fields.String()
    reason = fields.String(allow_none=True, load_default=None)


class CloseIn(ActIn):
    """The same, with why they are ended."""

    note = fields.String(required=True)


class DoneOut(CamelSchema):
    """For how many messages it was done; at most 500 at a time."""

    count = fields.Integer()


class HoldIn(CamelSchema):
    """What to hold back and why; a part that is left out means: every one."""

    reason = fields.String(required=True)
    kind = fields.String(load_default="")
    message_class = fields.String(load_default="", data_key="class")
    channel = fields.String(load_default="")


class ReleaseIn(CamelSchema):
    """Which class to let go; left out: all."""

    message_class = fields.String(load_default="", data_key="class")


class HoldList(CamelSchema):
    """The holds that are on."""

    items = fields.List(fields.Nested(HoldOut))


def add_to(api: Api) -> None:
    """Adds the routes."""
    _add_reading(api)
    _add_acts(api)
    _add_holds(api)


def _add_reading(api: Api) -> None:
    @api.endpoint(
        "GET", "/messages/status", summary="Stand van de berichten", right=READ, answer=StatusOut(), tags=TAGS
    )
    def message_status() -> Mapping[str, Any]:
        """Counted anew at every question."""
        who = who_asks(READ)
        return _flat(gather(served_context(), who.reach))


def _add_acts(api: Api) -> None:
    @api.endpoint(
        "POST",
        "/messages/status/retries",
        summary="Probeer opgegeven berichten opnieuw",
        right=RETRY,
        body=ActIn(),
        answer=DoneOut(),
        idempotent=True,
        tags=TAGS,
    )
    def retry_given_up(body: Mapping[str, Any], once: Once) -> Mapping[str, int]:
        """One message, or all that were given up for one reason."""
        who, kept = who_asks(RETRY), _counted(once)
        if "delivery_id" in body:
            acts.retry(served_context(), who, body["delivery_id"], kept)
            return {"count": 1}
        return {"count": acts.retry_all(served_context(), who, body["reason"], kept)}

    @api.endpoint(
        "POST",
        "/messages/status/closures",
        summary="Sluit opgegeven berichten af",
        right=RETRY,
        body=CloseIn(),
        answer=DoneOut(),
        idempotent=True,
        tags=TAGS,
    )
    def close_given_up(body: Mapping[str, Any], once: Once) -> Mapping[str, int]:
        """One message, or all that were given up for one reason."""
        who, kept = who_asks(RETRY), _counted(once)
        if "delivery_id" in body:
            acts.close(served_context(), who, body["delivery_id"], body["note"], kept)
            return {"count": 1}
        return {"count": acts.close_all(served_context(), who, body["reason"], body["note"], kept)}


def _add_holds(api: Api) -> None:
    @api.endpoint(
        "POST",
        "/messages/holds",
        summary="Houd berichten vast",
        right=RELEASE,
        body=HoldIn(),
        answer=HoldList(),
        idempotent=True,
        tags=TAGS,
    )
    def hold_back(body: Mapping[str, Any], once: Once) -> Mapping[str, Any]:
        """Gives all holds that are on then."""
        who = who_asks(RELEASE)
        given = (body[name] for name in ("kind", "message_class", "channel", "reason"))
        holds.hold(served_context(), *read_order(*given), who.person_id, _listed(once))
        return {"items": _holds(holds.holds(served_context()))}

    @api.endpoint(
        "POST",
        "/messages/holds/<hold_id>/release",
        summary="Laat vastgehouden berichten gaan",
        right=RELEASE,
        body=ReleaseIn(),
        answer=HoldList(),
        idempotent=True,
        tags=TAGS,
    )
    def let_go(hold_id: str, body: Mapping[str, Any], once: Once) -> Mapping[str, Any]:
        """Gives all holds that are on then."""
        who = who_asks(RELEASE)
        held = read_class(body["message_class"])
        holds.release(served_context(), hold_id, held, who.person_id, _listed(once))
        return {"items": _holds(holds.holds(served_context()))}


def _counted(once: Once) -> Once:
    return replace_present(once, lambda count: once.present({"count": count}))


def _listed(once: Once) -> Once:
    return replace_present(once, lambda found: once.present({"items": _holds(found)}))


def _flat(figures: Figures) -> Mapping[str, Any]:
    return {
        "figures": health(figures),
        "states": dict(figures.counted.states),
        "tried_per_minute": figures.tried_per_minute,
        "backlog": figures.backlog,
        "failing": [{**asdict(one), "text": words.trying_text(one.reason)} for one in figures.failing],
        "dead": [{"reason": why, "text": words.why_text(why), "count": count} for why, count in figures.dead],
        "holds": _holds(figures.holds),
    }


def _holds(found: Iterable[Hold]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "kind": one.extent.kind,
            "message_class": one.extent.message_class,
            "channel": one.extent.channel,
            "cause": one.cause,
            "reason": one.reason,
            "set_at": one.set_at,
        }
        for one in found
    ]

"""A person sends something to an endpoint by hand: a test message, or a message that was sent before."""

from __future__ import annotations

from shared.access import limits
from shared.access.actors import Actor
from shared.access.limits import Limit
from shared.kernel.errors import NotAllowedNow, NotFound
from shared.kernel.ids import new_id
from shared.notifier import deliveries
from shared.notifier.channels.base import ChannelName
from shared.notifier.context import NotifierContext
from shared.notifier.deliveries import Delivery
from shared.notifier.endpoints import sent, storage
from shared.notifier.endpoints.acting import UPDATE, see, webhooks
from shared.notifier.endpoints.events import check_body
from shared.notifier.endpoints.judging import Health, Reply
from shared.notifier.endpoints.model import Endpoint
from shared.notifier.states import RESTING, Event, State, events_in
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _


def send_test(context: NotifierContext, actor: Actor, endpoint_id: str, once: Once | None = None) -> Reply:
    """Sends a test message now, also to an endpoint that is off. Raises TooMany after six in an hour."""
    endpoint = see(context, actor, endpoint_id, UPDATE)
    message_id, now = new_id(), context.clock.now()
    _first_time(context, endpoint, limits.WEBHOOK_TESTS, once)
    body = check_body(message_id, context.settings.base_url, now, endpoint.organisation_id)
    return _call(context, endpoint, message_id, body)


def replay(
    context: NotifierContext, actor: Actor, endpoint_id: str, delivery_id: str, once: Once | None = None
) -> Reply | None:
    """Sends the same bytes under the same id once more; None when that waits for a worker.

    Raises NotFound, TooMany, or NotAllowedNow for a message that still comes by itself or was never sent.
    """
    endpoint = see(context, actor, endpoint_id, UPDATE)
    one, body = _of_endpoint(context, endpoint, delivery_id)
    if not endpoint.enabled:
        raise NotAllowedNow(_("De koppeling staat uit. Zet haar eerst weer aan."), code="endpoint_disabled")
    if one.state not in RESTING:
        allowed = [event.value for event in events_in(one.state)]
        raise NotAllowedNow(_("Dit bericht gaat nog vanzelf. U hoeft niets te doen."), allowed, "still_coming")
    if body is None:
        raise NotAllowedNow(_("Dit bericht is nooit verstuurd, of te lang geleden."), code="nothing_sent")
    _first_time(context, endpoint, limits.WEBHOOK_REPLAYS, once)
    if one.state is State.DEAD:
        _retry(context, one)
        return None
    return _call(context, endpoint, one.id, body)


def _of_endpoint(context: NotifierContext, endpoint: Endpoint, delivery_id: str) -> tuple[Delivery, str | None]:
    with context.database.read() as connection:
        one = deliveries.find(connection, delivery_id)
        body = sent.body_of(connection, delivery_id)
    if one is None or (one.recipient_id, one.channel) != (endpoint.id, ChannelName.WEBHOOK.value):
        raise NotFound(_("Dit bericht is er niet."))
    return one, body


def _first_time(context: NotifierContext, endpoint: Endpoint, limit: Limit, once: Once | None) -> None:
    """Raises AlreadyDone for a second time, TooMany beyond the limit. The call itself is outside any transaction."""
    with context.database.transaction() as connection:
        if once:
            once.begin(connection)
        with context.people.transaction() as people:
            limits.count(people, limit, endpoint.id, secret=context.settings.secret, now=context.clock.now())
        if once:
            once.finish(connection, endpoint)


def _call(context: NotifierContext, endpoint: Endpoint, message_id: str, body: str) -> Reply:
    reply = webhooks(context).caller.call(endpoint, message_id, body)
    now = context.clock.now()
    with context.database.transaction() as connection:
        sent.add_try(connection, endpoint.id, message_id, reply, now)
        if reply.accepted:
            storage.keep_health(connection, endpoint.id, Health(), now)
    return reply


def _retry(context: NotifierContext, one: Delivery) -> None:
    now = context.clock.now()
    with context.database.transaction() as connection:
        deliveries.move(connection, one, Event.RETRY, now, next_at=now, since=now)
    context.relay.offer_deliveries([one.id])

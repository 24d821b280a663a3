"""What people do with endpoints: make, change, switch on and off, give a new secret, take away."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from shared.access import directory
from shared.access.actors import Actor, Role
from shared.access.directory import Organisation
from shared.access.rights import Answer, Right, may, recent_sign_in, require
from shared.access.vocabulary import Action, Resource
from shared.audit.entries import AuditEntry, record
from shared.kernel.errors import NotAllowedNow, NotFound, Stale
from shared.kernel.ids import new_id
from shared.notifier.channels.base import ChannelName
from shared.notifier.channels.webhook import WebhookChannel
from shared.notifier.context import NotifierContext
from shared.notifier.endpoints import storage
from shared.notifier.endpoints.model import MOST_PER_ORGANISATION, OLD_SECRET_WORKS, Endpoint, OffReason, Wanted
from shared.notifier.endpoints.reading import read_wanted
from shared.notifier.endpoints.signing import new_salt, secret_of
from shared.plumbing.database import one_at_a_time
from shared.plumbing.idempotency import Once
from shared.plumbing.reach import as_system
from shared.wording.texts import gettext as _

READ = Right(Resource.ACCESS_KEY, Action.READ)
CREATE = Right(Resource.ACCESS_KEY, Action.CREATE)
UPDATE = Right(Resource.ACCESS_KEY, Action.UPDATE)
DELETE = Right(Resource.ACCESS_KEY, Action.DELETE)
KINDS = ("place", "coalition")
"""Organisations that can have endpoints."""


@dataclass(frozen=True)
class Owned:
    """An organisation with its endpoints, and the places to choose from (none for a place itself)."""

    organisation: Organisation
    places: tuple[Organisation, ...]
    endpoints: tuple[Endpoint, ...]


def _reaching_all(actor: Actor | None) -> AbstractContextManager[None]:
    """Administrators switch off endpoints of organisations that they do not belong to."""
    if actor is not None and actor.has_role(Role.ADMINISTRATOR):
        return as_system("administrator")
    return nullcontext()


def webhooks(context: NotifierContext) -> WebhookChannel:
    """The channel that calls endpoints."""
    channel = context.channels[ChannelName.WEBHOOK.value]
    assert isinstance(channel, WebhookChannel)  # noqa: S101 the registry made it
    return channel


def secret(context: NotifierContext, endpoint: Endpoint) -> str:
    """The secret of an endpoint, for the one time that it is shown."""
    return secret_of(context.settings.secret, endpoint.salt)


def of_organisation(context: NotifierContext, actor: Actor | None, organisation_id: str, right: Right = READ) -> Owned:
    """An organisation with its endpoints. Raises NotFound, or Forbidden."""
    require(actor, right, place_id=organisation_id)
    with context.people.read() as people:
        organisation = directory.organisation(people, organisation_id)
        if organisation is None or organisation.kind not in KINDS:
            raise NotFound(_("Deze organisatie is er niet."))
        is_coalition = organisation.kind == "coalition"
        places = directory.places_in_coalition(people, organisation_id) if is_coalition else []
    with context.database.read() as connection:
        return Owned(organisation, tuple(places), tuple(storage.of_organisations(connection, [organisation_id])))


def of_actor(context: NotifierContext, actor: Actor) -> list[Owned]:
    """Everything that the person looks after: their coalitions and places. Of a coalition's places those with any."""
    ids = actor.organisations_as(Role.BOARD) | actor.coordinated
    with context.people.read() as people:
        organisations = directory.organisations(people, ids).values()
    own = [one for one in organisations if one.kind in KINDS and may(actor, READ, place_id=one.id).allowed]
    with context.database.read() as connection:
        found = storage.of_organisations(connection, [one.id for one in own])
    mine = actor.organisations_as(Role.BOARD)
    owned = [Owned(one, (), tuple(it for it in found if it.organisation_id == one.id)) for one in own]
    shown = [
        one for one in owned if one.endpoints or one.organisation.kind == "coalition" or one.organisation.id in mine
    ]
    return sorted(shown, key=lambda one: (one.organisation.kind, one.organisation.name))


def see(context: NotifierContext, actor: Actor | None, endpoint_id: str, right: Right = READ) -> Endpoint:
    """One endpoint. Raises NotFound, or Forbidden."""
    with _reaching_all(actor), context.database.read() as connection:
        found = storage.find(connection, endpoint_id)
    if found is None or (actor and may(actor, right, place_id=found.organisation_id) is Answer.HIDDEN):
        raise NotFound(_("Deze koppeling is er niet."))  # the same words for one of others and for none
    require(actor, right, place_id=found.organisation_id)
    return found


def create(
    context: NotifierContext, actor: Actor, organisation_id: str, given: Mapping[str, object], once: Once | None = None
) -> Endpoint:
    """A new endpoint with a secret of its own. Raises InvalidInput with every error, NotAllowedNow beyond ten."""
    now = context.clock.now()
    owned = of_organisation(context, actor, organisation_id, CREATE)
    recent_sign_in(actor, now)
    made = _new(actor, organisation_id, _read(context, owned, given), now)
    with context.database.transaction() as connection:
        if once:
            once.begin(connection)
        one_at_a_time(connection, f"endpoints {organisation_id}")  # two at once must not both be the tenth
        if len(storage.of_organisations(connection, [organisation_id])) >= MOST_PER_ORGANISATION:
            mend = _("U hebt al tien koppelingen. Haal er eerst één weg.")
            raise NotAllowedNow(mend, code="too_many_endpoints")
        storage.add(connection, made)
        _note(connection, actor, "create", made, now)
        if once:
            once.finish(connection, made)
    return made


def change(
    context: NotifierContext,
    actor: Actor,
    endpoint_id: str,
    given: Mapping[str, object],
    *,
    version: int,
    once: Once | None = None,
) -> Endpoint:
    """Another address, name, topics or places, where given. Raises InvalidInput with every error, Stale."""
    before = see(context, actor, endpoint_id, UPDATE)
    owned = of_organisation(context, actor, before.organisation_id, UPDATE)
    wanted = _read(context, owned, {**_as_given(before), **given})
    if wanted.url != before.url:
        recent_sign_in(actor, context.clock.now())  # another address gets what the old one got
    return _do(context, actor, before, "change", version, once, **storage.wishes(wanted))


def switch(
    context: NotifierContext, actor: Actor, endpoint_id: str, *, on: bool, version: int, once: Once | None = None
) -> Endpoint:
    """Switches it on, with all failures forgotten, or off. Raises Stale when it changed since."""
    before = see(context, actor, endpoint_id, UPDATE)
    if on:
        fresh = dict.fromkeys(("disabled_at", "disabled_reason", "failing_since", "paused_until"))
        return _do(context, actor, before, "enable", version, once, **fresh, failures=0)
    off = {"disabled_at": context.clock.now(), "disabled_reason": OffReason.BY_PERSON.value}
    return _do(context, actor, before, "disable", version, once, **off)


def renew_secret(
    context: NotifierContext, actor: Actor, endpoint_id: str, *, version: int, once: Once | None = None
) -> Endpoint:
    """A new secret; the one before signs too for a day. Raises Stale when it changed since."""
    before, now = see(context, actor, endpoint_id, UPDATE), context.clock.now()
    recent_sign_in(actor, now)
    new = {"salt": new_salt(), "old_salt": before.salt, "old_until": now + OLD_SECRET_WORKS}
    return _do(context, actor, before, "renew_secret", version, once, **new)


def remove(
    context: NotifierContext, actor: Actor, endpoint_id: str, *, version: int, once: Once | None = None
) -> Endpoint:
    """Takes it away for good; gives what it was. Raises Stale when it changed since."""
    before = see(context, actor, endpoint_id, DELETE)
    with context.database.transaction() as connection:
        if once:
            once.begin(connection)
        if not storage.remove(connection, before.id, version):
            raise _stale(before)
        _note(connection, actor, "delete", before, context.clock.now())
        if once:
            once.finish(connection, before)
    return before


def _do(
    context: NotifierContext,
    actor: Actor,
    before: Endpoint,
    name: str,
    version: int,
    once: Once | None,
    **values: object,
) -> Endpoint:
    now = context.clock.now()
    with _reaching_all(actor), context.database.transaction() as connection:
        if once:
            once.begin(connection)
        if not storage.change(connection, before.id, version, now, **values):
            raise _stale(before)
        after = storage.find(connection, before.id)
        assert after is not None  # noqa: S101 it was just changed
        _note(connection, actor, name, after, now)
        if once:
            once.finish(connection, after)
    return after


def _read(context: NotifierContext, owned: Owned, given: Mapping[str, object]) -> Wanted:
    return read_wanted(given, webhooks(context).guard, frozenset(place.id for place in owned.places))


def _as_given(endpoint: Endpoint) -> dict[str, object]:
    wishes = storage.wishes(Wanted(endpoint.url, endpoint.description, endpoint.topics, endpoint.places))
    return dict(wishes)


def _new(actor: Actor, organisation_id: str, wanted: Wanted, now: datetime) -> Endpoint:
    return Endpoint(
        id=new_id(),
        organisation_id=organisation_id,
        url=wanted.url,
        description=wanted.description,
        topics=wanted.topics,
        places=wanted.places,
        salt=new_salt(),
        old_salt=None,
        old_until=None,
        disabled_at=None,
        disabled_reason=None,
        failures=0,
        failing_since=None,
        paused_until=None,
        created_by=actor.person_id,
        created_at=now,
        changed_at=now,
        version=1,
    )


def _stale(endpoint: Endpoint) -> Stale:
    return Stale(_("Iemand anders heeft deze koppeling net veranderd. Open haar opnieuw."), endpoint.version)


def _note(connection: Connection, actor: Actor, name: str, endpoint: Endpoint, now: datetime) -> None:
    entry = AuditEntry(
        action=f"endpoint.{name}",
        subject=f"endpoint:{endpoint.id}",
        at=now,
        person_id=actor.person_id,
        organisation_id=endpoint.organisation_id,
        via=actor.acting_via,
        detail={"version": endpoint.version},
    )
    record(connection, entry)

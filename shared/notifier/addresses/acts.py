"""What people can do about an address that mail no longer goes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shared.access import around, directory
from shared.access.actors import Actor
from shared.access.rights import Right, may, may_anywhere, require
from shared.access.vocabulary import Action, Resource
from shared.kernel.errors import FieldError, InvalidInput, NotFound
from shared.notifier.addresses import storage
from shared.notifier.addresses.rules import key_of
from shared.notifier.addresses.storage import StoppedAddress
from shared.notifier.context import NotifierContext
from shared.wording.texts import gettext as _

SEE = Right(Resource.DEAD_LETTER, Action.READ)
LIFT = Right(Resource.DEAD_LETTER, Action.RETRY)
MOST_SHOWN = 200
LONGEST_REASON = 300


@dataclass(frozen=True)
class SomebodysAddress:
    """An address that gets no mail, of whom it is, and a place by which the coordinator may know that."""

    address: StoppedAddress
    name: str
    place_id: str


def own_stopped(context: NotifierContext, email: str) -> StoppedAddress | None:
    """The person's own address when it gets no mail, None when all is well."""
    key = key_of(context.settings.secret, email)
    with context.database.read() as connection:
        return storage.stopped_among(connection, [key]).get(key)


def try_again(context: NotifierContext, actor: Actor) -> bool:
    """Lets mail go to the person's own address again; False when it did so already. The next refusal stops it anew."""
    key = key_of(context.settings.secret, actor.email)
    with context.database.transaction() as connection:
        return storage.lift(connection, key, actor.person_id, "", context.clock.now())


def stopped_addresses(context: NotifierContext, actor: Actor) -> Sequence[SomebodysAddress]:
    """The addresses of people at places that the actor may look after, the newest first. Raises NotFound for others."""
    if not may_anywhere(actor, SEE):
        raise NotFound(_("Dit bestaat niet, of het is niet voor u."))
    with context.database.read() as connection:
        found = storage.stopped_of_people(connection, MOST_SHOWN)
    return [one for address in found if (one := _seen_by(context, actor, address))]


def find_stopped(context: NotifierContext, actor: Actor, key: str) -> SomebodysAddress:
    """One of them; raises NotFound for another's and for one that gets mail."""
    with context.database.read() as connection:
        address = storage.stopped_among(connection, [key]).get(key)
    seen = _seen_by(context, actor, address) if address else None
    if seen is None:
        raise NotFound(_("Dit adres staat niet (meer) in de lijst."))
    return seen


def lift(context: NotifierContext, actor: Actor, key: str, reason: str) -> SomebodysAddress:
    """Lets mail go to somebody's address again, with the reason. Raises InvalidInput, NotFound or Forbidden."""
    seen = find_stopped(context, actor, key)
    require(actor, LIFT, place_id=seen.place_id)
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        mend = _("Schrijf op waarom het weer mag, in hooguit %(most)s tekens.", most=LONGEST_REASON)
        raise InvalidInput([FieldError("reason", "required" if not reason else "too_long", mend)])
    with context.database.transaction() as connection:
        storage.lift(connection, key, actor.person_id, reason, context.clock.now())
    return seen


def _seen_by(context: NotifierContext, actor: Actor, address: StoppedAddress) -> SomebodysAddress | None:
    with context.people.read() as people:
        person = directory.person(people, address.person_id or "")
        places = around.places_worked_for(people, person.id, context.clock.now()) if person else []
    place_id = next((place for place in places if may(actor, SEE, place_id=place).allowed), None)
    return SomebodysAddress(address, person.called, place_id) if person and place_id else None

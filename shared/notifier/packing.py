"""Writes the letter of an event for one person, with the address that it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shared.access import directory
from shared.access.sign_in import challenge_secrets
from shared.contracts.messages import CLASS_OF, Intent, MessageClass, MessageKind
from shared.kernel.clock import today_in_amsterdam
from shared.notifier.channels.base import Parcel
from shared.notifier.context import NotifierContext
from shared.notifier.letters import Letter, Setting, write_letter
from shared.notifier.links import link_of
from shared.notifier.recipients import Recipient, challenge_of
from shared.notifier.unsubscribing import Subscription, unsubscribe_address

Places = Mapping[str, str]
"""Names of places by their id."""


def pack(
    context: NotifierContext, delivery_id: str, intent: Intent, recipient: Recipient, places: Places | None = None
) -> Parcel:
    """One event for one addressee, ready to be handed over. Without `places` the name of its place is looked up."""
    letter = letter_for(context, intent, recipient, places)
    return Parcel(delivery_id, recipient, letter, intent, _unsubscribe(context, intent, recipient))


def letter_for(context: NotifierContext, intent: Intent, recipient: Recipient, places: Places | None = None) -> Letter:
    """The words of an event for one person, as they are true today."""
    names = place_names(context, [intent]) if places is None else places
    return write_letter(intent, recipient, _setting(context, intent, names.get(intent.place_id or "", "")))


def place_names(context: NotifierContext, intents: Iterable[Intent]) -> Places:
    """The names of the places that events are about, as they are now."""
    ids = {intent.place_id for intent in intents if intent.place_id}
    if not ids:
        return {}
    with context.people.read() as people:
        return directory.organisation_names(people, ids)


def _unsubscribe(context: NotifierContext, intent: Intent, recipient: Recipient) -> str | None:
    if CLASS_OF[intent.kind] is MessageClass.A:
        return None
    return unsubscribe_address(context.settings, Subscription(recipient.id, intent.kind))


def _setting(context: NotifierContext, intent: Intent, place: str) -> Setting:
    token = code = ""
    if intent.kind is MessageKind.SIGN_IN:
        # Made anew from the secret each time: neither stands in any outbox, queue or log.
        token, code = challenge_secrets(context.settings.secret, challenge_of(intent))
    link = link_of(intent, base_url=context.settings.base_url, sign_in_token=token)
    return Setting(place, today_in_amsterdam(context.clock), link, code)

"""Writes the letter of an event for one person, with the address that it leads to."""

from __future__ import annotations

from shared.access.sign_in import challenge_secrets
from shared.contracts.messages import CLASS_OF, Intent, MessageClass, MessageKind
from shared.kernel.clock import today_in_amsterdam
from shared.notifier.channels.base import Parcel
from shared.notifier.context import NotifierContext
from shared.notifier.letters import Letter, Setting, write_letter
from shared.notifier.links import link_of
from shared.notifier.recipients import Recipient, challenge_of, place_name
from shared.notifier.unsubscribing import Subscription, unsubscribe_address


def pack(context: NotifierContext, delivery_id: str, intent: Intent, recipient: Recipient) -> Parcel:
    """One event for one addressee, ready to be handed over."""
    letter = letter_for(context, intent, recipient)
    return Parcel(delivery_id, recipient, letter, intent, _unsubscribe(context, intent, recipient))


def letter_for(context: NotifierContext, intent: Intent, recipient: Recipient) -> Letter:
    """The words of an event for one person, as they are true today."""
    return write_letter(intent, recipient, _setting(context, intent))


def _unsubscribe(context: NotifierContext, intent: Intent, recipient: Recipient) -> str | None:
    if CLASS_OF[intent.kind] is MessageClass.A or intent.kind is MessageKind.ENDPOINT_DISABLED:
        return None
    return unsubscribe_address(context.settings, Subscription(recipient.id, intent.kind))


def _setting(context: NotifierContext, intent: Intent) -> Setting:
    with context.people.read() as people:
        place = place_name(people, intent)
    token = code = ""
    if intent.kind is MessageKind.SIGN_IN:
        # Made anew from the secret each time: neither stands in any outbox, queue or log.
        token, code = challenge_secrets(context.settings.secret, challenge_of(intent))
    link = link_of(intent, base_url=context.settings.base_url, sign_in_token=token)
    return Setting(place, today_in_amsterdam(context.clock), link, code)

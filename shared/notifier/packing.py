"""Writes the letter of an event for one person, with the address that it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from shared.access import directory
from shared.access.sign_in import challenge_secrets
from shared.contracts.messages import CLASS_OF, TO_ANY_ADDRESS, Intent, MessageClass, MessageKind
from shared.kernel.clock import today_in_amsterdam
from shared.notifier.channels.base import Parcel
from shared.notifier.context import NotifierContext
from shared.notifier.letters import NO_FOOT, Foot, Letter, Setting, write_letter
from shared.notifier.links import link_of
from shared.notifier.making import within_bounds
from shared.notifier.recipients import Recipient, challenge_of
from shared.notifier.unsubscribing import Subscription, unsubscribe_address
from shared.plumbing.addresses import matcher_path

PREFERENCES = "/messages/preferences"
"""The page on which people choose what they hear, how and when."""

Places = Mapping[str, str]
"""Names of places by their id."""

Written = dict[tuple[object, ...], Letter]
"""Letters by all that their words depend on: one that goes by two channels is written once."""


def pack(
    context: NotifierContext,
    delivery_id: str,
    intent: Intent,
    recipient: Recipient,
    places: Places | None = None,
    written: Written | None = None,
) -> Parcel:
    """One event for one addressee, ready to be handed over. Without `places` the name of its place is looked up."""
    names = place_names(context, [intent]) if places is None else places
    letter = _letter_once(context, intent, recipient, names, {} if written is None else written)
    return Parcel(delivery_id, recipient, letter, intent, _unsubscribe(context, intent, recipient))


def letter_for(context: NotifierContext, intent: Intent, recipient: Recipient, places: Places) -> Letter:
    """The words of an event for one person, as they are true today."""
    setting = _setting(context, intent, places.get(intent.place_id or "", ""))
    setting = replace(setting, foot=_foot(context, intent, recipient))
    with within_bounds():
        return write_letter(intent, recipient, setting)


def _letter_once(
    context: NotifierContext, intent: Intent, recipient: Recipient, places: Places, written: Written
) -> Letter:
    key = (intent.id, recipient, places.get(intent.place_id or ""), today_in_amsterdam(context.clock))
    if key not in written:
        written[key] = letter_for(context, intent, recipient, places)
    return written[key]


def place_names(context: NotifierContext, intents: Iterable[Intent]) -> Places:
    """The names of the places that events are about, as they are now."""
    ids = {intent.place_id for intent in intents if intent.place_id}
    if not ids:
        return {}
    with context.people.read() as people:
        return directory.organisation_names(people, ids)


def _foot(context: NotifierContext, intent: Intent, recipient: Recipient) -> Foot:
    if intent.kind in TO_ANY_ADDRESS:
        return NO_FOOT  # there may be no account yet
    preferences = f"{context.settings.base_url}{matcher_path(PREFERENCES)}"
    return Foot(preferences, _unsubscribe(context, intent, recipient))


def _unsubscribe(context: NotifierContext, intent: Intent, recipient: Recipient) -> str | None:
    if CLASS_OF[intent.kind] is MessageClass.A or intent.kind is MessageKind.ENDPOINT_DISABLED:
        return None
    return unsubscribe_address(context.settings, Subscription(recipient.id, intent.kind))


def _setting(context: NotifierContext, intent: Intent, place: str) -> Setting:
    token = code = ""
    if intent.kind is MessageKind.SIGN_IN:
        # Made anew from the secret each time: neither stands in any outbox, queue or log.
        token, code = challenge_secrets(context.settings.secret, challenge_of(intent))
    link = link_of(intent, base_url=context.settings.base_url, sign_in_token=token)
    return Setting(place, today_in_amsterdam(context.clock), link, code)

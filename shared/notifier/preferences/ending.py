"""Ending messages by the address in a mail, and taking that back: whoever holds the address may, without signing in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer

from shared.contracts.messages import MessageKind
from shared.kernel.errors import FieldError, InvalidInput, NotFound
from shared.notifier.channels.base import ChannelName
from shared.notifier.context import NotifierContext
from shared.notifier.preferences import storage
from shared.notifier.preferences.topics import TOPIC_OF, Topic, may_choose
from shared.notifier.preferences.versions import lock
from shared.notifier.preferences.wishes import ALL_PLACES, NO_WISHES, Choice, Wishes
from shared.notifier.unsubscribing import Subscription, read_token
from shared.wording.texts import gettext as _

MAIL = ChannelName.MAIL
GATHERED = (Choice.DAILY, Choice.WEEKLY)


@dataclass(frozen=True)
class Ending:
    """What an address is about: mail of these topics. `choice` is what holds now for all places, if one thing does.

    `before` brings back what held before.
    """

    topics: Sequence[Topic]
    choice: Choice | None
    before: str


def look(context: NotifierContext, token: str) -> Ending:
    """What an address would end; changes nothing. Raises NotFound for one that we did not make."""
    subscription = _subscription(token, context)
    with context.database.read() as connection:
        wishes = storage.wishes_of(connection, [subscription.person_id]).get(subscription.person_id, NO_WISHES)
    return _ending(context, subscription, wishes)


def choose(context: NotifierContext, token: str, choice: str) -> Ending:
    """Ends mail of the topics of an address for all places, or has it come together; gives what held before."""
    subscription = _subscription(token, context)
    if choice not in (Choice.OFF, *GATHERED):
        raise InvalidInput([FieldError("choice", "unknown_choice", _("Kies: off, daily of weekly."))])
    now, person_id = context.clock.now(), subscription.person_id
    with context.database.transaction() as connection:
        lock(connection, person_id)
        wishes = storage.wishes_of(connection, [person_id]).get(person_id, NO_WISHES)
        ending = _ending(context, subscription, wishes)
        storage.drop_choices(connection, person_id, ending.topics, MAIL)
        chosen = {(ALL_PLACES, topic, MAIL): Choice(choice) for topic in ending.topics}
        storage.change_choices(connection, person_id, chosen, now)
    return ending


def take_back(context: NotifierContext, token: str, before: str) -> None:
    """Brings back what held before. Raises InvalidInput for a `before` that we did not give for this address."""
    person_id = _subscription(token, context).person_id
    try:
        whose, topics, rows = _signer(context).loads(before)
    except BadSignature:
        whose, topics, rows = "", [], []
    if whose != person_id:
        mend = _("Dit kunnen wij niet terugzetten. Stel het in bij uw berichten.")
        raise InvalidInput([FieldError("before", "not_ours", mend)])
    choices = {(place_id, Topic(topic), MAIL): Choice(choice) for place_id, topic, choice in rows}
    with context.database.transaction() as connection:
        lock(connection, person_id)
        storage.drop_choices(connection, person_id, [Topic(topic) for topic in topics], MAIL)
        storage.change_choices(connection, person_id, choices, context.clock.now())


def _subscription(token: str, context: NotifierContext) -> Subscription:
    found = read_token(context.settings, token)
    if found is None or not _all_topics(found.kind):
        raise NotFound(_("Dit adres klopt niet. Open de link in de mail nog eens."))
    return found


def _all_topics(kind: MessageKind) -> list[Topic]:
    if kind is MessageKind.DIGEST:
        return [topic for topic in Topic if may_choose(topic)]
    topic = TOPIC_OF.get(kind)
    return [topic] if topic is not None and may_choose(topic) else []


def _ending(context: NotifierContext, about: Subscription, wishes: Wishes) -> Ending:
    topics = _all_topics(about.kind)
    if about.kind is MessageKind.DIGEST:
        # An overview ends for what somebody gets in one, not for what comes at once.
        gathered = [topic for topic in topics if _is_gathered(wishes, topic)]
        topics = gathered or topics
    held = {wishes.choice(None, topic, MAIL) for topic in topics}
    kept = {key: choice for key, choice in wishes.choices.items() if key[1] in topics and key[2] is MAIL}
    rows = [[place_id, topic.value, choice.value] for (place_id, topic, _channel), choice in sorted(kept.items())]
    before = str(_signer(context).dumps([about.person_id, [topic.value for topic in topics], rows]))
    return Ending(topics, held.pop() if len(held) == 1 else None, before)


def _is_gathered(wishes: Wishes, topic: Topic) -> bool:
    chosen = {
        choice for (_place, about, channel), choice in wishes.choices.items() if (about, channel) == (topic, MAIL)
    }
    return bool(chosen & set(GATHERED)) or wishes.choice(None, topic, MAIL) in GATHERED


def _signer(context: NotifierContext) -> URLSafeSerializer:
    return URLSafeSerializer(context.settings.secret, salt="unsubscribe-before")

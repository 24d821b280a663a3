"""A person sees and changes what they wish to hear, by which channel and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time

from shared.access import directory
from shared.access.actors import Actor
from shared.access.directory import Organisation
from shared.access.rights import Action, Resource, Right, require
from shared.kernel.errors import FieldError, InvalidInput, Stale
from shared.notifier.channels.base import ChannelName
from shared.notifier.context import NotifierContext
from shared.notifier.preferences import storage
from shared.notifier.preferences.topics import Topic, may_choose
from shared.notifier.preferences.versions import lock, version_of
from shared.notifier.preferences.wishes import NO_WISHES, RINGING, Choice, Key, QuietHours, Wishes, choices_for
from shared.wording.texts import gettext as _

READ = Right(Resource.OWN_INBOX, Action.READ)
CHANGE = Right(Resource.OWN_INBOX, Action.UPDATE)

FREE_TOPICS = tuple(topic for topic in Topic if may_choose(topic))
FIXED_TOPICS = tuple(topic for topic in Topic if not may_choose(topic))


@dataclass(frozen=True)
class GivenTiming:
    """Times as they were typed (`HH:MM`, empty for none) and the day of the week, counted from Monday, 0."""

    digest_at: str
    digest_day: str
    quiet_from: str
    quiet_until: str


def channels_to_choose(context: NotifierContext) -> tuple[ChannelName, ...]:
    """What people choose about: what tells persons and is on. Those that ring come first."""
    names = [one.name for one in context.channels.values() if one.chosen and one.on]
    return tuple(sorted(names, key=lambda name: name not in RINGING))


def my_wishes(context: NotifierContext, actor: Actor) -> Wishes:
    """What the person chose so far."""
    require(actor, READ, owner_id=actor.person_id)
    with context.database.read() as connection:
        return storage.wishes_of(connection, [actor.person_id]).get(actor.person_id, NO_WISHES)


def my_places(context: NotifierContext, actor: Actor) -> Sequence[Organisation]:
    """The places of which the person can hear, by name."""
    with context.people.read() as people:
        return directory.places_of(people, actor)


def keep_wishes(context: NotifierContext, actor: Actor, wishes: Wishes, *, expected_version: int) -> None:
    """Keeps exactly these in place of all that the person chose before; what stands already changes nothing.

    What was chosen for a channel that is off now stays: nobody could see it to choose again. Raises Stale when what
    stands is not what `expected_version` was of.
    """
    require(actor, CHANGE, owner_id=actor.person_id)
    now = context.clock.now()
    with context.database.transaction() as connection:
        lock(connection, actor.person_id)
        held = storage.wishes_of(connection, [actor.person_id]).get(actor.person_id, NO_WISHES)
        wishes = replace(wishes, choices={**_unseen(context, held), **wishes.choices})
        if held == wishes:
            return
        require_same(held, expected_version)
        storage.keep_choices(connection, actor.person_id, wishes.choices, now)
        storage.keep_timing(connection, actor.person_id, wishes, now)


def _unseen(context: NotifierContext, held: Wishes) -> dict[Key, Choice]:
    seen = channels_to_choose(context)
    return {key: choice for key, choice in held.choices.items() if key[2] not in seen}


def require_same(held: Wishes, expected_version: int) -> None:
    """Raises Stale when what stands is not what `expected_version` was of."""
    if version_of(held) != expected_version:
        message = _("Uw keuzes zijn net veranderd, in een ander venster of via een mail. Kijk wat er nu staat.")
        raise Stale(message, version_of(held))


def at_place(wishes: Wishes, place_id: str, chosen: Mapping[Key, Choice]) -> Wishes:
    """The same wishes with other choices for one place (or ALL_PLACES)."""
    others = {key: choice for key, choice in wishes.choices.items() if key[0] != place_id}
    return replace(wishes, choices={**others, **chosen})


def read_choice(
    field: str, topic: str, channel: str, choice: str, known: Sequence[ChannelName]
) -> tuple[Topic, ChannelName, Choice]:
    """One choice as it was sent. Raises InvalidInput, naming `field`, for what can't be chosen; `known` is what can."""
    free, channels = [one.value for one in FREE_TOPICS], [one.value for one in known]
    if topic not in free:
        mend = _("Hierover kunt u niet kiezen. Kies uit: %(list)s.", list=", ".join(free))
        raise InvalidInput([FieldError(field, "unknown_topic", mend)])
    if channel not in channels:
        mend = _("Kies hoe het bericht komt: %(list)s.", list=", ".join(channels))
        raise InvalidInput([FieldError(field, "unknown_channel", mend)])
    possible = [one.value for one in choices_for(ChannelName(channel))]
    if choice not in possible:
        mend = _("Kies wanneer het bericht komt: %(list)s.", list=", ".join(possible))
        raise InvalidInput([FieldError(field, "unknown_choice", mend)])
    return Topic(topic), ChannelName(channel), Choice(choice)


def with_timing(wishes: Wishes, given: GivenTiming, names: Mapping[str, str]) -> Wishes:
    """The same wishes at other times. Raises InvalidInput with all errors; `names` says what the fields are called."""
    errors = list(_wrong_times(given, names))
    if given.digest_day not in tuple("0123456"):
        errors.append(FieldError(names["digest_day"], "not_a_day", _("Kies een dag: 0 is maandag, 6 is zondag.")))
    if bool(given.quiet_from) != bool(given.quiet_until):
        missing = "quiet_until" if given.quiet_from else "quiet_from"
        mend = _("Vul bij de stille uren begin en eind in, of laat ze allebei leeg.")
        errors.append(FieldError(names[missing], "required", mend))
    elif given.quiet_from and given.quiet_from == given.quiet_until:
        mend = _("Laat de stille uren op een ander uur eindigen dan ze beginnen.")
        errors.append(FieldError(names["quiet_until"], "no_time", mend))
    if errors:
        raise InvalidInput(errors)
    quiet = None
    if given.quiet_from:
        quiet = QuietHours(time.fromisoformat(given.quiet_from), time.fromisoformat(given.quiet_until))
    return replace(wishes, quiet=quiet, digest_at=time.fromisoformat(given.digest_at), digest_day=int(given.digest_day))


def _wrong_times(given: GivenTiming, names: Mapping[str, str]) -> Iterator[FieldError]:
    asked = {"digest_at": given.digest_at, "quiet_from": given.quiet_from, "quiet_until": given.quiet_until}
    for name, text in asked.items():
        if not text and name != "digest_at":
            continue
        if not _is_time(text):
            yield FieldError(names[name], "not_a_time", _("Schrijf een tijd zo: 08:00."))


def _is_time(text: str) -> bool:
    digits = text.isascii() and len(text) == 5 and text[2] == ":" and (text[:2] + text[3:]).isdigit()
    return digits and int(text[:2]) < 24 and int(text[3:]) < 60


def timing_of(wishes: Wishes) -> GivenTiming:
    """The times as a person would type them."""
    quiet = wishes.quiet
    return GivenTiming(
        digest_at=wishes.digest_at.strftime("%H:%M"),
        digest_day=str(wishes.digest_day),
        quiet_from=quiet.starts.strftime("%H:%M") if quiet else "",
        quiet_until=quiet.ends.strftime("%H:%M") if quiet else "",
    )

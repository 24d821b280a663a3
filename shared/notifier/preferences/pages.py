"""The page on which people choose what they wish to hear: for all places, or for one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from flask import Blueprint, render_template, request

from shared.access.actors import Actor
from shared.access.directory import Organisation
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotFound, Stale
from shared.notifier.channels.base import ChannelName
from shared.notifier.context import NotifierContext
from shared.notifier.labels import channel_label
from shared.notifier.preferences import choosing
from shared.notifier.preferences.choosing import FIXED_TOPICS, FREE_TOPICS, GivenTiming, channels_to_choose
from shared.notifier.preferences.versions import version_of
from shared.notifier.preferences.wishes import ALL_PLACES, Choice, Key, Wishes, choices_for, usual
from shared.notifier.preferences.words import choice_name, day_names, topic_hint, topic_name
from shared.plumbing.endpoints import page, version_from_form
from shared.wording.texts import gettext as _

PATH = "/messages/preferences"
TIMING = ("digest_at", "digest_day", "quiet_from", "quiet_until")
NAMES = {name: name for name in TIMING}


def add_preferences(blueprint: Blueprint, context: NotifierContext) -> None:
    """Adds the page and its form."""

    @page(blueprint, "GET", PATH, right=choosing.READ)
    def preferences() -> str:
        """What holds now; `place` asks for the choices of one place."""
        actor = require_actor()
        about, held = _about(context, actor, request.args.get("place", "")), choosing.my_wishes(context, actor)
        return _show(about, held, form_of(held, about.place_id, about.channels))

    @page(blueprint, "POST", PATH, right=choosing.CHANGE)
    def save_preferences() -> str | tuple[str, int]:
        """Keeps it, and shows the page with a button that brings back what stood there."""
        actor, given = require_actor(), request.form.to_dict()
        about, before = _about(context, actor, given.get("place", "")), choosing.my_wishes(context, actor)
        expected_version = version_from_form()
        try:
            wishes = _read(before, about, given)
            choosing.keep_wishes(context, actor, wishes, expected_version=expected_version)
        except InvalidInput as problem:
            return _show(about, expected_version, given, errors=problem.errors), 400
        except Stale as stale:
            held = choosing.my_wishes(context, actor)
            said, now_stands = FieldError("", "stale", stale.message), _differing(held, about, given)
            return _show(about, held, given, errors=[said], changes=now_stands), 412
        put_back = {"version": str(version_of(wishes)), **form_of(before, about.place_id, about.channels)}
        return _show(about, wishes, form_of(wishes, about.place_id, about.channels), before=put_back)


@dataclass(frozen=True)
class _About:
    """What a page is about: a place of these, or all of them, and the channels to choose from."""

    place_id: str
    places: Sequence[Organisation]
    channels: Sequence[ChannelName]


def _about(context: NotifierContext, actor: Actor, given: str) -> _About:
    places = choosing.my_places(context, actor)
    if given and given not in {one.id for one in places}:
        raise NotFound(_("Deze plek is er niet, of is niet van u."))
    return _About(given or ALL_PLACES, places, channels_to_choose(context))


def form_of(wishes: Wishes, place_id: str, channels: Sequence[ChannelName]) -> dict[str, str]:
    """What stands in the fields of the form: for a place an empty choice says: as for all places."""
    form = {"place": place_id}
    for topic in FREE_TOPICS:
        for channel in channels:
            own = wishes.choices.get((place_id, topic, channel))
            held = own or (None if place_id else usual(topic, channel))
            form[f"{channel.value}.{topic.value}"] = held.value if held else ""
    return form if place_id else {**form, **asdict(choosing.timing_of(wishes))}


def _read(before: Wishes, about: _About, given: Mapping[str, str]) -> Wishes:
    place_id, channels = about.place_id, about.channels
    errors: list[FieldError] = []
    chosen: dict[Key, Choice] = {}
    for topic in FREE_TOPICS:
        for channel in channels:
            field = f"{channel.value}.{topic.value}"
            if place_id and not given.get(field):
                continue
            try:
                read = choosing.read_choice(field, topic.value, channel.value, given.get(field, ""), channels)
                chosen[place_id, read[0], read[1]] = read[2]
            except InvalidInput:
                errors.append(FieldError(field, "unknown_choice", _("Kies wanneer dit bericht komt.")))
    wishes = choosing.at_place(before, place_id, chosen)
    if not place_id:
        timing = GivenTiming(**{name: given.get(name, "").strip()[:5] for name in TIMING})
        try:
            wishes = choosing.with_timing(wishes, timing, NAMES)
        except InvalidInput as problem:
            errors += problem.errors
    if errors:
        raise InvalidInput(errors)
    return wishes


def _differing(held: Wishes, about: _About, given: Mapping[str, str]) -> list[str]:
    """What stands now where somebody asked for something else, in words."""
    stands = form_of(held, about.place_id, about.channels)
    lines = []
    for topic in FREE_TOPICS:
        for channel in about.channels:
            now_stands = stands[f"{channel.value}.{topic.value}"]
            if now_stands != given.get(f"{channel.value}.{topic.value}", ""):
                said = choice_name(Choice(now_stands)) if now_stands else _("zoals voor alle plekken")
                lines.append(f"{topic_name(topic)}, {channel_label(channel)}: {said}")
    if any(name in stands and stands[name] != given.get(name, "") for name in TIMING):
        lines.append(_("De tijden van het overzicht of de stille uren."))
    return lines


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _show(
    about: _About,
    stands: Wishes | int,
    form: Mapping[str, str],
    *,
    errors: Sequence[FieldError] = (),
    changes: Sequence[str] = (),
    before: Mapping[str, str] | None = None,
) -> str:
    """The page; `stands` is what a change is made from, or its version."""
    return render_template(
        "notifier/preferences.html",
        place=next((one for one in about.places if one.id == about.place_id), None),
        places=about.places,
        version=stands if isinstance(stands, int) else version_of(stands),
        form=form,
        errors=errors,
        changes=changes,
        before=before,
        free=[(topic.value, topic_name(topic), topic_hint(topic)) for topic in FREE_TOPICS],
        fixed=[(topic_name(topic), topic_hint(topic)) for topic in FIXED_TOPICS],
        channels=[_to_choose(channel) for channel in about.channels],
        days=list(enumerate(day_names())),
    )


def _to_choose(channel: ChannelName) -> tuple[str, str, list[tuple[str, str]]]:
    choices = [(choice.value, choice_name(choice)) for choice in choices_for(channel)]
    return channel.value, _begun(channel_label(channel)), choices

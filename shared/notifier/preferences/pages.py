"""The page on which people choose what they wish to hear: for all places, or for one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from flask import Blueprint, render_template, request

from shared.access.actors import Actor
from shared.access.directory import Organisation
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotFound
from shared.notifier.channels.base import ChannelName
from shared.notifier.context import NotifierContext
from shared.notifier.labels import channel_label
from shared.notifier.preferences import choosing
from shared.notifier.preferences.choosing import FIXED_TOPICS, FREE_TOPICS, GivenTiming, channels_to_choose
from shared.notifier.preferences.wishes import ALL_PLACES, Choice, Key, Wishes, choices_for, usual
from shared.notifier.preferences.words import choice_name, day_names, topic_hint, topic_name
from shared.plumbing.endpoints import page
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
        places = choosing.my_places(context, actor)
        place_id = _place(request.args.get("place", ""), places)
        channels = channels_to_choose(context)
        return _show(place_id, places, form_of(choosing.my_wishes(context, actor), place_id, channels), channels)

    @page(blueprint, "POST", PATH, right=choosing.CHANGE)
    def save_preferences() -> str | tuple[str, int]:
        """Keeps it, and shows the page with a button that brings back what stood there."""
        actor = require_actor()
        places = choosing.my_places(context, actor)
        place_id = _place(request.form.get("place", ""), places)
        given, channels = request.form.to_dict(), channels_to_choose(context)
        try:
            before = _save(context, actor, place_id, given)
        except InvalidInput as problem:
            return _show(place_id, places, given, channels, errors=problem.errors), 400
        saved = form_of(choosing.my_wishes(context, actor), place_id, channels)
        return _show(place_id, places, saved, channels, before=form_of(before, place_id, channels))


def form_of(wishes: Wishes, place_id: str, channels: Sequence[ChannelName]) -> dict[str, str]:
    """What stands in the fields of the form: for a place an empty choice says: as for all places."""
    form = {"place": place_id}
    for topic in FREE_TOPICS:
        for channel in channels:
            own = wishes.choices.get((place_id, topic, channel))
            held = own or (None if place_id else usual(topic, channel))
            form[f"{channel.value}.{topic.value}"] = held.value if held else ""
    return form if place_id else {**form, **asdict(choosing.timing_of(wishes))}


def _save(context: NotifierContext, actor: Actor, place_id: str, given: Mapping[str, str]) -> Wishes:
    before, channels = choosing.my_wishes(context, actor), channels_to_choose(context)
    errors: list[FieldError] = []
    chosen: dict[Key, Choice] = {}
    for topic in FREE_TOPICS:
        for channel in channels:
            field = f"{channel.value}.{topic.value}"
            if place_id and not given.get(field):
                continue
            try:
                about = choosing.read_choice(field, topic.value, channel.value, given.get(field, ""), channels)
                chosen[place_id, about[0], about[1]] = about[2]
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
    choosing.keep_wishes(context, actor, wishes)
    return before


def _place(given: str, places: Sequence[Organisation]) -> str:
    if given and given not in {one.id for one in places}:
        raise NotFound(_("Deze plek is er niet, of is niet van u."))
    return given or ALL_PLACES


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _show(
    place_id: str,
    places: Sequence[Organisation],
    form: Mapping[str, str],
    channels: Sequence[ChannelName],
    *,
    errors: Sequence[FieldError] = (),
    before: Mapping[str, str] | None = None,
) -> str:
    return render_template(
        "notifier/preferences.html",
        place=next((one for one in places if one.id == place_id), None),
        places=places,
        form=form,
        errors=errors,
        before=before,
        free=[(topic.value, topic_name(topic), topic_hint(topic)) for topic in FREE_TOPICS],
        fixed=[(topic_name(topic), topic_hint(topic)) for topic in FIXED_TOPICS],
        channels=[
            (
                channel.value,
                _begun(channel_label(channel)),
                [(choice.value, choice_name(choice)) for choice in choices_for(channel)],
            )
            for channel in channels
        ],
        days=list(enumerate(day_names())),
    )

"""What a person wishes to hear, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from shared.access.actors import Actor
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput
from shared.notifier.context import NotifierContext
from shared.notifier.preferences import choosing
from shared.notifier.preferences.choosing import GivenTiming
from shared.notifier.preferences.versions import version_of
from shared.notifier.preferences.wishes import ALL_PLACES, NO_WISHES, Choice, Key, Wishes
from shared.notifier.served import served_context
from shared.plumbing.endpoints import Api
from shared.plumbing.schemas import CamelSchema
from shared.wording.texts import gettext as _

PATH = "/message-preferences"
MOST_CHOICES = 1000


class ChoiceSchema(CamelSchema):
    """When messages of a topic come by a channel; without a place, or with null, for all places."""

    place_id = fields.String(load_default=None, allow_none=True)
    topic = fields.String(required=True)
    channel = fields.String(required=True)
    choice = fields.String(required=True)


class PreferencesIn(CamelSchema):
    """Everything a person chose. Times are HH:MM in Amsterdam; the day of the week counts from Monday, 0."""

    choices = fields.List(fields.Nested(ChoiceSchema), required=True)
    digest_at = fields.String(load_default="08:00")
    digest_day = fields.Integer(load_default=0)
    quiet_from = fields.String(load_default=None, allow_none=True)
    quiet_until = fields.String(load_default=None, allow_none=True)


class PreferencesOut(PreferencesIn):
    """The same, with the version that a change is made from."""

    version = fields.Integer()


NAMES = {
    "digest_at": "digestAt",
    "digest_day": "digestDay",
    "quiet_from": "quietFrom",
    "quiet_until": "quietUntil",
}


def add_to(api: Api) -> None:
    """Adds reading and replacing one's own preferences."""
    about: Mapping[str, Any] = {"answer": PreferencesOut(), "tags": ("messages",)}

    @api.endpoint("GET", PATH, summary="Welke berichten ik wil", right=choosing.READ, **about)
    def get_message_preferences() -> dict[str, Any]:
        """Only what was chosen; what is not named comes as usual."""
        return _flat(choosing.my_wishes(served_context(), require_actor()))

    @api.endpoint(
        "PUT",
        PATH,
        summary="Kies welke berichten ik wil",
        right=choosing.CHANGE,
        body=PreferencesIn(),
        if_match=True,
        **about,
    )
    def put_message_preferences(body: Mapping[str, Any], expected_version: int) -> dict[str, Any]:
        """Replaces all earlier choices; sending it again changes nothing."""
        context, actor = served_context(), require_actor()
        wishes = _read(context, actor, body)
        choosing.keep_wishes(context, actor, wishes, expected_version=expected_version)
        return _flat(wishes)


def _read(context: NotifierContext, actor: Actor, body: Mapping[str, Any]) -> Wishes:
    errors: list[FieldError] = []
    if len(body["choices"]) > MOST_CHOICES:
        raise InvalidInput([FieldError("choices", "too_many", _("Dit zijn te veel keuzes. Stuur er hooguit 1000."))])
    places = {one.id for one in choosing.my_places(context, actor)}
    chosen: dict[Key, Choice] = {}
    known = choosing.channels_to_choose(context)
    for number, given in enumerate(body["choices"]):
        field = f"choices.{number}"
        place_id = given["place_id"] or ALL_PLACES
        if place_id and place_id not in places:
            mend = _("Deze plek is er niet, of is niet van u.")
            errors.append(FieldError(f"{field}.placeId", "unknown_place", mend))
            continue
        try:
            topic, channel, choice = choosing.read_choice(
                field, given["topic"], given["channel"], given["choice"], known
            )
        except InvalidInput as problem:
            errors += problem.errors
            continue
        if (place_id, topic, channel) in chosen:
            errors.append(FieldError(field, "double", _("Dit staat er twee keer. Laat er één staan.")))
        chosen[place_id, topic, channel] = choice
    try:
        wishes = choosing.with_timing(Wishes(chosen), _timing(body), NAMES)
    except InvalidInput as problem:
        errors += problem.errors
        wishes = NO_WISHES
    if errors:
        raise InvalidInput(errors)
    return wishes


def _timing(body: Mapping[str, Any]) -> GivenTiming:
    return GivenTiming(
        digest_at=body["digest_at"],
        digest_day=str(body["digest_day"]),
        quiet_from=body["quiet_from"] or "",
        quiet_until=body["quiet_until"] or "",
    )


def _flat(wishes: Wishes) -> dict[str, Any]:
    timing = choosing.timing_of(wishes)
    return {
        "version": version_of(wishes),
        "choices": [
            {"place_id": place_id or None, "topic": topic.value, "channel": channel.value, "choice": choice.value}
            for (place_id, topic, channel), choice in sorted(wishes.choices.items())
        ],
        "digest_at": timing.digest_at,
        "digest_day": wishes.digest_day,
        "quiet_from": timing.quiet_from or None,
        "quiet_until": timing.quiet_until or None,
    }

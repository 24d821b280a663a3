"""A place answers one question: the fact is kept where it belongs, and the matches follow at once."""

from __future__ import annotations

from typing import Any

from services.matcher.settings import MatcherContext
from services.matcher.usecases.needs import change_need as changing
from services.matcher.usecases.needs.need import PlacedNeed, see_need
from services.matcher.usecases.places import tell_facts as telling
from services.matcher.usecases.places.change_place import change_place
from services.matcher.usecases.places.read_facts import READERS as PLACE_FACTS
from shared.access.actors import Actor
from shared.access.rights import Right, may
from shared.kernel.errors import FieldError, InvalidInput
from shared.wording.texts import gettext as _


def answer_question(
    ctx: MatcherContext, actor: Actor | None, need_id: str, path: str, value: Any, *, expected_version: int
) -> PlacedNeed:
    """Keeps `value` as the fact at `path` (`place.anbi`, `need.starts_on`); `expected_version` as `version_for` gives.

    Raises InvalidInput with the error at the field of that name, Stale when somebody was first.
    """
    placed = see_need(ctx, actor, need_id)
    side, _dot, name = path.partition(".")
    if path == "place.legal_form":
        organisation = placed.place.organisation
        given = {
            "name": organisation.name,
            "area": organisation.area_code or placed.area,
            "kvk_number": organisation.kvk_number,
            "legal_form": value,
        }
        change_place(ctx, actor, placed.place.id, given, expected_version=expected_version)
    elif side == "place" and name in PLACE_FACTS:
        telling.tell_facts(ctx, actor, placed.place.id, {name: value}, expected_version=expected_version)
    elif side == "need" and name in NEED_FACTS:
        given = {**placed.row.document, name: value}
        changing.change_need(ctx, actor, need_id, given, expected_version=expected_version)
    else:
        raise InvalidInput([FieldError("fact", "unknown_field", _("Dit kunt u hier niet beantwoorden."))])
    return see_need(ctx, actor, need_id)


NEED_FACTS = frozenset(
    {
        *("total_budget", "amount_sought", "own_contribution", "starts_on", "ends_on", "already_started"),
        *("initiators", "participants", "signatures"),
    }
)
"""The facts of a need that are asked one by one."""


def version_for(placed: PlacedNeed, path: str) -> int:
    """The version of whatever keeps this fact: the place, its facts, or the need."""
    if path == "place.legal_form":
        return placed.place.organisation.version
    return placed.place.version if path.startswith("place.") else placed.row.version


def right_for(path: str) -> Right:
    """The right that answering asks for."""
    return telling.CHANGE if path.startswith("place.") else changing.UPDATE


def may_answer(actor: Actor | None, placed: PlacedNeed, path: str) -> bool:
    """Whether this person may answer it here; a fact of a source is found out on the phone."""
    if path.startswith("source."):
        return False
    return may(actor, right_for(path), place_id=placed.row.place_id).allowed

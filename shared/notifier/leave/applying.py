"""Puts stand-ins into the audiences of events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy.engine import Connection

from shared.access import around, leaves
from shared.contracts.messages import Audience, Intent
from shared.kernel.dates import AMSTERDAM
from shared.notifier.leave.standing_in import with_stand_ins
from shared.notifier.recipients import Recipient, recipient_of


def with_leave(
    people: Connection, intents: Sequence[Intent], audiences: Mapping[str, Sequence[Recipient]]
) -> dict[str, Sequence[Recipient]]:
    """The audiences by the intent's id: in what is told to a place's team with stand-ins, in any other as they were.

    Who was away is asked of the moment at which the event was due: the answer is then the same at the taking and at
    each sending, so that a message which waits can't end between two people. Who may stand in is asked of now.
    """
    found = dict(audiences)
    days = {intent.id: intent.due_at.astimezone(AMSTERDAM).date() for intent in intents if _is_for_team(intent)}
    if not days:
        return found
    places = {intent.place_id for intent in intents if intent.id in days and intent.place_id}
    known = leaves.during(people, places, min(days.values()), max(days.values()))
    if not known:
        return found
    for intent in intents:
        if intent.id in days and intent.place_id:
            stand_ins = leaves.stand_ins(known, intent.place_id, days[intent.id], intent.due_at)
            found[intent.id] = _told_instead(people, intent.place_id, found[intent.id], stand_ins)
    return found


def _told_instead(
    people: Connection, place_id: str, team: Sequence[Recipient], stand_ins: Mapping[str, str]
) -> Sequence[Recipient]:
    if not any(one.id in stand_ins for one in team):
        return team
    coordinators = [recipient_of(person) for person in around.coordinators_of_place(people, place_id)]
    return with_stand_ins(team, coordinators, stand_ins)


def _is_for_team(intent: Intent) -> bool:
    return intent.audience is Audience.PLACE_TEAM and intent.place_id is not None

"""Puts stand-ins into the audience of an event."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from shared.access import directory, leaves
from shared.contracts.messages import Audience, Intent
from shared.kernel.dates import AMSTERDAM
from shared.notifier.leave.standing_in import with_stand_ins
from shared.notifier.recipients import Recipient, recipient_of


def with_leave(people: Connection, intent: Intent, audience: Sequence[Recipient]) -> Sequence[Recipient]:
    """The audience of what is told to a place's team, with stand-ins; any other stays as it is.

    Who was away is asked of the moment at which the event was due: the answer is then the same at the taking and at
    each sending, so that a message which waits can't end between two people. Who may stand in is asked of now.
    """
    if intent.audience is not Audience.PLACE_TEAM or intent.place_id is None:
        return audience
    day = intent.due_at.astimezone(AMSTERDAM).date()
    stand_ins = leaves.stand_ins(people, intent.place_id, day, intent.due_at)
    if not any(one.id in stand_ins for one in audience):
        return audience
    coordinators = directory.coordinators_of_place(people, intent.place_id)
    return with_stand_ins(audience, [recipient_of(person) for person in coordinators], stand_ins)

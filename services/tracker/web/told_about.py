"""Who was told what about an application and its deadlines, for the page of the application."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.tracker.usecases.telling import subject_of
from services.tracker.web.routes import context, notifier
from services.tracker.web.told import Told, told
from shared.access import directory
from shared.access.actors import Actor
from shared.access.rights import Action, Resource, Right, may
from shared.notifier.door import DeliveryLine
from shared.plumbing.addresses import matcher_path

RETRY = Right(Resource.DEAD_LETTER, Action.RETRY)


@dataclass(frozen=True)
class ToldAbout:
    """Every message about an application, those of each deadline by its id, and where to mend what was given up.

    `status_url` is empty when nothing was given up, or when this person can't do anything about it.
    """

    messages: Sequence[Told]
    of_deadline: Mapping[str, Sequence[Told]]
    status_url: str


def told_about(actor: Actor, application_id: str, place_id: str) -> ToldAbout:
    """What became of all messages; names as they are now. The caller has checked who may see that."""
    lines = notifier().delivery_status(subject_of(application_id))
    with context().people.read() as connection:
        names = directory.people_names(connection, {line.person_id for line in lines})
    by_deadline: dict[str, list[DeliveryLine]] = {}
    for line in lines:
        if line.deadline_id:
            by_deadline.setdefault(line.deadline_id, []).append(line)
    mends = any(line.state == "dead" for line in lines) and may(actor, RETRY, place_id=place_id).allowed
    return ToldAbout(
        messages=told(lines, names),
        of_deadline={deadline_id: told(some, names) for deadline_id, some in by_deadline.items()},
        status_url=matcher_path("/messages/status") if mends else "",
    )

"""Who hears of a request about somebody's data: whoever must do something, and the person when it is answered."""

from __future__ import annotations

from collections.abc import Iterable

from services.matcher.usecases.people.noting import tell_people
from shared.access.own_data.deciders import administrators, deciders
from shared.access.own_data.requests import Request, State
from shared.contracts.messages import MessageKind
from shared.outbox.writing import Writing


def tell_who_acts(work: Writing, one: Request, *, but: Iterable[str] = ()) -> None:
    """Coordinators when they decide, administrators when it is theirs to carry out; nobody when nobody has to."""
    if one.state is State.ASKED:
        _tell(work, one, "asked", deciders(work.connection, one.held_back, but=one.person_id) - set(but))
    elif one.state is State.GRANTED:
        _tell(work, one, "granted", administrators(work.connection, but=one.person_id) - set(but))


def tell_refused(work: Writing, one: Request, reason: str) -> None:
    """The person hears why not."""
    _tell(work, one, "refused", [one.person_id], note=reason)


def _tell(work: Writing, one: Request, what: str, person_ids: Iterable[str], **more: str) -> None:
    # Not who it is about: that stands on the page, for who may see it.
    data = {"what": what, **more}
    tell_people(work, MessageKind.OWN_DATA_NEWS, person_ids, subject=f"privacy_request:{one.id}", data=data)

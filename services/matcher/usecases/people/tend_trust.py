"""Places that stay in trust: after ninety days it is asked once, a month later they are put away."""

from __future__ import annotations

from services.matcher.settings import MatcherContext
from services.matcher.usecases.people.noting import tell_people
from shared.access import around, trust
from shared.access.trust import Held
from shared.audit import AuditEntry
from shared.contracts.messages import MessageKind
from shared.outbox.writing import Writing


def tend_trust(ctx: MatcherContext) -> None:
    """Asks about, and puts away, what is due. Safe at any moment, twice at once, after any pause."""
    now = ctx.clock.now()
    with ctx.people.read() as connection:
        asking, archiving = trust.to_ask(connection, now), trust.to_archive(connection, now)
    for one in asking:
        with ctx.write_people() as work:
            if trust.mark_asked(work.connection, one.id, now):
                _tell(work, one, "ask")
    for one in archiving:
        with ctx.write_people() as work:
            if trust.archive(work.connection, one.id, now):
                subject = f"organisation:{one.id}"
                work.note(AuditEntry(action="place.archive", subject=subject, at=now, organisation_id=one.id))
                _tell(work, one, "archived")


def _tell(work: Writing, place: Held, what: str) -> None:
    coordinators = [one.id for one in around.coordinators_of_place(work.connection, place.id)]
    told = [*trust.helpers(work.connection, place.id), *coordinators]
    data = {"what": what, "organisation": place.name}
    tell_people(work, MessageKind.TRUST_NEWS, told, subject=f"organisation:{place.id}", data=data)

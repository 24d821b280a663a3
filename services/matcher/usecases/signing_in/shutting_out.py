"""Who runs the machine shuts somebody out at once, or lets them in again: a stolen account, a person who must go."""

from __future__ import annotations

from services.matcher.settings import MatcherContext
from shared.access import directory, enrolment, second_factor
from shared.access.addresses import normalise_email
from shared.audit import AuditEntry


def shut_out(ctx: MatcherContext, *, email: str) -> bool:
    """Ends every session and remembered phone, and lets nobody in with this account; whether there is one.

    Raises InvalidInput for what is no address.
    """
    with ctx.write_people() as work:
        person = directory.person_by_email(work.connection, normalise_email(email))
        if person is None:
            return False
        now = ctx.clock.now()
        enrolment.disable_person(work.connection, person_id=person.id, at=now)
        work.note(AuditEntry("person.shut_out", f"person:{person.id}", now))
        return True


def let_in(ctx: MatcherContext, *, email: str) -> bool:
    """Lets somebody in again who was shut out; whether there is one. Raises InvalidInput.

    What they had to sign in with besides their mail is forgotten: somebody else may have added it. Who was erased has
    another address, so nobody comes back by this.
    """
    with ctx.write_people() as work:
        person_id = enrolment.enable_person(work.connection, email=normalise_email(email))
        if person_id is None:
            return False
        second_factor.forget_all(work.connection, person_id)
        work.note(AuditEntry("person.let_in", f"person:{person_id}", ctx.clock.now()))
        return True

"""Whoever is invited says yes or no; only somebody who signed in with that very address can."""

from __future__ import annotations

from services.matcher.settings import MatcherContext
from services.matcher.usecases.people.noting import note
from services.matcher.usecases.people.rights import refuse_third_contact
from shared.access import directory, enrolment, invitations, members
from shared.access.actors import Actor
from shared.access.invitations import Answer, Invitation
from shared.kernel.errors import NotAllowedNow, NotFound
from shared.wording.texts import gettext as _


def invitations_to(ctx: MatcherContext, actor: Actor) -> list[Invitation]:
    """What waits for an answer of this person."""
    with ctx.people.read() as connection:
        return invitations.open_for(connection, actor.email, ctx.clock.now())


def see_invitation(ctx: MatcherContext, actor: Actor, invitation_id: str) -> Invitation:
    """An invitation to this person. Raises NotFound, also when it is somebody else's."""
    with ctx.people.read() as connection:
        found = invitations.find(connection, invitation_id)
    if found is None or found.email != actor.email:
        raise NotFound(_("Dit bestaat niet, of het is niet voor u. Log in met het adres dat de mail kreeg."))
    return found


def answer_invitation(ctx: MatcherContext, actor: Actor, invitation_id: str, *, accept: bool) -> Invitation:
    """Yes gives the role at once; no ends the invitation. The same answer twice is fine.

    Raises NotFound, NotAllowedNow when it is over, was withdrawn or got the other answer.
    """
    found = see_invitation(ctx, actor, invitation_id)
    said = Answer.ACCEPTED if accept else Answer.DECLINED
    if found.answer is said:
        return found
    with ctx.write_people() as work:
        members.hold(work.connection, found.organisation_id)
        now = work.clock.now()
        if found.expires_at <= now or not invitations.answer(work.connection, invitation_id, said, now):
            text = _("Deze uitnodiging geldt niet meer. Vraag om een nieuwe.")
            raise NotAllowedNow(text, code="invitation_over")
        work.withdraw(subject=f"invitation:{invitation_id}", reason="answered")
        if accept:
            organisation = directory.organisation(work.connection, found.organisation_id)
            assert organisation is not None  # noqa: S101 the invitation points at it
            refuse_third_contact(work.connection, organisation, found.role, actor.person_id)
            enrolment.give_role(
                work.connection,
                person_id=actor.person_id,
                organisation_id=found.organisation_id,
                role=found.role,
                at=now,
            )
        detail = {"role": found.role.value}
        note(work, actor, f"people.{said.value}", f"invitation:{found.id}", found.organisation_id, detail=detail)
    return found

"""Somebody is invited by address to take a role; the mail goes out with the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.matcher.settings import MatcherContext
from services.matcher.usecases.people.noting import note
from services.matcher.usecases.people.rights import INVITE, ROLES_OF, judged, judged_lately, refuse_third_contact
from services.matcher.usecases.people.values import read_email
from shared.access import invitations, members
from shared.access.actors import Actor, Role
from shared.access.directory import Organisation
from shared.access.invitations import Answer, Invitation
from shared.access.own_data.erasing import was_erased
from shared.contracts.messages import Audience, Intent, MessageKind
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, NotFound
from shared.kernel.ids import new_id
from shared.outbox.writing import Writing
from shared.plumbing.idempotency import Once
from shared.wording.texts import gettext as _

MOST_OPEN = 50


def invite(
    ctx: MatcherContext,
    actor: Actor | None,
    organisation_id: str,
    given: Mapping[str, Any],
    *,
    once: Once | None = None,
) -> Invitation:
    """Invites an address (`email`) for a `role`. The answer is the same whether or not the address has an account.

    Raises InvalidInput with every error, Forbidden for a role that this person can't give. An address whose person had
    everything erased is invited only when they were asked first (`asked_first`): coming back is theirs to decide.
    """
    person, organisation = judged(ctx, actor, INVITE, organisation_id, role=_asked_role(given))
    email, role = read_invitation(given, organisation)
    judged_lately(ctx, person, INVITE, organisation_id, role=role)
    with ctx.write_people() as work:
        if once:
            once.begin(work.connection)
        members.hold(work.connection, organisation.id)
        _refuse_double(work, organisation, email, role)
        if not _is_true(given.get("asked_first")) and was_erased(work.connection, ctx.settings.secret, email):
            text = _("Iemand met dit adres liet alle gegevens wissen. Vraag eerst of uitnodigen goed is.")
            raise InvalidInput([FieldError("asked_first", "was_erased", text)])
        refuse_third_contact(work.connection, organisation, role)
        invitation_id = invitations.add(
            work.connection,
            organisation_id=organisation.id,
            email=email,
            role=role,
            invited_by=person.person_id,
            at=work.clock.now(),
        )
        made = _found(work, invitation_id)
        _send(work, made)
        note(work, person, "people.invite", f"invitation:{made.id}", organisation.id, detail={"role": role.value})
        if once:
            once.finish(work.connection, made)
    return made


def invite_again(ctx: MatcherContext, actor: Actor | None, invitation_id: str) -> Invitation:
    """Sends the mail once more; the fourteen days begin again."""
    person, before = _own_invitation(ctx, actor, invitation_id)
    with ctx.write_people() as work:
        members.hold(work.connection, before.organisation_id)
        now = work.clock.now()
        if _found(work, invitation_id).answer is not None:
            raise _answered()
        work.withdraw(subject=f"invitation:{invitation_id}", reason="sent_again")
        invitations.send_again(work.connection, invitation_id, now)
        again = _found(work, invitation_id)
        _send(work, again)
        note(work, person, "people.invite_again", f"invitation:{invitation_id}", before.organisation_id)
    return again


def withdraw_invitation(ctx: MatcherContext, actor: Actor | None, invitation_id: str) -> Invitation:
    """Takes an invitation back; a mail that did not go yet does not go. Gives it as it was."""
    person, before = _own_invitation(ctx, actor, invitation_id)
    with ctx.write_people() as work:
        if not invitations.answer(work.connection, invitation_id, Answer.WITHDRAWN, work.clock.now()):
            raise _answered()
        work.withdraw(subject=f"invitation:{invitation_id}", reason="withdrawn")
        note(work, person, "people.withdraw_invitation", f"invitation:{invitation_id}", before.organisation_id)
    return before


def read_invitation(given: Mapping[str, Any], organisation: Organisation) -> tuple[str, Role]:
    """The address and the role. Raises InvalidInput with every error."""
    errors: list[FieldError] = []
    role, email = _asked_role(given), ""
    try:
        email = read_email(given)
    except InvalidInput as problem:
        errors += problem.errors
    if role is None or role not in ROLES_OF[organisation.kind]:
        errors.append(FieldError("role", "unknown_code", _("Kies een rol uit de lijst.")))
    if errors or role is None:
        raise InvalidInput(errors)
    return email, role


def _is_true(value: object) -> bool:
    return value is True or value == "1"


def _asked_role(given: Mapping[str, Any]) -> Role | None:
    value = given.get("role")
    return Role(value) if isinstance(value, str) and value in list(Role) else None


def _own_invitation(ctx: MatcherContext, actor: Actor | None, invitation_id: str) -> tuple[Actor, Invitation]:
    with ctx.people.read() as connection:
        found = invitations.find(connection, invitation_id)
    if found is None:
        raise NotFound(_("Dit bestaat niet, of het is niet voor u."))
    person, _organisation = judged(ctx, actor, INVITE, found.organisation_id, role=found.role)
    return person, found


def _refuse_double(work: Writing, organisation: Organisation, email: str, role: Role) -> None:
    here = members.members_of(work.connection, organisation.id)
    if any(one.email == email and one.role is role for one in here):
        raise InvalidInput([FieldError("email", "already_there", _("Deze persoon heeft deze rol al."))])
    now = work.clock.now()
    waiting = [one for one in invitations.unanswered(work.connection, organisation.id) if one.is_open(now)]
    if any(one.email == email and one.role is role for one in waiting):
        text = _("Dit adres is al uitgenodigd. Stuur die uitnodiging opnieuw, of trek hem in.")
        raise InvalidInput([FieldError("email", "already_invited", text)])
    if len(waiting) >= MOST_OPEN:
        raise NotAllowedNow(_("Er staan al 50 uitnodigingen open. Trek er eerst een paar in."), code="too_many_open")


def _send(work: Writing, one: Invitation) -> None:
    work.tell(
        Intent(
            id=new_id(),
            kind=MessageKind.INVITATION,
            subject=f"invitation:{one.id}",
            audience=Audience.INVITED_ADDRESS,
            due_at=work.clock.now(),
            useful_until=one.expires_at,
            data={"organisation": one.organisation_name, "role": one.role.value, "by": one.inviter_name},
        )
    )


def _found(work: Writing, invitation_id: str) -> Invitation:
    found = invitations.find(work.connection, invitation_id)
    if found is None:
        raise NotFound(_("Dit bestaat niet, of het is niet voor u."))
    return found


def _answered() -> NotAllowedNow:
    return NotAllowedNow(_("Op deze uitnodiging is al geantwoord."), code="already_answered")

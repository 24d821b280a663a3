"""The role of somebody else in an organisation changes or ends; or somebody steps out."""

from __future__ import annotations

from services.matcher.settings import MatcherContext
from services.matcher.usecases.people.noting import note
from services.matcher.usecases.people.rights import (
    CHANGE,
    LEADING,
    ROLES_OF,
    judged,
    judged_lately,
    organisation_of,
    refuse_own,
    refuse_third_contact,
)
from shared.access import enrolment, members, sessions
from shared.access.actors import Actor, Role
from shared.access.directory import Organisation
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, NotFound
from shared.outbox.writing import Writing
from shared.wording.texts import gettext as _


def change_role(ctx: MatcherContext, actor: Actor | None, organisation_id: str, person_id: str, role: str) -> None:
    """Gives somebody of the organisation another role there, instead of what they had; they sign in anew.

    Raises Forbidden for one's own role (kept in the audit log), InvalidInput for a role that there is not here,
    NotAllowedNow when nobody would be left to lead.
    """
    new = _role(role)
    person, organisation = judged(ctx, actor, CHANGE, organisation_id, role=new)
    refuse_own(ctx, person, organisation, person_id, new)
    if new not in ROLES_OF[organisation.kind]:
        raise _unknown_role()
    judged_lately(ctx, person, CHANGE, organisation_id, role=new)
    _judge_what_ends(ctx, person, organisation, person_id)
    with ctx.write_people() as work:
        held = _held(work, organisation, person_id)
        if held == {new}:
            return
        refuse_third_contact(work.connection, organisation, new, person_id)
        _end(work, organisation, person_id, held - {new}, replacing=new)
        now = work.clock.now()
        enrolment.give_role(work.connection, person_id=person_id, organisation_id=organisation.id, role=new, at=now)
        sessions.end_all(work.connection, person_id, at=now, reason="role_changed")
        _note(work, person, "people.change_role", organisation, person_id, held, {new})


def end_roles(ctx: MatcherContext, actor: Actor | None, organisation_id: str, person_id: str) -> None:
    """Ends every role of somebody else in the organisation, at once. Raises as `change_role` does."""
    role = _first_role(ctx, organisation_id, person_id)
    person, organisation = judged(ctx, actor, CHANGE, organisation_id, role=role)
    refuse_own(ctx, person, organisation, person_id, LEADING[organisation.kind])
    _judge_what_ends(ctx, person, organisation, person_id)
    judged_lately(ctx, person, CHANGE, organisation_id, role=role)
    with ctx.write_people() as work:
        held = _held(work, organisation, person_id)
        _end(work, organisation, person_id, held)
        _note(work, person, "people.end_roles", organisation, person_id, held, set())


def leave(ctx: MatcherContext, actor: Actor, organisation_id: str) -> Organisation:
    """Ends one's own roles in an organisation. Raises NotFound without one, NotAllowedNow for the last who leads."""
    organisation = organisation_of(ctx, organisation_id)
    with ctx.write_people() as work:
        held = _held(work, organisation, actor.person_id, own=True)
        _end(work, organisation, actor.person_id, held)
        _note(work, actor, "people.leave", organisation, actor.person_id, held, set())
    return organisation


def _judge_what_ends(ctx: MatcherContext, actor: Actor, organisation: Organisation, person_id: str) -> None:
    """Who may give a role may not always take another one. Asked before the write: a refusal writes a row itself."""
    with ctx.people.read() as connection:
        here = members.members_of(connection, organisation.id)
    for one in here:
        if one.person_id == person_id:
            judged(ctx, actor, CHANGE, organisation.id, role=one.role)


def _note(
    work: Writing,
    actor: Actor,
    action: str,
    organisation: Organisation,
    person_id: str,
    before: set[Role],
    after: set[Role],
) -> None:
    roles: list[dict[str, object]] = [{"roles": sorted(role.value for role in held)} for held in (before, after)]
    note(work, actor, action, f"person:{person_id}", organisation.id, before=roles[0], after=roles[1])


def _held(work: Writing, organisation: Organisation, person_id: str, *, own: bool = False) -> set[Role]:
    members.hold(work.connection, organisation.id)
    here = members.members_of(work.connection, organisation.id)
    held = {one.role for one in here if one.person_id == person_id}
    if not held:
        # Who has nothing there hears the same as of an organisation that does not exist.
        unknown = _("Dit bestaat niet, of het is niet voor u.")
        raise NotFound(unknown if own else _("Deze persoon hoort hier niet bij."))
    return held


def _end(
    work: Writing, organisation: Organisation, person_id: str, ended: set[Role], *, replacing: Role | None = None
) -> None:
    leading = LEADING[organisation.kind]
    if leading in ended and replacing is not leading:
        others = members.with_role(work.connection, organisation.id, leading) - {person_id}
        if not others:
            text = _("Er moet iemand zijn die beslist. Geef eerst iemand anders deze rol. Daarna kan dit wel.")
            raise NotAllowedNow(text, code="last_one")
    for role in ended:
        enrolment.end_role(
            work.connection,
            person_id=person_id,
            organisation_id=organisation.id,
            role=role,
            at=work.clock.now(),
        )


def _first_role(ctx: MatcherContext, organisation_id: str, person_id: str) -> Role | None:
    with ctx.people.read() as connection:
        here = members.members_of(connection, organisation_id)
    return next((one.role for one in here if one.person_id == person_id), None)


def _role(value: str) -> Role:
    if value not in list(Role):
        raise _unknown_role()
    return Role(value)


def _unknown_role() -> InvalidInput:
    return InvalidInput([FieldError("role", "unknown_code", _("Kies een rol uit de lijst."))])

"""Who may look at, ask and change the people of an organisation; and what becomes of a refusal."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.engine import Connection

from services.matcher.settings import MatcherContext
from shared.access import directory, members
from shared.access.actors import Actor, Role
from shared.access.directory import Organisation
from shared.access.rights import Action, Fact, Resource, Right, recent_sign_in, require
from shared.audit import AuditEntry
from shared.kernel.errors import Forbidden, NotAllowedNow, NotFound, NotSignedIn
from shared.kernel.ids import is_id
from shared.wording.texts import gettext as _

READ = Right(Resource.PEOPLE, Action.READ)
INVITE = Right(Resource.PEOPLE, Action.CREATE)
CHANGE = Right(Resource.PEOPLE, Action.UPDATE)
GIVE_MANDATE = Right(Resource.PEOPLE, Action.GIVE_MANDATE)
END_MANDATE = Right(Resource.PEOPLE, Action.END_MANDATE)

MOST_CONTACTS = 2

_OF_PLACE = (Role.MEMBER, Role.BOARD)
_OF_COALITION = (Role.VOLUNTEER, Role.COORDINATOR)
ROLES_OF: Mapping[str, tuple[Role, ...]] = {
    "place": _OF_PLACE,
    "partner": _OF_PLACE,
    "funder": (Role.FUNDER,),
    "network": _OF_COALITION,
    "coalition": _OF_COALITION,
}
"""The roles that people have in each kind of organisation. Who acts for a place without a role has a mandate."""

LEADING: Mapping[str, Role] = {
    "place": Role.BOARD,
    "partner": Role.BOARD,
    "funder": Role.FUNDER,
    "network": Role.COORDINATOR,
    "coalition": Role.COORDINATOR,
}
"""The role that an organisation is never without, once it has it."""


def organisation_of(ctx: MatcherContext, organisation_id: str) -> Organisation:
    """The organisation; raises NotFound."""
    with ctx.people.read() as connection:
        found = directory.organisation(connection, organisation_id) if is_id(organisation_id) else None
    if found is None:
        raise NotFound(_("Dit bestaat niet, of het is niet voor u."))
    return found


def judged(
    ctx: MatcherContext, actor: Actor | None, right: Right, organisation_id: str, *, role: Role | None = None
) -> tuple[Actor, Organisation]:
    """The person and the organisation, when they may do this there. `role` is the role that it is about.

    A refusal of something else than reading is kept in the audit log. Raises NotSignedIn, NotFound or Forbidden.
    """
    if actor is None:
        raise NotSignedIn(_("Log eerst in."))
    organisation = organisation_of(ctx, organisation_id)
    try:
        require(
            actor,
            right,
            place_id=organisation.id,
            funder_id=organisation.id if organisation.kind == "funder" else None,
            facts=_facts(organisation, role),
        )
    except Forbidden as refusal:
        if right is not READ:
            note_refusal(ctx, actor, right, organisation, role)
            refusal.noted = True
        raise
    return actor, organisation


def judged_lately(
    ctx: MatcherContext, actor: Actor | None, right: Right, organisation_id: str, *, role: Role | None = None
) -> tuple[Actor, Organisation]:
    """The same, for who also signed in, or gave a second factor, in the last minutes."""
    person, organisation = judged(ctx, actor, right, organisation_id, role=role)
    recent_sign_in(person, ctx.clock.now())
    return person, organisation


def refuse_own(ctx: MatcherContext, actor: Actor, organisation: Organisation, person_id: str, role: Role) -> None:
    """Nobody changes a role of their own, up or down. Raises Forbidden; the try is kept in the audit log."""
    if actor.person_id == person_id:
        note_refusal(ctx, actor, CHANGE, organisation, role)
        text = _("Uw eigen rol verandert u niet zelf. Vraag het aan iemand anders, of stop met deze rol.")
        raise Forbidden(text, noted=True)


def refuse_third_contact(connection: Connection, organisation: Organisation, role: Role, person_id: str = "") -> None:
    """A group without a board names one or two contact people. Raises NotAllowedNow for a third."""
    if not organisation.without_board or role is not Role.BOARD:
        return
    if len(members.with_role(connection, organisation.id, Role.BOARD) - {person_id}) >= MOST_CONTACTS:
        text = _("Een groep zonder bestuur heeft hooguit twee contactpersonen. Laat eerst iemand stoppen.")
        raise NotAllowedNow(text, code="two_contacts")


def note_refusal(
    ctx: MatcherContext, actor: Actor, right: Right, organisation: Organisation, role: Role | None
) -> None:
    """Keeps in the audit log that somebody tried what they may not do."""
    with ctx.write_people() as work:
        work.note(
            AuditEntry(
                action=f"people.{right.action.value}.refused",
                subject=f"organisation:{organisation.id}",
                at=ctx.clock.now(),
                person_id=actor.person_id,
                organisation_id=organisation.id,
                via=actor.acting_via,
                detail={"role": role.value} if role else {},
            )
        )


def _facts(organisation: Organisation, role: Role | None) -> frozenset[Fact]:
    facts = set()
    if organisation.kind == "funder":
        facts.add(Fact.ABOUT_OFFICER)
    elif role is Role.VOLUNTEER:
        facts.add(Fact.ABOUT_VOLUNTEER)
    return frozenset(facts)

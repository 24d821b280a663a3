"""Who is who in an organisation, and what one person is where."""

from __future__ import annotations

from dataclasses import dataclass

from services.matcher.settings import MatcherContext
from services.matcher.usecases.people.rights import CHANGE, GIVE_MANDATE, INVITE, READ, ROLES_OF, judged
from shared.access import directory, invitations, mandate_requests, members, trust
from shared.access.actors import Actor, Role
from shared.access.directory import Organisation
from shared.access.invitations import Invitation
from shared.access.mandate_requests import MandateRequest
from shared.access.members import GivenMandate, Membership
from shared.access.rights import Fact, Right, may
from shared.access.trust import Held


@dataclass(frozen=True)
class People:
    """Everybody of one organisation. `roles_to_give` are those that the reader may invite somebody for."""

    organisation: Organisation
    members: list[Membership]
    mandates: list[GivenMandate]
    invitations: list[Invitation]
    requests: list[MandateRequest]
    volunteers: list[tuple[str, str]]
    held: Held | None
    roles_to_give: tuple[Role, ...]
    may_change: bool
    may_give: bool


@dataclass(frozen=True)
class OwnRoles:
    """Everything that one person is: roles, mandates, what waits for an answer, and whom they may ask."""

    roles: list[Membership]
    mandates: list[GivenMandate]
    invitations: list[Invitation]
    requests: list[MandateRequest]
    to_ask: list[Organisation]


def see_people(ctx: MatcherContext, actor: Actor | None, organisation_id: str) -> People:
    """Who is who. Raises NotFound or Forbidden."""
    person, organisation = judged(ctx, actor, READ, organisation_id)
    now = ctx.clock.now()
    is_place = organisation.kind == "place"
    may_give = is_place and may(person, GIVE_MANDATE, place_id=organisation.id).allowed
    with ctx.people.read() as connection:
        return People(
            organisation=organisation,
            members=members.members_of(connection, organisation.id),
            mandates=members.mandates_of(connection, organisation.id, now) if is_place else [],
            invitations=invitations.unanswered(connection, organisation.id),
            requests=mandate_requests.open_at(connection, organisation.id) if is_place else [],
            volunteers=(
                members.volunteers_near(connection, organisation.coalition_id, organisation.id) if may_give else []
            ),
            held=trust.held(connection, organisation.id),
            roles_to_give=tuple(
                role for role in ROLES_OF[organisation.kind] if _may(person, INVITE, organisation, role)
            ),
            may_change=any(_may(person, CHANGE, organisation, role) for role in ROLES_OF[organisation.kind]),
            may_give=may_give,
        )


def own_roles(ctx: MatcherContext, actor: Actor) -> OwnRoles:
    """What the person is where."""
    now = ctx.clock.now()
    with ctx.people.read() as connection:
        near = [
            place
            for coalition in sorted(actor.organisations_as(Role.VOLUNTEER))
            for place in directory.places_in_coalition(connection, coalition)
        ]
        return OwnRoles(
            roles=members.roles_of_person(connection, actor.person_id),
            mandates=members.mandates_held(connection, actor.person_id, now),
            invitations=invitations.open_for(connection, actor.email, now),
            requests=mandate_requests.open_of(connection, actor.person_id),
            to_ask=[place for place in near if place.id not in actor.scope.places],
        )


def _may(actor: Actor, right: Right, organisation: Organisation, role: Role) -> bool:
    facts = {Fact.ABOUT_OFFICER} if organisation.kind == "funder" else set()
    if role is Role.VOLUNTEER:
        facts = {Fact.ABOUT_VOLUNTEER}
    funder_id = organisation.id if organisation.kind == "funder" else None
    return may(actor, right, place_id=organisation.id, funder_id=funder_id, facts=frozenset(facts)).allowed

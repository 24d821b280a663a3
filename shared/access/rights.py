"""The one function that says who may do what. Pages, API, files and exports all ask here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NoReturn

from shared.access.actors import Actor, MandateAct, Role
from shared.access.conditions import Case, Permission
from shared.access.remembered import works_without_new_proof
from shared.access.rights_table import ROWS, TABLE
from shared.access.token_rights import token_may
from shared.access.vocabulary import SIGNED_IN, Action, Answer, Fact, Resource, Right
from shared.kernel.errors import Forbidden, NotFound, NotSignedIn, ReauthenticationNeeded
from shared.plumbing.endpoints import PUBLIC
from shared.wording.texts import gettext as _

__all__ = [
    "PUBLIC",
    "SIGNED_IN",
    "Action",
    "Answer",
    "Fact",
    "Resource",
    "Right",
    "act_of_mandate",
    "may",
    "may_anywhere",
    "recent_sign_in",
    "require",
    "require_service",
]

RECENT = timedelta(minutes=5)
NO_FACTS: frozenset[Fact] = frozenset()
MONEY = frozenset({Resource.BANK_ACCOUNT, Resource.INSTALMENT, Resource.REPAYMENT, Resource.PAYOUT})
_READ = {resource: Right(resource, Action.READ) for resource in Resource}
_TENANT_ROLES = (Role.MEMBER, Role.BOARD)


def _permissions() -> dict[tuple[Resource, Action], dict[Role, Permission]]:
    found: dict[tuple[Resource, Action], dict[Role, Permission]] = {}
    for row in ROWS:
        for role, cell in row.cells().items():
            for entry in cell:
                permission = entry if isinstance(entry, Permission) else Permission(entry)
                found.setdefault((row.resource, permission.action), {})[role] = permission
    return found


_PERMISSIONS = _permissions()
_RIGHTS_OF = {row.resource: [Right(*key) for key in _PERMISSIONS if key[0] is row.resource] for row in ROWS}


def may(
    actor: Actor | None,
    right: Right,
    *,
    place_id: str | None = None,
    funder_id: str | None = None,
    owner_id: str | None = None,
    state: str | None = None,
    facts: frozenset[Fact] = NO_FACTS,
) -> Answer:
    """Whether the person (None for a visitor) may do this with this thing.

    `place_id` is the place (or other organisation) whose thing it is, `funder_id` the funder concerned, `owner_id` the
    person whose own thing it is or who did it, `state` the state of an application. Without the place no role at a
    place counts: what is not told is not granted. A service or program that calls for a person may do what both may do.
    """
    if right == SIGNED_IN:
        return Answer.ALLOWED if actor else Answer.HIDDEN
    case = Case(place_id, funder_id, owner_id, state, facts)
    answer = _strongest(actor, right, case)
    if actor and answer.allowed and not _may_pass(actor, right):
        return Answer.FORBIDDEN
    if answer.allowed:
        return answer
    return Answer.FORBIDDEN if _knows_of_it(actor, right, case) else Answer.HIDDEN


def may_anywhere(actor: Actor | None, right: Right) -> bool:
    """Whether the person has this right for any place or funder, not looking at conditions: for menus and lists."""
    if right == SIGNED_IN:
        return actor is not None
    if actor is not None and actor.token_scope is not None and not token_may(actor.token_scope, right):
        return False
    roles = _roles_held(actor)
    return any(role in roles for role in _PERMISSIONS.get((right.resource, right.action), {}))


def require(
    actor: Actor | None,
    right: Right,
    *,
    place_id: str | None = None,
    funder_id: str | None = None,
    owner_id: str | None = None,
    state: str | None = None,
    facts: frozenset[Fact] = NO_FACTS,
) -> Answer:
    """Like `may`, but raises NotSignedIn, NotFound or Forbidden for a no. Gives back ALLOWED or MASKED.

    Raises ReauthenticationNeeded on a remembered phone for what asks for a new proof.
    """
    answer = may(actor, right, place_id=place_id, funder_id=funder_id, owner_id=owner_id, state=state, facts=facts)
    if answer.allowed:
        if actor is not None and actor.remembered and not works_without_new_proof(right):
            known_phone_is_not_enough()
        return answer
    if actor is None:
        raise NotSignedIn(_("Log eerst in."))
    if answer is Answer.FORBIDDEN:
        message = _("U mag dit wel zien, maar niet doen. Vraag het aan iemand van het bestuur.")
        act = f"{right.resource.value}.{right.action.value}"
        raise Forbidden(message, act=act, organisation_id=place_id or funder_id)
    raise NotFound(_("Dit bestaat niet, of het is niet voor u."))


def known_phone_is_not_enough() -> NoReturn:
    """Raises ReauthenticationNeeded."""
    raise ReauthenticationNeeded(_("Log hiervoor opnieuw in. Een apparaat dat wij kennen, is niet genoeg."))


def require_service(right: Right) -> None:
    """For a proved call that the other service makes in its own name. Raises Forbidden when it may not do this."""
    if Role.SERVICE not in _PERMISSIONS.get((right.resource, right.action), {}):
        raise Forbidden(_("Dit doet alleen een mens."))


def signed_in_recently(actor: Actor, now: datetime, within: timedelta = RECENT) -> bool:
    """Whether the person signed in or gave a second factor in the last minutes."""
    proofs = [moment for moment in (actor.signed_in_at, actor.strong_at) if moment is not None]
    return any(now - within <= proof <= now for proof in proofs)


def recent_sign_in(actor: Actor, now: datetime, within: timedelta = RECENT) -> None:
    """Raises ReauthenticationNeeded unless the person signed in or gave a second factor in the last minutes.

    For acts on bank accounts, roles, tokens, exports and erasure.
    """
    if not signed_in_recently(actor, now, within):
        raise ReauthenticationNeeded(_("Log eerst opnieuw in. Dit vragen wij om uw gegevens te beschermen."))


def act_of_mandate(right: Right) -> MandateAct:
    """The act that a volunteer's mandate must name for a right."""
    if right.resource in MONEY:
        return MandateAct.MONEY
    if right.resource is Resource.SUBMISSION:
        return MandateAct.SUBMIT
    return MandateAct.READ if right.action is Action.READ else MandateAct.DRAFT


def _may_pass(actor: Actor, right: Right) -> bool:
    """Whether what calls for the person may do this too."""
    if actor.token_scope is not None:
        return token_may(actor.token_scope, right)
    return actor.acting_via is None or Role.SERVICE in _PERMISSIONS[right.resource, right.action]


def _strongest(actor: Actor | None, right: Right, case: Case) -> Answer:
    """Allowed by any role counts; masked only when no role sees it in full."""
    best = Answer.HIDDEN
    for role, permission in _PERMISSIONS.get((right.resource, right.action), {}).items():
        if not _holds(actor, role, right, case) or not all(c.holds(actor, case) for c in permission.conditions):
            continue
        if not permission.masked:
            return Answer.ALLOWED
        best = Answer.MASKED
    return best


def _knows_of_it(actor: Actor | None, right: Right, case: Case) -> bool:
    if actor is None:
        return False
    if actor.has_role(Role.ADMINISTRATOR):
        return True
    row = TABLE[right.resource]
    if _strongest(actor, _READ[row.known_as or row.resource], case).allowed:
        return True
    return any(_strongest(actor, other, case).allowed for other in _RIGHTS_OF[row.resource] if other is not right)


def _holds(actor: Actor | None, role: Role, right: Right, case: Case) -> bool:
    """Whether the person has the role with regard to this case."""
    if role is Role.PUBLIC:
        return True
    if actor is None or role is Role.SERVICE:
        return False
    if role is Role.ADMINISTRATOR:
        return actor.has_role(role)
    if TABLE[right.resource].held_anywhere:
        # Who has no role yet still has an inbox.
        return actor.has_role(role) or role is Role.MEMBER
    if role is Role.FUNDER:
        return case.funder_id is not None and case.funder_id in actor.organisations_as(role)
    if case.place_id is None:
        return False
    if role in _TENANT_ROLES:
        return case.place_id in actor.organisations_as(role)
    if role is Role.COORDINATOR:
        return case.place_id in actor.coordinated
    return actor.may_act_for(case.place_id, act_of_mandate(right))


def _roles_held(actor: Actor | None) -> frozenset[Role]:
    if actor is None:
        return frozenset({Role.PUBLIC})
    held = {role for role in Role if role is not Role.SERVICE and actor.has_role(role)}
    return frozenset(held | {Role.PUBLIC})

"""What a key of a program may do: part of what its owner may, and nothing that asks for a person."""

from __future__ import annotations

from collections.abc import Iterable

from shared.access.actors import Mandate, MandateAct, Role, TokenScope
from shared.access.vocabulary import Action, Resource, Right

_READ = (
    *(Resource.SOURCE, Resource.PLACE_PAGE, Resource.PLACE_PROFILE, Resource.NEED, Resource.APPLICATION_DRAFT),
    *(Resource.SUBMITTED_APPLICATION, Resource.FUNDER_REVIEW, Resource.INTERNAL_NOTE, Resource.DECISION),
    *(Resource.INSTALMENT, Resource.REPORT, Resource.REPAYMENT, Resource.PAYOUT, Resource.AGREEMENT),
    *(Resource.DEADLINE, Resource.REST),
)
_WRITE = (
    *(Resource.PLACE_PROFILE, Resource.NEED, Resource.APPLICATION_DRAFT, Resource.FUNDER_REVIEW),
    *(Resource.INTERNAL_NOTE, Resource.REPORT, Resource.AGREEMENT, Resource.DEADLINE),
)
READING = frozenset(Right(resource, Action.READ) for resource in _READ)
WRITING = READING | {Right(resource, action) for resource in _WRITE for action in (Action.CREATE, Action.UPDATE)}
"""What is not named asks for a person: money, account numbers, submitting, deciding, signing, people, keys, files."""

_ACTS = frozenset({MandateAct.READ, MandateAct.DRAFT})


def token_may(scope: TokenScope, right: Right) -> bool:
    """Whether a key of this scope is enough for a right that its owner has."""
    return right in (WRITING if scope is TokenScope.WRITE else READING)


def narrowed_roles(roles: Iterable[tuple[Role, str]], organisation_id: str) -> frozenset[tuple[Role, str]]:
    """The roles that count for a key of one organisation: who is on the board counts as a member there.

    A coordinator keeps the role of each coalition; what that reaches is narrowed with the places.
    """
    found: set[tuple[Role, str]] = set()
    for role, owner in roles:
        if role is Role.COORDINATOR:
            found.add((role, owner))
        elif owner == organisation_id and role in (Role.BOARD, Role.MEMBER):
            found.add((Role.MEMBER, owner))
        elif owner == organisation_id and role is Role.FUNDER:
            found.add((role, owner))
    return frozenset(found)


def narrowed_mandates(mandates: Iterable[Mandate], organisation_id: str) -> tuple[Mandate, ...]:
    """The mandates of that organisation, for reading and drafting."""
    return tuple(
        Mandate(one.id, one.place_id, one.acts & _ACTS, False, one.starts_at, one.ends_at, one.in_trust)
        for one in mandates
        if one.place_id == organisation_id
    )

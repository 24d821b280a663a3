"""Who asks: the person behind a request with the roles and mandates that hold at this moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from shared.access.scope import Scope


class Role(StrEnum):
    """The columns of the rights table. `public` is everybody; `service` is the other service acting for a person."""

    PUBLIC = "public"
    MEMBER = "member"
    BOARD = "board"
    VOLUNTEER = "volunteer"
    COORDINATOR = "coordinator"
    FUNDER = "funder"
    ADMINISTRATOR = "administrator"
    SERVICE = "service"


class MandateAct(StrEnum):
    """What a place lets a volunteer do for it. Every mandate reads; money is seeing accounts (masked) and payments."""

    READ = "read"
    DRAFT = "draft"
    SUBMIT = "submit"
    MONEY = "money"


class TokenScope(StrEnum):
    """What a key of a program is for."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True)
class Mandate:
    """One place's permission for one volunteer, live when it was loaded."""

    id: str
    place_id: str
    acts: frozenset[MandateAct]
    written: bool
    starts_at: datetime
    ends_at: datetime
    in_trust: bool = False


@dataclass(frozen=True)
class Actor:
    """A signed-in person. Loaded again for every request, so an ended role or mandate is ended at once.

    `roles` are pairs of role and organisation; `mandates` only the live ones; `coordinated` the organisations of the
    coalitions that this person coordinates (and those coalitions themselves). `in_trust` are the places among all
    these that nobody of the place has taken over yet. `strong_at` is the last second factor or
    renewed sign-in; `acting_via` names the service that calls for this person. `remembered`: on a phone that is known,
    without a new proof; it reads, drafts and takes photos. `token_scope`: a program with a key.
    """

    person_id: str
    name: str
    email: str
    roles: frozenset[tuple[Role, str]] = frozenset()
    mandates: tuple[Mandate, ...] = ()
    coordinated: frozenset[str] = frozenset()
    in_trust: frozenset[str] = frozenset()
    session_id: str = ""
    csrf_token: str = ""
    signed_in_at: datetime | None = None
    strong_at: datetime | None = None
    acting_via: str | None = None
    remembered: bool = False
    token_scope: TokenScope | None = None

    @cached_property
    def scope(self) -> Scope:
        """What this person's queries may touch."""
        inside = self.organisations_as(Role.MEMBER) | self.organisations_as(Role.BOARD) | self.mandate_of.keys()
        return Scope(
            person_id=self.person_id,
            places=inside | self.coordinated,
            funders=self.organisations_as(Role.FUNDER),
            outside=self.coordinated - inside - self.in_trust,
        )

    @cached_property
    def mandate_of(self) -> dict[str, tuple[Mandate, ...]]:
        """The live mandates by place; there may be more than one."""
        found: dict[str, tuple[Mandate, ...]] = {}
        for mandate in self.mandates:
            found[mandate.place_id] = (*found.get(mandate.place_id, ()), mandate)
        return found

    @cached_property
    def _by_role(self) -> dict[Role, frozenset[str]]:
        found: dict[Role, set[str]] = {}
        for role, organisation_id in self.roles:
            found.setdefault(role, set()).add(organisation_id)
        return {role: frozenset(ids) for role, ids in found.items()}

    def organisations_as(self, role: Role) -> frozenset[str]:
        """The organisations in which this person has the role."""
        return self._by_role.get(role, frozenset())

    def has_role(self, role: Role) -> bool:
        """Whether this person has the role anywhere. A volunteer is one only with a live mandate."""
        if role is Role.VOLUNTEER:
            return bool(self.mandates)
        return role in self._by_role

    def may_act_for(self, place_id: str, act: MandateAct, *, in_writing: bool = False) -> bool:
        """Whether a live mandate of the place covers the act."""
        return any(
            (act is MandateAct.READ or act in mandate.acts) and (mandate.written or not in_writing)
            for mandate in self.mandate_of.get(place_id, ())
        )


def strongest_role(roles: Iterable[Role]) -> Role:
    """The role with the shortest session among these; public when there is none."""
    order = (Role.ADMINISTRATOR, Role.FUNDER, Role.COORDINATOR, Role.VOLUNTEER, Role.BOARD, Role.MEMBER)
    held = set(roles)
    return next((role for role in order if role in held), Role.PUBLIC)

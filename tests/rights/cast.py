"""Who asks: every column of the paper, in and outside the place at hand, and a volunteer whose mandate just ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from shared.access import enrolment
from shared.access.actors import MandateAct, Role, TokenScope
from shared.access.enrolment import OrganisationKind
from tests.rights.paper import ADM, BRD, COO, FUN, MEM, PUB, VOL

EVERY_ACT = tuple(MandateAct)


@dataclass(frozen=True)
class Person:
    """One who asks. `column`: of the paper. `inside`: of the place whose things are asked for, and of nothing else.

    With a `key` it is a program, of `owner`.
    """

    name: str
    column: str
    inside: bool = True
    ended: bool = False
    acts: tuple[MandateAct, ...] = ()
    written: bool = False
    key: TokenScope | None = None
    owner: str = ""


VISITOR = Person("visitor", PUB)
CAST = (
    VISITOR,
    Person("mo", MEM),
    Person("bea", BRD),
    Person("vera", VOL, acts=EVERY_ACT, written=True),
    Person("victor", VOL, acts=(MandateAct.DRAFT,)),
    Person("cor", COO),
    Person("fleur", FUN),
    Person("adam", ADM),
    Person("evert", VOL, ended=True, acts=EVERY_ACT, written=True),
    Person("otto", BRD, inside=False),
    Person("mina", MEM, inside=False),
    Person("valerie", VOL, inside=False, acts=EVERY_ACT, written=True),
    Person("coen", COO, inside=False),
    Person("fons", FUN, inside=False),
)
"""The coordinator and the volunteers outside belong to another coalition; the funder outside is another one."""

KEYS = (
    Person("bea_reads", MEM, key=TokenScope.READ, owner="bea"),
    Person("bea_writes", MEM, key=TokenScope.WRITE, owner="bea"),
    Person("otto_writes", MEM, key=TokenScope.WRITE, owner="otto", inside=False),
)
"""Programs with a key of somebody on a board. The paper: part of what its owner may, and never what is the board's."""

_SEATS = {
    "mo": ("place", Role.MEMBER),
    "bea": ("place", Role.BOARD),
    "cor": ("coalition", Role.COORDINATOR),
    "fleur": ("funder", Role.FUNDER),
    "vera": ("coalition", Role.VOLUNTEER),
    "victor": ("coalition", Role.VOLUNTEER),
    "evert": ("coalition", Role.VOLUNTEER),
    "valerie": ("far_coalition", Role.VOLUNTEER),
    "adam": ("coalition", Role.ADMINISTRATOR),
    "otto": ("other", Role.BOARD),
    "mina": ("other", Role.MEMBER),
    "coen": ("far_coalition", Role.COORDINATOR),
    "fons": ("far_funder", Role.FUNDER),
}


def gather(connection: Connection, at: datetime) -> dict[str, str]:
    """Makes everybody with their organisations; gives the ids by name."""

    def organisation(kind: OrganisationKind, name: str, under: str | None = None) -> str:
        return enrolment.add_organisation(connection, kind=kind, name=name, at=at, coalition_id=under)

    ids = {"coalition": organisation(OrganisationKind.COALITION, "Coalitie Noord")}
    ids["far_coalition"] = organisation(OrganisationKind.COALITION, "Coalitie Zuid")
    ids["place"] = organisation(OrganisationKind.PLACE, "Huis van de wijk", ids["coalition"])
    ids["other"] = organisation(OrganisationKind.PLACE, "De overkant", ids["far_coalition"])
    ids["funder"] = organisation(OrganisationKind.FUNDER, "Fonds voor de wijk")
    ids["far_funder"] = organisation(OrganisationKind.FUNDER, "Ander fonds")
    for name in {one.name for one in CAST if one is not VISITOR}:
        ids[name] = enrolment.add_person(connection, email=f"{name}@voorbeeld.nl", name=name.title(), at=at)
        if name in _SEATS:
            seat, role = _SEATS[name]
            enrolment.give_role(connection, person_id=ids[name], organisation_id=ids[seat], role=role, at=at)
    for one in CAST:
        if one.acts:
            _give_mandate(connection, ids, one, at)
    return ids


def _give_mandate(connection: Connection, ids: dict[str, str], one: Person, at: datetime) -> None:
    ids[f"mandate_{one.name}"] = enrolment.give_mandate(
        connection,
        place_id=ids["place" if one.inside else "other"],
        person_id=ids[one.name],
        acts=one.acts,
        written=one.written,
        starts_at=at - timedelta(days=1),
        ends_at=at - timedelta(seconds=1) if one.ended else at + timedelta(days=300),
        given_by=ids["bea" if one.inside else "otto"],
        at=at,
    )

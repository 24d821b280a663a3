"""Fills the demonstration: three example places with their needs, and a person for every role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.engine import Connection

from services.matcher.settings import MatcherContext
from services.matcher.storage.need_files import read_demo_needs
from services.matcher.usecases.needs.describe_need import describe_need
from services.matcher.usecases.needs.need import needs_of
from services.matcher.usecases.needs.read_need import FIELDS
from services.matcher.usecases.places.place import load_place
from services.matcher.usecases.places.read_facts import READERS as FACTS
from services.matcher.usecases.places.register_place import register_place
from services.matcher.usecases.places.tell_facts import tell_facts
from shared.access import directory, enrolment
from shared.access.actors import Actor, MandateAct, Role
from shared.access.enrolment import OrganisationKind

COALITION = "Voorbeeldcoalitie Delfshaven"
FUNDER = "Voorbeeldfonds De Brug"
# .example is kept free for examples: no mail can ever arrive there.
CONTACTS = (
    ("Amina de Wit", "amina@bospolder.example"),
    ("Ruben Silva", "ruben@spangen.example"),
    ("Hatice Yilmaz", "hatice@carnisse.example"),
)
MEMBER = ("Joke Verhoeven", "joke@spangen.example")
VOLUNTEER = ("Piet Hoogendoorn", "piet@coalitie.example")
COORDINATOR = ("Sandra Lopes", "sandra@coalitie.example")
OFFICER = ("Karel Bos", "karel@debrug.example")
MANDATE_LASTS = timedelta(days=365)


def seed_demo(ctx: MatcherContext) -> bool:
    """Adds what is missing of the example data and says whether anything was; costs one query when all is there.

    A start that was broken off is taken up where it stopped: every step looks first.
    """
    with ctx.people.read() as connection:
        if directory.person_by_email(connection, OFFICER[1]):
            return False
    examples = zip(read_demo_needs(ctx.today()), CONTACTS, strict=True)
    place_ids = [_seed_place(ctx, example, contact) for example, contact in examples]
    with ctx.write_people() as work:
        _seed_others(work.connection, place_ids, ctx.clock.now())
    return True


def _seed_place(ctx: MatcherContext, example: Mapping[str, Any], contact: tuple[str, str]) -> str:
    """One place through the same doors as everybody: registered by its contact person, who tells facts and a need."""
    about = example["place"]
    actor = _person(ctx, contact)
    if not actor.scope.places:
        register_place(ctx, actor, about)
        actor = _person(ctx, contact)
    place_id = next(iter(actor.scope.places))
    if load_place(ctx, actor.scope, place_id).version == 0:
        tell_facts(ctx, actor, place_id, {name: about.get(name) for name in FACTS}, expected_version=0)
    if not needs_of(ctx, actor, [place_id]):
        describe_need(ctx, actor, place_id, {name: example.get(name) for name in FIELDS})
    return place_id


def _person(ctx: MatcherContext, who: tuple[str, str]) -> Actor:
    now = ctx.clock.now()
    with ctx.write_people() as work:
        actor = directory.actor_of_person(work.connection, _add(work.connection, who, now), now)
    if actor is None:
        raise RuntimeError(f"the example person {who[1]} was shut out")
    return actor


def _add(connection: Connection, who: tuple[str, str], at: datetime) -> str:
    return enrolment.add_person(connection, email=who[1], name=who[0], at=at, is_demo=True)


def _seed_others(connection: Connection, place_ids: Sequence[str], at: datetime) -> None:
    """The coalition around the places, and everybody who is not a contact person; in one transaction, last."""
    coalition_id = enrolment.add_organisation(connection, kind=OrganisationKind.COALITION, name=COALITION, at=at)
    funder_id = enrolment.add_organisation(connection, kind=OrganisationKind.FUNDER, name=FUNDER, at=at)
    for place_id in place_ids:
        enrolment.join_coalition(connection, organisation_id=place_id, coalition_id=coalition_id)
    roles = (
        (MEMBER, place_ids[1], Role.MEMBER),
        (VOLUNTEER, coalition_id, Role.VOLUNTEER),
        (COORDINATOR, coalition_id, Role.COORDINATOR),
    )
    for who, organisation_id, role in roles:
        person_id = _add(connection, who, at)
        enrolment.give_role(connection, person_id=person_id, organisation_id=organisation_id, role=role, at=at)
    _give_mandates(connection, place_ids, at)
    officer_id = _add(connection, OFFICER, at)
    enrolment.give_role(connection, person_id=officer_id, organisation_id=funder_id, role=Role.FUNDER, at=at)


def _give_mandates(connection: Connection, place_ids: Sequence[str], at: datetime) -> None:
    volunteer_id = _add(connection, VOLUNTEER, at)
    for place_id, contact in zip(place_ids, CONTACTS, strict=True):
        giver = directory.person_by_email(connection, contact[1])
        enrolment.give_mandate(
            connection,
            place_id=place_id,
            person_id=volunteer_id,
            acts=(MandateAct.READ, MandateAct.DRAFT, MandateAct.SUBMIT),
            written=True,
            starts_at=at,
            ends_at=at + MANDATE_LASTS,
            given_by=giver.id if giver else None,
            at=at,
        )

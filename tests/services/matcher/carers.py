"""The people who care for the catalogue, around one place with a need."""

from __future__ import annotations

from datetime import timedelta

from shared.access import directory, enrolment
from shared.access.actors import MandateAct, Role
from shared.access.enrolment import OrganisationKind
from tests.services.matcher.world import NOW

SOURCE = "rotterdam-bewonersinitiatieven"
PROVIDER = "Gemeente Rotterdam"


class Carers:
    """A coordinator, a volunteer with a mandate, a member, and an officer of a funder."""

    def __init__(self, world):
        self.world = world
        self.place = world.place()
        with world.ctx.people.transaction() as connection:
            self.coalition = enrolment.add_organisation(
                connection, kind=OrganisationKind.COALITION, name="Coalitie", at=NOW
            )
            self.funder = enrolment.add_organisation(connection, kind=OrganisationKind.FUNDER, name=PROVIDER, at=NOW)
            enrolment.join_coalition(connection, organisation_id=self.place.id, coalition_id=self.coalition)
        self.cora = world.person("Cora", Role.COORDINATOR, self.coalition)
        self.cees = world.person("Cees", Role.COORDINATOR, self.coalition)
        self.mia = world.person("Mia", Role.MEMBER, self.place.id)
        self.fien = world.person("Fien", Role.FUNDER, self.funder)
        self.vera, self.victor = self._volunteer("Vera"), self._volunteer("Victor")

    def _volunteer(self, name):
        person = self.world.person(name)
        with self.world.ctx.people.transaction() as connection:
            enrolment.give_mandate(
                connection,
                place_id=self.place.id,
                person_id=person.person_id,
                acts=(MandateAct.READ, MandateAct.DRAFT),
                written=False,
                starts_at=NOW,
                ends_at=NOW + timedelta(days=100),
                given_by=None,
                at=NOW,
            )
            return directory.actor_of_person(connection, person.person_id, NOW)

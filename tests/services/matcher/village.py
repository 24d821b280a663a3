"""A place in a coalition with its people and helpers, and what they were told."""

from __future__ import annotations

import dataclasses

import sqlalchemy as sa

from shared.access import directory, enrolment, tables
from shared.access.actors import Role
from shared.access.enrolment import OrganisationKind
from tests.services.matcher.world import NOW, World


class Village(World):
    """A place in a coalition, with Noor on its board, Mo as member and Vera as volunteer of the coalition."""

    def __init__(self, ctx):
        super().__init__(ctx)
        self.here = self.place()
        with ctx.people.transaction() as connection:
            self.coalition = enrolment.add_organisation(
                connection, kind=OrganisationKind.COALITION, name="Coalitie", at=NOW
            )
            enrolment.join_coalition(connection, organisation_id=self.here.id, coalition_id=self.coalition)
        self.mo = self.member("Mo", self.here)
        self.vera = self.person("Vera", Role.VOLUNTEER, self.coalition)
        self.cora = self.person("Cora", Role.COORDINATOR, self.coalition)
        self.noor = self.fresh(self.noor)

    def fresh(self, actor):
        """The same person as they may act now, just signed in."""
        with self.ctx.people.read() as connection:
            found = directory.actor_of_person(connection, actor.person_id, self.ctx.clock.now())
        assert found is not None
        return dataclasses.replace(found, signed_in_at=self.ctx.clock.now())

    def messages(self, kind):
        """What was told, oldest first."""
        outbox = tables.metadata.tables["outbox_intent"]
        with self.ctx.people.read() as connection:
            rows = connection.execute(sa.select(outbox).where(outbox.c.kind == kind.value).order_by(outbox.c.id))
            return list(rows)

    def audit(self, action):
        """How often this was kept in the audit log."""
        log = tables.metadata.tables["audit_entry"]
        with self.ctx.people.read() as connection:
            return connection.execute(sa.select(sa.func.count()).where(log.c.action == action)).scalar()

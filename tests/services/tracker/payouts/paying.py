"""A host with settings and streets, and short words for what its people do."""

from __future__ import annotations

from dataclasses import replace

from services.tracker.domain.payouts.awards import NewAward
from services.tracker.domain.payouts.records import Group, Payee, Payment
from services.tracker.domain.payouts.states import Way
from services.tracker.storage.payouts import shelves
from services.tracker.usecases.payouts import add_group, payments, propose_batch, set_settings
from services.tracker.usecases.payouts.decide_batch import approve_batch
from services.tracker.usecases.payouts.export_batch import export_batch
from services.tracker.usecases.payouts.see_batches import list_batches
from shared.access.actors import Role
from shared.access.scope import SYSTEM
from tests.services.tracker.payouts.made import HOST_IBAN, iban


class Host:
    """The place of a world as a fiscal host: Bea and Bob are its board."""

    def __init__(self, world, limit=50_000, second=True):
        self.world = world
        if second:
            world.join("bob", Role.BOARD)
        set_settings.set_settings(
            world.ctx, self.actor("bea"), world.place, iban=HOST_IBAN, holder="Huis van de wijk", limit_cents=limit
        )

    def actor(self, name):
        """Somebody who signed in a moment ago."""
        return replace(self.world.actor(name), signed_in_at=self.world.clock.now())

    def street(self, number=1, cents=35_000, way=Way.ADVANCE, contact="P. Persoon", holder="P. Persoon") -> Group:
        award = NewAward(
            name=f"Straat {number}",
            amount_cents=cents,
            scheme="Opzoomer Mee",
            contact_name=contact,
            iban=iban(number),
            holder=holder,
        )
        return add_group.add_group(self.world.ctx, self.actor("bea"), self.world.place, award, way)

    def of(self, shelf, **where):
        with self.world.ctx.database.read() as connection:
            return shelf.of(connection, SYSTEM, **where)

    def payee(self, group) -> Payee:
        found: list[Payee] = self.of(shelves.PAYEES, group_id=group.id)
        return found[-1]

    def plan(self, group, cents=None, **more) -> list[Payment]:
        asked = {"amount_cents": cents or group.amount_cents, "payee_ids": [self.payee(group).id]} | more
        return payments.plan_payments(self.world.ctx, self.actor("bea"), group.id, **asked)

    def propose(self, *planned, name="bea"):
        day = list_batches(self.world.ctx, self.actor(name), self.world.place).first_day
        ids = [one.id for one in planned]
        return propose_batch.propose_batch(
            self.world.ctx, self.actor(name), self.world.place, payment_ids=ids, execution_on=day
        )

    def approve(self, batch, name="bob"):
        return approve_batch(self.world.ctx, self.actor(name), batch.id, expected_version=batch.version)

    def export(self, batch, name="bea"):
        return export_batch(self.world.ctx, self.actor(name), batch.id)

"""What a host keeps is out of reach for others, and never written over what somebody else wrote."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.tracker.domain.payouts.states import Way
from services.tracker.storage.payouts import shelves
from services.tracker.storage.payouts.shelf import Shelf
from services.tracker.usecases.payouts import payments, receipt_links, receipts, statements
from services.tracker.usecases.payouts.import_awards import show_awards
from services.tracker.usecases.payouts.payments import AREA
from services.tracker.usecases.payouts.tidy import tidy_payouts
from services.tracker.usecases.payouts.undoing import undo_cash
from shared.access.scope import NOBODY, SYSTEM
from shared.kernel.errors import NotAllowedNow, NotFound, Stale
from shared.uploads import store_of
from tests.services.tracker.payouts.made import awards_csv, entry, photo, statement
from tests.services.tracker.payouts.paying import Host

SHELVES = {name: shelf for name, shelf in vars(shelves).items() if isinstance(shelf, Shelf)}


@pytest.fixture
def full(world):
    """A host that has a record on every shelf."""
    host = Host(world)
    group = host.street()
    host.propose(*host.plan(group))
    ctx, bea = world.ctx, host.actor("bea")
    receipts.add_receipt(ctx, bea, group.id, receipts.NewReceipt("verf", 100, photo(), "a.jpg"))
    ends_on = world.clock.now().date() + timedelta(days=9)
    receipt_links.make_link(ctx, bea, group.id, ends_on=ends_on)
    statements.take_statement(ctx, bea, world.place, "a.xml", statement(entry(1, text="x")))
    show_awards(ctx, bea, world.place, "a.csv", awards_csv(1, first=50), scheme="Opzoomer Mee")
    cash = host.street(2, way=Way.CASH)
    (planned,) = host.plan(cash, 5_000, payee_ids=[], receiver="Anna")
    given = {"paid_on": world.clock.now().date(), "paper_kept": True, "expected_version": planned.version}
    signed = payments.sign_cash(ctx, bea, planned.id, **given)
    undo_cash(ctx, bea, signed.id, reason="Anna was er niet", expected_version=signed.version)
    return host


def test_every_shelf_is_held_to_who_asks(full):
    world = full.world
    assert len(SHELVES) == 12
    with world.ctx.database.transaction() as connection:
        for name, shelf in SHELVES.items():
            (one, *__) = shelf.of(connection, SYSTEM)
            for scope in (NOBODY, full.actor("otto").scope):
                assert shelf.of(connection, scope) == [], name
                for refused in (
                    lambda shelf=shelf, scope=scope, one=one: shelf.get(connection, scope, one.id),
                    lambda shelf=shelf, scope=scope, one=one: shelf.add(connection, scope, [one]),
                    lambda shelf=shelf, scope=scope, one=one: shelf.change(connection, scope, one),
                ):
                    with pytest.raises(NotFound):
                        refused()
            assert shelf.of(connection, full.actor("bea").scope)[0] == one, name
        batch = shelves.BATCHES.of(connection, SYSTEM)[0]
        shelves.keep_file(connection, NOBODY, world.place, batch.id, "geheim")
        assert shelves.file_of(connection, SYSTEM, batch.id) == ""
        assert (
            shelves.entry_keys(connection, NOBODY, world.place, [shelves.ENTRIES.of(connection, SYSTEM)[0].key])
            == set()
        )
        assert shelves.paying_hosts(connection, NOBODY) == set()
        assert shelves.income_by_scheme(connection, NOBODY, world.place) == {}


def test_an_old_version_and_a_second_row_are_refused(full):
    world = full.world
    with world.ctx.database.transaction() as connection:
        group = shelves.GROUPS.of(connection, SYSTEM)[0]
        after = shelves.GROUPS.change(connection, SYSTEM, group, contact_name="Anna")
        with pytest.raises(Stale) as problem:
            shelves.GROUPS.change(connection, SYSTEM, group, contact_name="Bram")
        assert problem.value.current == after.version == group.version + 1
        with pytest.raises(NotAllowedNow):
            shelves.GROUPS.add(connection, SYSTEM, [group])
        assert shelves.GROUPS.get(connection, SYSTEM, group.id).contact_name == "Anna"


def test_what_is_left_over_goes_after_a_week_and_what_is_used_stays(full):
    world = full.world
    store = store_of(world.ctx.settings, AREA)
    orphan = store.put(b"nobody names this")
    world.clock.move(timedelta(days=8))
    assert tidy_payouts(world.ctx) == 2, "the list that nobody confirmed, and the photo without a record"
    assert world.rows("payout_import") == []
    with pytest.raises(NotFound):
        store.get(orphan)
    assert store.get(world.rows("payout_receipt")[0]["file"])
    assert tidy_payouts(world.ctx) == 0

"""Money and accounts answer as if what is out of reach does not exist."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.tracker.domain.accounts.records import AccountOwner
from services.tracker.domain.accounts.states import AccountState
from services.tracker.domain.instalments.plans import Plan, PlanKind
from services.tracker.domain.instalments.states import InstalmentState
from services.tracker.storage import credits, instalment_plans, instalments, payout_accounts
from services.tracker.usecases.accounts.propose_account import propose_account
from services.tracker.usecases.payments.make_plan import make_plan
from services.tracker.usecases.payments.record_credit import record_credit
from shared.access.scope import NOBODY, SYSTEM
from shared.kernel.errors import NotFound, Stale
from tests.services.tracker.acts import TODAY, begin, decide, do, made_ready
from tests.services.tracker.world import NOW

STATES = frozenset(InstalmentState)


@pytest.fixture
def kept(world):
    application = begin(world)
    made_ready(world, application)
    decide(world, application)
    do(world, make_plan, "bea", application, plan=Plan(PlanKind.AT_ONCE))
    do(world, record_credit, "bea", application, instalment_id=None, amount_cents=1, received_on=TODAY)
    propose_account(
        world.ctx,
        replace(world.actor("bea"), signed_in_at=world.clock.now()),
        world.place,
        iban="NL91ABNA0417164300",
        holder="Huis van de wijk",
        owner=AccountOwner.PLACE,
        evidence_kept=True,
    )
    return world, application


@pytest.mark.parametrize("who", ["otto", None])
def test_reading_out_of_reach_gives_nothing(kept, who):
    world, application = kept
    scope = world.actor(who).scope if who else NOBODY
    place = world.place
    with world.ctx.database.read() as connection:
        part = instalments.of_application(connection, SYSTEM, application.id)[0]
        credit = credits.of_application(connection, SYSTEM, application.id)[0]
        account = payout_accounts.of_place(connection, SYSTEM, place)[0]
        for read in (
            lambda: instalments.get(connection, scope, application.id, part.id),
            lambda: credits.get(connection, scope, application.id, credit.id),
            lambda: payout_accounts.get(connection, scope, account.id),
        ):
            with pytest.raises(NotFound):
                read()
        assert instalments.of_application(connection, scope, application.id) == []
        assert instalments.of_place(connection, scope, place) == []
        assert instalments.received_cents(connection, scope, application.id) == 0
        assert instalments.next_position(connection, scope, application.id) == 1
        assert not instalments.any_in(connection, scope, place, STATES)
        assert instalments.expected_until(connection, scope, STATES, TODAY, 10) == []
        assert credits.of_application(connection, scope, application.id) == []
        assert credits.of_place(connection, scope, place) == []
        assert instalment_plans.of_application(connection, scope, application.id) is None
        assert payout_accounts.of_place(connection, scope, place) == []
        assert payout_accounts.last_used_of(connection, scope, place) is None
        assert payout_accounts.usable(connection, scope, set(AccountState), NOW, 10) == []


def test_writing_out_of_reach_changes_nothing(kept):
    world, application = kept
    scope = world.actor("otto").scope
    with world.ctx.database.transaction() as connection:
        part = instalments.of_application(connection, SYSTEM, application.id)[0]
        credit = credits.of_application(connection, SYSTEM, application.id)[0]
        account = payout_accounts.of_place(connection, SYSTEM, world.place)[0]
        plan = instalment_plans.of_application(connection, SYSTEM, application.id)
        assert plan is not None
        for refused in (
            lambda: instalments.add(connection, scope, [part]),
            lambda: credits.add(connection, scope, credit),
            lambda: instalment_plans.add(connection, scope, plan),
            lambda: payout_accounts.add(connection, scope, account),
        ):
            with pytest.raises(NotFound):
                refused()
        for stale in (
            lambda: instalments.change(connection, scope, part, label="x"),
            lambda: credits.take_back(connection, scope, credit, "p", "x", NOW),
            lambda: instalment_plans.change(connection, scope, plan, needs_letter=True),
            lambda: payout_accounts.change(connection, scope, account, holder="x"),
        ):
            with pytest.raises(Stale):
                stale()


def test_a_write_on_an_old_version_is_refused(kept):
    world, application = kept
    with world.ctx.database.transaction() as connection:
        part = instalments.of_application(connection, SYSTEM, application.id)[0]
        account = payout_accounts.of_place(connection, SYSTEM, world.place)[0]
        instalments.change(connection, SYSTEM, part, label="Eerste")
        payout_accounts.change(connection, SYSTEM, account, holder="Ander")
        for stale in (
            lambda: instalments.change(connection, SYSTEM, part, label="Tweede"),
            lambda: payout_accounts.change(connection, SYSTEM, account, holder="Nog een ander"),
            lambda: payout_accounts.change(
                connection, SYSTEM, replace(account, version=2, state=AccountState.VERIFIED), holder="x"
            ),
        ):
            with pytest.raises(Stale):
                stale()

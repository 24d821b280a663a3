"""Numbers, batches and the file for the bank: two people, the waiting time, and two at once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.tracker.domain.payouts.states import BatchState, PayeeState, PaymentState, Way
from services.tracker.gateways.pain import OLDER_SCHEMA, SCHEMA, Payer, write_pain
from services.tracker.storage.payouts import shelves
from services.tracker.usecases.payouts import payees, payments, set_settings
from services.tracker.usecases.payouts.decide_batch import approve_batch, stop_batch
from services.tracker.usecases.payouts.export_batch import export_batch
from services.tracker.usecases.payouts.propose_batch import propose_batch
from shared.access.actors import Role
from shared.access.enrolment import add_person, give_role
from shared.kernel.errors import Forbidden, InvalidInput, NotAllowedNow, NotFound, ReauthenticationNeeded, Stale
from tests.services.tracker.payouts.made import iban, lines_of, photo
from tests.services.tracker.payouts.paying import Host

CALLED = "Belde mevrouw P. op 06-1234 uit onze eigen lijst, 22 november 10.00 uur"


def verify(host, payee, name, note=CALLED):
    return payees.verify_payee(
        host.world.ctx, host.actor(name), payee.id, call_note=note, expected_version=payee.version
    )


def test_h60_a_number_stays_proposed_while_one_person_changes_it(small_world):
    host = Host(small_world)
    group = host.street(cents=60_000)
    planned = host.plan(group)
    payee = host.payee(group)
    with pytest.raises(NotAllowedNow) as problem:
        verify(host, payee, "bea")
    assert problem.value.code == "same_person"
    with pytest.raises(NotAllowedNow) as problem:
        host.propose(*planned)
    assert problem.value.code == "number_not_ready" and "Straat 1" in problem.value.message
    assert host.payee(group).state is PayeeState.PROPOSED


def test_above_the_limit_a_second_person_and_three_days(small_world):
    host = Host(small_world)
    group = host.street(cents=60_000)
    planned = host.plan(group)
    with pytest.raises(InvalidInput):
        verify(host, host.payee(group), "bob", note="")
    assert verify(host, host.payee(group), "bob").state is PayeeState.VERIFIED
    with pytest.raises(NotAllowedNow):
        host.propose(*planned)
    small_world.clock.move(timedelta(hours=72))
    batch = host.propose(*planned)
    assert batch.waits_until is None, "the number waited by itself, so the batch need not"
    (told,) = small_world.rows("outbox_intent", kind="payout_waits")
    assert (told["data"]["waits"], told["audience"]) == ("batch", "place_team")


def test_below_the_limit_the_batch_waits_and_no_number_is_checked(small_world):
    host = Host(small_world)
    batch = host.propose(*host.plan(host.street()))
    assert batch.waits_until == small_world.clock.now() + timedelta(hours=72)
    (told,) = small_world.rows("outbox_intent", kind="payout_waits")
    assert (told["data"]["new_numbers"], told["audience"]) == (1, "place_team"), "both people of the host hear of it"
    approved = host.approve(batch)
    with pytest.raises(NotAllowedNow) as problem:
        host.export(approved)
    assert problem.value.code == "waiting"


def test_many_small_payments_on_one_number_are_one_large_one(small_world):
    host = Host(small_world)
    first, second = host.street(1), host.street(2, contact="P. Persoon")
    payees.propose_payee(small_world.ctx, host.actor("bea"), second.id, holder="P. Persoon", iban=iban(1))
    planned = [*host.plan(first), *host.plan(second)]
    with pytest.raises(NotAllowedNow) as problem:
        host.propose(*planned)
    assert problem.value.code == "number_not_ready"


def test_h62_another_holder_needs_a_second_person_whatever_the_amount(small_world):
    host = Host(small_world)
    group = host.street(cents=15_000, holder="Iemand Anders")
    planned = host.plan(group)
    with pytest.raises(NotAllowedNow):
        host.propose(*planned)
    verify(host, host.payee(group), "bob")
    assert host.propose(*planned).count == 1


def test_h63_a_number_is_not_changed_while_a_payment_is_under_way(small_world):
    host = Host(small_world)
    group = host.street()
    planned = host.plan(group)
    old = host.payee(group)

    def replace_it():
        ctx, bea = small_world.ctx, host.actor("bea")
        return payees.propose_payee(ctx, bea, group.id, holder="P. Persoon", iban=iban(7), replaces=old.id)

    batch = host.propose(*planned)
    for _step in ("proposed", "exported"):
        with pytest.raises(NotAllowedNow) as problem:
            replace_it()
        assert problem.value.code == "under_way"
        with pytest.raises(NotAllowedNow):
            payees.reject_payee(small_world.ctx, host.actor("bea"), old.id, expected_version=old.version)
        if batch.state is BatchState.DRAFT:
            batch = host.approve(batch)
            small_world.clock.move(timedelta(days=3))
            batch = host.export(batch).batch
    assert host.payee(group).id == old.id and host.payee(group).iban == iban(1)


def test_a_changed_number_takes_the_planned_payments_along(small_world):
    host = Host(small_world)
    group = host.street()
    (planned,) = host.plan(group)
    old = host.payee(group)
    new = payees.propose_payee(
        small_world.ctx, host.actor("bea"), group.id, holder="P. Persoon", iban=iban(7), replaces=old.id
    )
    assert host.of(shelves.PAYMENTS, id=planned.id)[0].payee_id == new.id
    assert host.of(shelves.PAYEES, id=old.id)[0].state is PayeeState.REPLACED


def test_who_may_approve(small_world):
    host = Host(small_world)
    batch = host.propose(*host.plan(host.street()))
    for name, error in (("bea", NotAllowedNow), ("cor", NotAllowedNow), ("mo", Forbidden), ("otto", NotFound)):
        with pytest.raises(error):
            host.approve(batch, name)
    long_ago = replace(small_world.actor("bob"), signed_in_at=small_world.clock.now() - timedelta(minutes=6))
    with pytest.raises(ReauthenticationNeeded):
        approve_batch(small_world.ctx, long_ago, batch.id, expected_version=batch.version)


def test_the_coordinator_is_the_second_person_where_the_board_has_none(small_world):
    host = Host(small_world, second=False)
    batch = host.propose(*host.plan(host.street()))
    (told,) = small_world.rows("outbox_intent", kind="payout_waits")
    assert told["audience"] == "place_coordinators", "nobody of the team can be the second person"
    assert host.approve(batch, "cor").state is BatchState.APPROVED


def test_a_volunteer_needs_a_mandate_for_money(small_world):
    host = Host(small_world)
    group = host.street()
    with pytest.raises(NotFound):
        payments.plan_payments(small_world.ctx, host.actor("victor"), group.id, amount_cents=100, receiver="P.")
    assert payments.plan_payments(small_world.ctx, host.actor("vera"), group.id, amount_cents=100, receiver="P.")


def at_once(*acts):
    """Runs acts side by side; gives what each returned or raised."""
    found: list[Any] = [None] * len(acts)
    barrier = threading.Barrier(len(acts))

    def run(place, act):
        barrier.wait()
        try:
            found[place] = act()
        except Exception as error:
            found[place] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_of_two_approvers_at_once_one_wins(world):
    host = Host(world)
    batch = host.propose(*host.plan(host.street()), name="vera")
    found = at_once(lambda: host.approve(batch, "bea"), lambda: host.approve(batch, "bob"))
    assert sum(isinstance(one, Stale) for one in found) == 1
    assert [row["state"] for row in world.rows("payout_batch")] == ["approved"]


def test_a_batch_exported_by_two_at_once_gives_one_file(world):
    host = Host(world)
    batch = host.approve(host.propose(*host.plan(host.street())))
    world.clock.move(timedelta(days=3))
    bea, bob = host.actor("bea"), host.actor("bob")
    found = at_once(*(lambda who=who: export_batch(world.ctx, who, batch.id) for who in (bea, bob)))
    assert found[0].content == found[1].content and "<EndToEndId>" in found[0].content
    assert len(world.rows("payout_batch_file")) == 1
    assert len(world.rows("audit_entry", action="payout.batch_exported")) == 1
    assert len(world.rows("audit_entry", action="payout.batch_file_read")) == 2


def test_of_two_batches_at_once_a_payment_goes_in_one(world):
    host = Host(world)
    planned = host.plan(host.street())
    found = at_once(lambda: host.propose(*planned, name="bea"), lambda: host.propose(*planned, name="bob"))
    assert sum(isinstance(one, (Stale, NotAllowedNow)) for one in found) == 1
    assert len(world.rows("payout_line")) == 1


def test_two_who_plan_at_once_stay_within_the_award(world):
    host = Host(world)
    group = host.street()
    found = at_once(*(lambda: host.plan(group) for _ in range(2)))
    assert sum(isinstance(one, (Stale, NotAllowedNow)) for one in found) == 1
    assert len(world.rows("payout_payment")) == 1


def test_a_stopped_batch_plans_its_payments_again(small_world):
    host = Host(small_world)
    (planned,) = host.plan(host.street())
    batch = host.propose(planned)
    stopped = stop_batch(small_world.ctx, host.actor("bea"), batch.id, expected_version=batch.version)
    assert stopped.state is BatchState.CANCELLED
    assert host.of(shelves.PAYMENTS, id=planned.id)[0].state is PaymentState.PLANNED
    again = host.propose(planned)
    marks = {row["end_to_end_id"] for row in small_world.rows("payout_line")}
    assert len(marks) == 2 and again.id != batch.id, "a second try has a mark of its own"
    small_world.clock.move(timedelta(days=3))
    exported = host.export(host.approve(again)).batch
    with pytest.raises(NotAllowedNow):
        stop_batch(small_world.ctx, host.actor("bea"), exported.id, expected_version=exported.version)


def test_the_day_is_a_working_day_that_still_comes(small_world):
    host = Host(small_world)
    planned = host.plan(host.street())
    day = host.world.clock.now().date()
    for days in (-1, 0, 6, 61):  # yesterday; before the waiting time is over; a Saturday; too far
        with pytest.raises(InvalidInput):
            propose_batch(
                small_world.ctx,
                host.actor("bea"),
                small_world.place,
                payment_ids=[planned[0].id],
                execution_on=day + timedelta(days=days),
            )
    assert small_world.rows("payout_batch") == []


def test_split_over_several_people_and_after_receipts(small_world):
    host = Host(small_world)
    group = host.street()
    second = payees.propose_payee(small_world.ctx, host.actor("bea"), group.id, holder="Q. Tweede", iban=iban(8))
    first = next(one for one in host.of(shelves.PAYEES, group_id=group.id) if one.id != second.id)
    made = host.plan(group, 10_001, payee_ids=[first.id, second.id])
    assert [one.amount_cents for one in made] == [5_000, 5_001]
    with pytest.raises(NotAllowedNow) as problem:
        host.plan(host.street(2, way=Way.RECEIPTS), 1)
    assert problem.value.code == "receipts_first"


@pytest.mark.parametrize("schema", [SCHEMA, OLDER_SCHEMA])
def test_the_file_fits_its_schema_and_holds_exact_amounts(small_world, schema):
    host = Host(small_world)
    streets = [host.street(number, cents=15_000 + number) for number in range(1, 4)]
    host.propose(*(one for group in streets for one in host.plan(group)))
    lines = host.of(shelves.LINES)
    content = write_pain(
        Payer("Huis «van» de wijk", "NL20INGB0001234567"), lines, lines and streets[0].created_at.date(), schema=schema
    )
    assert f"urn:iso:std:iso:20022:tech:xsd:{schema}" in content
    assert content.count("<BtchBookg>false</BtchBookg>") == 3
    assert "<CtrlSum>450.06</CtrlSum>" in content and "<NbOfTxs>3</NbOfTxs>" in content
    assert sorted(cents for *__, cents in lines_of(content)) == [15_001, 15_002, 15_003]


def test_no_account_number_outside_its_own_tables(small_world):
    """Not in the audit log, not in messages."""
    host = Host(small_world)
    group = host.street(cents=60_000)
    payees.propose_payee(small_world.ctx, host.actor("bea"), group.id, holder="Q. Tweede", iban=iban(8))
    host.plan(group)
    said = str(small_world.rows("audit_entry")) + str(small_world.rows("outbox_intent"))
    assert "payout.number_proposed" in said and "INGB" not in said


def join_again(world):
    """Bea once more on the board, under a second address of her mailbox."""
    with world.ctx.people.transaction() as connection:
        at = world.clock.now()
        world.ids["bea2"] = add_person(connection, email="bea+2@voorbeeld.nl", name="Bea", at=at)
        give_role(connection, person_id=world.ids["bea2"], organisation_id=world.place, role=Role.BOARD, at=at)


def test_h61_a_second_address_is_no_second_person(small_world):
    host = Host(small_world, second=False)
    join_again(small_world)
    group = host.street(cents=60_000)
    with pytest.raises(NotAllowedNow) as problem:
        verify(host, host.payee(group), "bea2")
    assert problem.value.code == "alike"
    assert verify(host, host.payee(group), "cor").state is PayeeState.VERIFIED, "the board has no second person"
    small_world.clock.move(timedelta(hours=72))
    batch = host.propose(*host.plan(group))
    with pytest.raises(NotAllowedNow) as problem:
        host.approve(batch, "bea2")
    assert problem.value.code == "alike"
    assert host.approve(batch, "cor").state is BatchState.APPROVED


def test_h61_the_coordinator_checks_no_number_where_the_board_can(small_world):
    host = Host(small_world)
    with pytest.raises(NotAllowedNow) as problem:
        verify(host, host.payee(host.street(cents=60_000)), "cor")
    assert problem.value.code == "board_first"


def test_much_cash_takes_a_second_person_and_a_photo(small_world):
    host = Host(small_world)
    group = host.street(cents=60_000, way=Way.CASH)
    first, second = (host.plan(group, 30_000, payee_ids=[], receiver="P. Persoon")[0] for _ in range(2))

    def sign(name, payment, **more):
        asked = {"paid_on": small_world.clock.now().date(), "paper_kept": True, "expected_version": 1} | more
        return payments.sign_cash(small_world.ctx, host.actor(name), payment.id, **asked)

    with pytest.raises(NotAllowedNow) as problem:
        sign("bea", first, photo=photo(), photo_name="a.jpg")
    assert problem.value.code == "second_signs"
    with pytest.raises(InvalidInput):
        sign("bob", first)
    for one in (first, second):
        assert sign("bob", one, photo=photo(), photo_name="a.jpg").state is PaymentState.PAID


def test_the_account_that_pays_is_the_one_that_was_approved(small_world):
    host = Host(small_world)
    batch = host.approve(host.propose(*host.plan(host.street())))
    small_world.clock.move(timedelta(days=3))
    set_settings.set_settings(
        small_world.ctx,
        host.actor("bea"),
        small_world.place,
        iban=iban(99),
        holder="Huis van de wijk",
        limit_cents=50_000,
        expected_version=1,
    )
    with pytest.raises(NotAllowedNow) as problem:
        host.export(batch)
    assert problem.value.code == "payer_changed"

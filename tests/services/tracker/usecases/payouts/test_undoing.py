"""Mistakes put right: the sums are right again, what was undone stays in sight, and no payment goes out twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from services.tracker.domain.payouts.matching import Found
from services.tracker.domain.payouts.states import BatchState, EntryState, LineOutcome, Meaning, PaymentState, Way
from services.tracker.storage.payouts import shelves
from services.tracker.usecases.payouts import payees, payments, set_settings, settling, statements, undoing
from services.tracker.usecases.payouts.close_group import close_group
from services.tracker.usecases.payouts.see_batches import read_batch
from services.tracker.usecases.payouts.see_parts import undone_file
from services.tracker.usecases.payouts.see_statements import read_statement
from services.tracker.usecases.payouts.see_streets import read_street
from services.tracker.usecases.payouts.tidy import tidy_payouts
from shared.kernel.errors import InvalidInput, NotAllowedNow, NotFound, Stale
from tests.services.tracker.payouts.made import HOST_IBAN, entry, iban, lines_of, photo, statement
from tests.services.tracker.payouts.paying import Host

WRONG = "Dit was een andere betaling"


def sent_to_bank(host, number=1):
    group = host.street(number)
    batch = host.approve(host.propose(*host.plan(group)))
    host.world.clock.move(timedelta(days=3))
    return group, lines_of(host.export(batch).content)[0]


def take(host, *entries, account=HOST_IBAN):
    data = statement(*entries, account=account)
    return statements.take_statement(host.world.ctx, host.actor("bea"), host.world.place, "a.xml", data)


def undo(host, one, reason=WRONG, who="bea"):
    return undoing.undo_entry(host.world.ctx, host.actor(who), one.id, reason=reason, expected_version=one.version)


def account(host, group):
    return read_street(host.world.ctx, host.actor("bea"), group.id).street.account


def only(host, shelf, **where):
    (found,) = host.of(shelf, **where)
    return found


def test_a_payment_that_was_matched_wrongly_is_at_the_bank_again(world):
    host = Host(world)
    group, (mark, number, name, cents) = sent_to_bank(host)
    taken = take(host, entry(cents, mark=mark, number=number, name=name))
    paid = only(host, shelves.ENTRIES)
    assert account(host, group).received == cents
    for reason in ("", "  ", "x" * 301):
        with pytest.raises(InvalidInput):
            undo(host, paid, reason)
    with pytest.raises(NotFound):
        undo(host, paid, who="otto")
    after = undo(host, paid)
    assert (after.state, after.meaning, after.line_id, after.group_id) == (EntryState.OPEN, None, None, None)
    assert only(host, shelves.LINES).outcome is LineOutcome.OPEN
    payment = only(host, shelves.PAYMENTS)
    assert (payment.state, payment.paid_on) == (PaymentState.SENT, None)
    assert only(host, shelves.BATCHES).state is BatchState.EXPORTED, "the batch waits for its statement again"
    assert (account(host, group).received, account(host, group).on_its_way) == (0, cents)
    (kept,) = read_statement(world.ctx, host.actor("bea"), taken.id).undone
    assert (kept.reason, kept.meaning, kept.group_id) == (WRONG, Meaning.PAYMENT, group.id)
    (log,) = [row for row in world.rows("audit_entry") if row["action"] == "payout.entry_undone"]
    assert WRONG not in str(log["detail"]), "free words are not in the log"
    with pytest.raises(Stale):
        undo(host, paid)
    with pytest.raises(NotAllowedNow):
        undo(host, after)
    found = Found(EntryState.SETTLED, Meaning.PAYMENT, line_id=kept.id)
    with pytest.raises(NotFound):
        settling.settle_entry(world.ctx, host.actor("bea"), after.id, found, expected_version=after.version)
    again = Found(EntryState.SETTLED, Meaning.PAYMENT, line_id=paid.line_id)
    settling.settle_entry(world.ctx, host.actor("bea"), after.id, again, expected_version=after.version)
    assert account(host, group).received == cents and only(host, shelves.BATCHES).state is BatchState.MATCHED


def test_money_that_did_not_come_back_is_paid_again_on_paper_only(small_world):
    host = Host(small_world)
    group, (mark, number, name, cents) = sent_to_bank(host)
    back = entry(cents, incoming=True, mark=mark, number=number, name=name, reason="AC04", ref="r")
    take(host, entry(cents, mark=mark, number=number, name=name), back)
    paid, returned = host.of(shelves.ENTRIES)
    with pytest.raises(NotAllowedNow) as problem:
        undo(host, paid)
    assert problem.value.code == "came_back_later"
    # In between the street got another number.
    old = host.payee(group)
    payees.propose_payee(
        small_world.ctx, host.actor("bea"), group.id, holder="P. Persoon", iban=iban(7), replaces=old.id
    )
    assert account(host, group).received == 0
    undo(host, returned)
    payment = only(host, shelves.PAYMENTS)
    assert (payment.state, payment.paid_on, payment.problem) == (PaymentState.PAID, date(2026, 11, 30), "")
    assert payment.payee_id == old.id, "the money went to the number of that day"
    assert account(host, group).received == cents
    undo(host, paid)
    assert only(host, shelves.PAYMENTS).state is PaymentState.SENT


def test_what_was_paid_once_more_is_not_undone_underneath(small_world):
    host = Host(small_world)
    __, (mark, number, name, cents) = sent_to_bank(host)
    take(host, entry(cents, incoming=True, mark=mark, number=number, name=name, reason="AC04", ref="r"))
    returned = only(host, shelves.ENTRIES)
    host.propose(only(host, shelves.PAYMENTS))
    with pytest.raises(NotAllowedNow) as problem:
        undo(host, returned)
    assert problem.value.code == "moved_on"
    assert only(host, shelves.PAYMENTS).state is PaymentState.BATCHED


def test_money_of_a_group_and_lines_set_aside(small_world):
    host = Host(small_world)
    group, (mark, number, name, cents) = sent_to_bank(host)
    odd = entry(777, incoming=True, number=iban(60), name="Onbekend", text="?")
    back = entry(300, incoming=True, number=number, name=name, text="over")
    take(host, entry(cents, mark=mark, number=number, name=name), back, odd)
    found = {one.amount_cents: one for one in host.of(shelves.ENTRIES)}
    ctx, bea = small_world.ctx, host.actor("bea")
    aside = settling.settle_entry(ctx, bea, found[777].id, Found(EntryState.ASIDE), expected_version=1)
    assert undo(host, aside).state is EntryState.OPEN
    given = Found(EntryState.SETTLED, Meaning.MONEY_BACK, group_id=group.id)
    settled = settling.settle_entry(ctx, bea, found[300].id, given, expected_version=1)
    assert account(host, group).left == cents - 300
    closed = close_group(
        ctx, bea, group.id, reason="Klaar", expected_version=only(host, shelves.GROUPS, id=group.id).version
    )
    with pytest.raises(NotAllowedNow) as problem:
        undo(host, settled)
    assert closed.closed_at and problem.value.code == "group_closed"


def test_cash_that_was_not_given_is_planned_again_and_its_photo_stays(small_world):
    host = Host(small_world)
    group = host.street(way=Way.CASH)
    (planned,) = host.plan(group, 5_000, payee_ids=[], receiver="P. Persoon")
    ctx, bea, today = small_world.ctx, host.actor("bea"), small_world.clock.now().date()

    def sign(one):
        asked = {"paid_on": today, "paper_kept": False, "photo": photo(), "photo_name": "a.jpg"}
        return payments.sign_cash(ctx, bea, one.id, **asked, expected_version=one.version)

    def undo_it(one, reason=WRONG):
        return undoing.undo_cash(ctx, bea, one.id, reason=reason, expected_version=one.version)

    with pytest.raises(NotAllowedNow):
        undo_it(planned)
    signed = sign(planned)
    with pytest.raises(InvalidInput):
        undo_it(signed, "")
    again = undo_it(signed)
    assert (again.state, again.paid_on, again.signature_file) == (PaymentState.PLANNED, None, None)
    assert account(host, group).received == 0 and account(host, group).planned == 5_000
    (kept,) = read_street(ctx, bea, group.id).undone
    assert kept.paid_on == today and kept.reason == WRONG
    small_world.clock.move(timedelta(days=3))
    tidy_payouts(ctx)
    assert undone_file(ctx, host.actor("bea"), kept.id).startswith(b"\xff\xd8")
    with pytest.raises(NotFound):
        undone_file(ctx, host.actor("otto"), kept.id)
    assert sign(again).state is PaymentState.PAID


def change_account(host, number=99):
    settings = only(host, shelves.SETTINGS)
    values = {"iban": iban(number), "holder": "Huis van de wijk", "limit_cents": 50_000}
    set_settings.set_settings(
        host.world.ctx, host.actor("bea"), host.world.place, **values, expected_version=settings.version
    )


def test_a_batch_keeps_the_account_it_was_paid_from(world):
    host = Host(world)
    group, (mark, number, name, cents) = sent_to_bank(host)
    content = host.export(only(host, shelves.BATCHES)).content
    change_account(host)
    batch = only(host, shelves.BATCHES)
    assert read_batch(world.ctx, host.actor("bea"), batch.id).batch.payer_iban == HOST_IBAN
    assert host.export(batch).content == content, "the file says what was paid, whatever the account is now"
    take(host, entry(5, incoming=True, name="X", text="nieuw"), account=iban(99))
    take(host, entry(cents, mark=mark, number=number, name=name), account=HOST_IBAN)
    assert account(host, group).received == cents, "a statement of the old account still tells what was paid"
    with pytest.raises(InvalidInput) as problem:
        take(host, entry(1, text="x"), account=iban(55))
    assert problem.value.errors[0].code == "other_account"


def test_a_statement_of_one_account_says_nothing_of_another(small_world):
    host = Host(small_world)
    __, (mark, number, name, cents) = sent_to_bank(host)
    change_account(host)
    take(host, entry(cents, mark=mark, number=number, name=name), account=iban(99))
    assert only(host, shelves.ENTRIES).state is EntryState.OPEN
    assert only(host, shelves.PAYMENTS).state is PaymentState.SENT


def test_a_limit_alone_stops_no_batch(small_world):
    host = Host(small_world)
    batch = host.approve(host.propose(*host.plan(host.street())))
    small_world.clock.move(timedelta(days=3))
    values: dict[str, Any] = {"iban": "", "holder": "Huis van de wijk", "limit_cents": 40_000}
    set_settings.set_settings(small_world.ctx, host.actor("bea"), small_world.place, **values, expected_version=1)
    assert host.export(batch).batch.state is BatchState.EXPORTED


def test_two_lines_for_one_payment_get_a_clear_answer(small_world):
    host = Host(small_world)
    group, (mark, number, name, cents) = sent_to_bank(host)
    booked = entry(cents, mark=mark, number=number, name=name)
    take(host, booked, booked)
    first, second = host.of(shelves.ENTRIES)
    assert (first.state, second.state) == (EntryState.SETTLED, EntryState.OPEN)
    found = Found(EntryState.SETTLED, Meaning.PAYMENT, line_id=first.line_id)
    with pytest.raises(InvalidInput) as problem:
        settling.settle_entry(small_world.ctx, host.actor("bea"), second.id, found, expected_version=1)
    (wrong,) = problem.value.errors
    assert wrong.code == "already_matched" and "Draai hem eerst terug" in wrong.message
    assert account(host, group).received == cents


def test_a_line_of_a_batch_that_was_stopped_and_another_currency(small_world):
    host = Host(small_world)
    group = host.street()
    batch = host.propose(*host.plan(group))
    line = only(host, shelves.LINES)
    taken = take(host, entry(35_000, number=iban(1), name="P. Persoon", text="zelf betaald"))
    assert taken.entries == 1
    booked = only(host, shelves.ENTRIES)
    found = Found(EntryState.SETTLED, Meaning.PAYMENT, line_id=line.id)
    with pytest.raises(InvalidInput) as problem:
        settling.settle_entry(small_world.ctx, host.actor("bea"), booked.id, found, expected_version=1)
    assert [one.code for one in problem.value.errors] == ["not_sent"] and batch.state is BatchState.DRAFT
    data = statement(entry(1, text="x")).replace(b'Ccy="EUR"', b'Ccy="USD"')
    with pytest.raises(InvalidInput) as problem:
        statements.take_statement(small_world.ctx, host.actor("bea"), small_world.place, "a.xml", data)
    assert "andere munt dan de euro" in problem.value.errors[0].message
    assert len(host.of(shelves.STATEMENTS)) == 1


def test_money_back_of_a_closed_street_asks_to_open_it(small_world):
    host = Host(small_world)
    group = host.street()
    close_group(small_world.ctx, host.actor("bea"), group.id, reason="Gestopt", expected_version=group.version)
    take(host, entry(300, incoming=True, number=iban(70), name="Iemand", text="over"))
    found = Found(EntryState.SETTLED, Meaning.MONEY_BACK, group_id=group.id)
    with pytest.raises(InvalidInput) as problem:
        settling.settle_entry(
            small_world.ctx, host.actor("bea"), only(host, shelves.ENTRIES).id, found, expected_version=1
        )
    assert problem.value.errors[0].code == "group_closed"

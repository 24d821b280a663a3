"""Lists that come in, receipts, cash, statements and closing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.tracker.domain.payouts.matching import Found
from services.tracker.domain.payouts.states import EntryState, LineOutcome, Meaning, PaymentState, ReceiptState, Way
from services.tracker.storage.payouts import shelves
from services.tracker.usecases.payouts import import_awards, payments, receipt_links, receipts, settling, statements
from services.tracker.usecases.payouts.close_group import close_group, reopen_group
from services.tracker.usecases.payouts.decide_batch import stop_batch
from services.tracker.usecases.payouts.see_streets import Show, list_streets, read_street
from shared.access.limits import Limit
from shared.access.scope import SYSTEM
from shared.kernel.errors import InvalidInput, NotAllowedNow, NotFound, TooMany
from tests.services.tracker.payouts.made import awards_csv, entry, iban, lines_of, photo, statement
from tests.services.tracker.payouts.paying import Host


def show(host, data, name="lijst.csv", who="bea"):
    return import_awards.show_awards(
        host.world.ctx, host.actor(who), host.world.place, name, data, scheme="Opzoomer Mee"
    )


def confirm(host, shown):
    return import_awards.confirm_awards(
        host.world.ctx, host.actor("bea"), shown.id, Way.ADVANCE, expected_version=shown.version
    )


def test_h76_five_thousand_lines_with_one_bad_row_write_nothing(small_world):
    host = Host(small_world)
    rows = [f"Straat {n};350" for n in range(4_999)]
    rows[3_000] = "Straat 3000;± 350"
    with pytest.raises(InvalidInput) as problem:
        show(host, "\n".join(("straat;bedrag", *rows)).encode())
    assert [(one.field, one.code) for one in problem.value.errors] == [("3002.bedrag", "not_a_number")]
    assert small_world.rows("payout_group") == [] and small_world.rows("payout_import") == []


def test_h77_the_same_file_twice_adds_nothing(world):
    host = Host(world)
    done = confirm(host, show(host, awards_csv(3)))
    assert done.rows == [], "names and numbers stand with their streets alone"
    again = show(host, awards_csv(3))
    assert again.id == done.id and again.confirmed_at is not None
    with pytest.raises(NotAllowedNow):
        confirm(host, again)
    more = show(host, awards_csv(5))
    assert (more.added, more.same) == (2, 3)
    confirm(host, more)
    assert len(world.rows("payout_group")) == 5


def test_a_street_that_is_there_with_another_amount_is_named(small_world):
    host = Host(small_world)
    confirm(host, show(host, b"straat;bedrag\nRozenstraat;350"))
    with pytest.raises(InvalidInput) as problem:
        show(host, b"straat;bedrag\nRozenstraat;351\nTulpstraat;200")
    assert "Rozenstraat" in problem.value.errors[0].message
    assert len(small_world.rows("payout_group")) == 1


def test_windows_words_and_foreign_hosts(small_world):
    host = Host(small_world)
    shown = show(host, "straat;bedrag\nCaféstraat;350".encode("cp1252"))
    assert shown.rows[0]["name"] == "Caféstraat"
    with pytest.raises(NotFound):
        show(host, awards_csv(1), who="otto")
    with pytest.raises(NotFound):
        list_streets(small_world.ctx, host.actor("otto"), small_world.place)


def test_cash_needs_a_signature(small_world):
    host = Host(small_world)
    group = host.street(way=Way.CASH)
    (planned,) = host.plan(group, 5_000, payee_ids=[], receiver="P. Persoon")
    today = small_world.clock.now().date()

    def sign(**more):
        asked = {"paid_on": today, "paper_kept": False, "expected_version": planned.version} | more
        return payments.sign_cash(small_world.ctx, host.actor("bea"), planned.id, **asked)

    for wrong in (
        {},
        {"paper_kept": True, "paid_on": today + timedelta(days=1)},
        {"photo": b"MZ", "photo_name": "a.jpg"},
    ):
        with pytest.raises(InvalidInput):
            sign(**wrong)
    done = sign(photo=photo(), photo_name="IMG.jpeg")
    assert done.state is PaymentState.PAID and done.signature_file
    assert read_street(small_world.ctx, host.actor("bea"), group.id).street.account.received == 5_000


def make_link(host, group, days=30):
    ends_on = host.world.clock.now().date() + timedelta(days=days)
    return receipt_links.make_link(host.world.ctx, host.actor("bea"), group.id, ends_on=ends_on).secret


def send(host, secret, what="verf", cents=500, shade=120, client="192.0.2.1"):
    new = receipts.NewReceipt(what, cents, photo(shade), "bon.jpg")
    return receipt_links.send_receipt(host.world.ctx, secret, new, client=client)


def test_a_link_opens_one_street_until_it_ends(small_world):
    host = Host(small_world)
    group = host.street()
    first = make_link(host, group)
    assert first not in str(small_world.rows("payout_link")), "only a digest is kept"
    send(host, first)
    second = make_link(host, group)
    with pytest.raises(NotFound):
        send(host, first)
    assert receipt_links.open_link(small_world.ctx, second).group.id == group.id
    small_world.clock.move(timedelta(days=31))
    for secret in (second, "x" * 43, ""):
        with pytest.raises(NotFound):
            receipt_links.open_link(small_world.ctx, secret)
    third = make_link(host, group)
    receipt_links.end_link(small_world.ctx, host.actor("bea"), group.id)
    with pytest.raises(NotFound):
        send(host, third)


def test_sending_has_a_limit(small_world, monkeypatch):
    host = Host(small_world)
    secret = make_link(host, host.street())
    monkeypatch.setattr(receipt_links, "PER_LINK", Limit("receipts_link", 2, timedelta(hours=1)))
    for number in range(2):
        send(host, secret, client=f"192.0.2.{number}")
    with pytest.raises(TooMany):
        send(host, secret, client="192.0.2.9")


def test_receipts_count_after_somebody_looked(small_world):
    host = Host(small_world)
    group, other = host.street(1), host.street(2)
    secret = make_link(host, group)
    unknown = send(host, secret, cents=None)
    twin = send(host, make_link(host, other), what="iets anders")

    def check(receipt, **more):
        asked = {"accepted": True, "expected_version": receipt.version} | more
        return receipts.check_receipt(small_world.ctx, host.actor("bea"), receipt.id, **asked)

    with pytest.raises(InvalidInput):
        check(unknown)
    with pytest.raises(InvalidInput):
        check(unknown, accepted=False)
    view = read_street(small_world.ctx, host.actor("bea"), group.id)
    assert [one.id for one in view.doubles[unknown.id]] == [twin.id], "the same photo at another street is named"
    assert view.street.account.spent == 0
    assert check(unknown, amount_cents=499).state is ReceiptState.ACCEPTED
    assert read_street(small_world.ctx, host.actor("bea"), group.id).street.account.spent == 499


def paid_street(host):
    """A street whose payment stands at the bank, with the mark, number, name and cents of its line."""
    group = host.street()
    batch = host.approve(host.propose(*host.plan(group)))
    host.world.clock.move(timedelta(days=3))
    return group, lines_of(host.export(batch).content)[0]


def take(host, data, name="afschrift.xml"):
    return statements.take_statement(host.world.ctx, host.actor("bea"), host.world.place, name, data)


def test_a_statement_is_matched_once_and_overlaps_do_no_harm(world):
    host = Host(world)
    group, (mark, number, name, cents) = paid_street(host)
    booked = entry(cents, mark=mark, number=number, name=name)
    twice = entry(250, number=iban(50), name="Kosten bank", text="kosten", ref="")
    taken = take(host, statement(booked, twice, twice))
    assert taken.entries == 3, "two equal lines are two payments"
    assert take(host, statement(booked, twice, twice)).id == taken.id
    assert take(host, statement(booked, twice, entry(1, text="nieuw"))).entries == 1
    (payment,) = host.of(shelves.PAYMENTS, group_id=group.id)
    assert (payment.state, payment.paid_on) == (PaymentState.PAID, date(2026, 11, 30))
    assert [row["state"] for row in world.rows("payout_batch")] == ["matched"]


def test_a_returned_payment_stands_open_again_with_its_reason(small_world):
    host = Host(small_world)
    group, (mark, number, name, cents) = paid_street(host)
    booked = entry(cents, mark=mark, number=number, name=name)
    take(host, statement(booked))
    take(
        host,
        statement(booked, entry(cents, incoming=True, mark=mark, number=number, name=name, reason="AC04", ref="r")),
    )
    (payment,) = host.of(shelves.PAYMENTS, group_id=group.id)
    assert (payment.state, payment.problem, payment.paid_on) == (PaymentState.PLANNED, "AC04", None)
    told = [row["data"]["waits"] for row in small_world.rows("outbox_intent", kind="payout_waits")]
    assert told == ["batch", "returned"]
    again = host.propose(payment)
    assert again.waits_until is not None, "a number that came back was never paid"


def test_what_is_not_clear_waits_for_a_person(small_world):
    host = Host(small_world)
    group, (__, number, name, cents) = paid_street(host)
    unmarked = entry(cents, number=number, name=name, text="handmatig")
    back = entry(300, incoming=True, number=number, name=name, text="over")
    odd = entry(777, incoming=True, number=iban(60), name="Onbekend", text="?")
    take(host, statement(unmarked, back, odd), name="../af\x00schrift" + "x" * 5_000)
    found = {one.amount_cents: one for one in host.of(shelves.ENTRIES)}
    assert [found[one].state for one in (cents, 300, 777)] == [
        EntryState.PROPOSED,
        EntryState.PROPOSED,
        EntryState.OPEN,
    ]
    assert host.of(shelves.PAYMENTS, group_id=group.id)[0].state is PaymentState.SENT

    def settle(one, meaning, **more):
        ctx, bea = small_world.ctx, host.actor("bea")
        asked = Found(EntryState.SETTLED if meaning else EntryState.ASIDE, meaning, **more)
        return settling.settle_entry(ctx, bea, one.id, asked, expected_version=one.version)

    with pytest.raises(InvalidInput):
        settle(found[777], Meaning.PAYMENT, line_id=found[cents].line_id)
    with pytest.raises(InvalidInput):
        settle(found[777], Meaning.INCOME, scheme="x" * 1_000)
    settle(found[cents], Meaning.PAYMENT, line_id=found[cents].line_id)
    settle(found[300], Meaning.MONEY_BACK, group_id=group.id)
    aside = settle(found[777], None)
    settle(aside, Meaning.INCOME, scheme="Opzoomer Mee")
    account = read_street(small_world.ctx, host.actor("bea"), group.id).street.account
    assert (account.received, account.money_back, account.left) == (35_000, 300, 34_700)
    assert list_streets(small_world.ctx, host.actor("bea"), small_world.place).income == (("Opzoomer Mee", 777),)


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"geen xml",
        b"<html/>",
        statement(entry(1, text="x"), head=BOMB),
        statement(head='<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">'),
        statement(entry(1, text="x"), account="NL91ABNA0417164300"),
        statement(entry(1, text="x")).replace(b'Ccy="EUR"', b'Ccy="USD"'),
        statement(entry(1, text="x")).replace(b"0.01", b"1e309"),
        b"x" * 5_000_001,
    ],
)
def test_statements_that_can_not_be_used(small_world, data):
    host = Host(small_world)
    with pytest.raises(InvalidInput):
        take(host, data)
    assert small_world.rows("payout_statement") == []


def test_closing_and_what_the_list_shows(small_world):
    host = Host(small_world)
    group, (mark, number, name, cents) = paid_street(host)
    take(host, statement(entry(cents, mark=mark, number=number, name=name)))
    ctx, bea = small_world.ctx, host.actor("bea")
    host.street(2)

    def names(show):
        return [one.group.name for one in list_streets(ctx, bea, small_world.place, show=show).shown]

    assert (names(Show.MISSING), names(Show.UNPAID), names(Show.CLOSED)) == (["Straat 1"], ["Straat 2"], [])
    version = host.of(shelves.GROUPS, id=group.id)[0].version
    with pytest.raises(InvalidInput):
        close_group(ctx, bea, group.id, expected_version=version)
    closed = close_group(ctx, bea, group.id, reason="De bonnen zijn verbrand", expected_version=version)
    assert names(Show.CLOSED) == ["Straat 1"] and names(Show.MISSING) == []
    with pytest.raises(NotAllowedNow):
        send(host, make_link(host, group))
    reopen_group(ctx, bea, group.id, expected_version=closed.version)
    assert names(Show.MISSING) == ["Straat 1"]


def paid_by_hand(host):
    """A batch that waits for its second person, and a line of a statement that looks like its only payment."""
    (payment,) = host.plan(host.street())
    batch = host.propose(payment)
    (line,) = host.of(shelves.LINES, batch_id=batch.id)
    take(host, statement(entry(35_000, number=iban(1), name="P. Persoon", text="met de hand betaald")))
    return payment, batch, line, host.of(shelves.ENTRIES)[0]


def test_only_what_went_to_the_bank_is_matched(small_world):
    host = Host(small_world)
    payment, _batch, line, booked = paid_by_hand(host)
    assert booked.state is EntryState.OPEN
    paid = Found(EntryState.SETTLED, Meaning.PAYMENT, line_id=line.id)
    with pytest.raises(InvalidInput):
        settling.settle_entry(small_world.ctx, host.actor("bea"), booked.id, paid, expected_version=booked.version)
    assert host.of(shelves.PAYMENTS, id=payment.id)[0].state is PaymentState.BATCHED


def test_a_payment_that_is_paid_already_goes_in_no_file_and_is_not_planned_again(small_world):
    host = Host(small_world)
    payment, batch, line, _booked = paid_by_hand(host)
    batch = host.approve(batch)
    small_world.clock.move(timedelta(days=3))
    with small_world.ctx.database.transaction() as connection:
        shelves.LINES.change(connection, SYSTEM, line, outcome=LineOutcome.PAID)
    with pytest.raises(NotAllowedNow) as problem:
        host.export(batch)
    assert problem.value.code == "line_not_open"
    stop_batch(small_world.ctx, host.actor("bea"), batch.id, expected_version=batch.version)
    assert host.of(shelves.PAYMENTS, id=payment.id)[0].state is PaymentState.BATCHED

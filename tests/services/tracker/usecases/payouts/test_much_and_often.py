"""How much a host keeps in photos, and how often somebody may bring something in."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from services.tracker.domain.documents.rules import MOST_BYTES_PER_PLACE
from services.tracker.domain.payouts.states import Way
from services.tracker.usecases import how_often, room
from services.tracker.usecases.documents.see_documents import documents_of_place
from services.tracker.usecases.how_often import count_once
from services.tracker.usecases.payouts import import_awards, payments, receipt_links, receipts, undoing
from services.tracker.usecases.payouts.receipt_links import make_link
from shared.kernel.errors import InvalidInput, TooMany
from tests.services.tracker.client import BASE, client_of, hidden_of
from tests.services.tracker.payouts.made import awards_csv, entry, photo, statement
from tests.services.tracker.payouts.paying import Host


def used(world):
    return MOST_BYTES_PER_PLACE - documents_of_place(world.ctx, world.actor("bea"), world.place).left


def test_receipts_and_signed_papers_count_to_the_room_of_the_host(world):
    host = Host(world)
    group = host.street(way=Way.CASH)
    ctx, bea, today = world.ctx, host.actor("bea"), world.clock.now().date()
    assert used(world) == 0
    receipts.add_receipt(ctx, bea, group.id, receipts.NewReceipt("verf", 500, photo(), "bon.jpg"))
    one = used(world)
    assert one > 0
    (planned,) = host.plan(group, 5_000, payee_ids=[], receiver="P. Persoon")
    asked = {"paid_on": today, "paper_kept": False, "photo": photo(), "photo_name": "a.jpg"}
    signed = payments.sign_cash(ctx, bea, planned.id, **asked, expected_version=planned.version)
    assert used(world) == 2 * one
    undoing.undo_cash(ctx, bea, signed.id, reason="Niet gegeven", expected_version=signed.version)
    assert used(world) == 2 * one, "the photo of the mistake is kept too"


def test_a_full_host_takes_no_photo_and_says_so_to_each_in_their_words(small_world, monkeypatch):
    host = Host(small_world)
    group = host.street()
    ctx, bea = small_world.ctx, host.actor("bea")
    ends_on = small_world.clock.now().date() + timedelta(days=30)
    secret = make_link(ctx, bea, group.id, ends_on=ends_on).secret
    monkeypatch.setattr(room, "MOST_BYTES_PER_PLACE", 10)
    new = receipts.NewReceipt("verf", 500, photo(), "bon.jpg")
    with pytest.raises(InvalidInput) as problem:
        receipts.add_receipt(ctx, bea, group.id, new)
    assert problem.value.errors[0].field == "photo" and "Haal eerst iets weg" in problem.value.errors[0].message
    with pytest.raises(InvalidInput) as problem:
        receipt_links.send_receipt(ctx, secret, new, client="192.0.2.1")
    assert "Bel de stichting" in problem.value.errors[0].message
    receipts.add_receipt(ctx, bea, group.id, receipts.NewReceipt("verf", 500))
    assert len(small_world.rows("payout_receipt")) == 1, "paper alone needs no room"


def spend(world, limit, who="bea"):
    for _try in range(limit.most):
        count_once(world.ctx, world.actor(who), limit)


def test_lists_statements_and_uploads_have_a_limit_and_say_when_to_come_back(small_world):
    host = Host(small_world)
    group = host.street()
    bea = client_of(small_world, "bea")
    root = f"/payouts/hosts/{small_world.place}"
    photos = {"what": "Verf", "amount": "5", "photo": (io.BytesIO(photo()), "bon.jpg")}
    for limit, path, fields in (
        (how_often.AWARD_LISTS_SHOWN, f"{root}/awards", {"scheme": "A", "file": (io.BytesIO(awards_csv(1)), "l.csv")}),
        (how_often.STATEMENTS, f"{root}/statements", {"file": (io.BytesIO(statement(entry(1, text="x"))), "a.xml")}),
        (how_often.UPLOADS, f"/payouts/{group.id}/receipts/new", photos),
    ):
        spend(small_world, limit)
        answer = bea.post(path, **hidden_of(bea.get(path).text, path), **fields)
        assert answer.status_code == 429, path
        assert 0 < int(answer.headers["Retry-After"]) <= 3600
        assert "Te vaak" in answer.text or "te vaak" in answer.text
    headers = {"X-CSRF-Token": bea.token, "Idempotency-Key": "0" * 32}
    data = {"file": (io.BytesIO(statement(entry(1, text="x"))), "a.xml")}
    path = f"/api/v1/payout-hosts/{small_world.place}/statements"
    answer = bea.http.post(path, base_url=BASE, headers=headers, data=data)
    assert answer.status_code == 429 and answer.headers["Retry-After"] and "te vaak" in (answer.json or {})["detail"]
    assert small_world.rows("payout_statement") == [] and small_world.rows("payout_receipt") == []
    bob = client_of(small_world, "bob")
    answer = bob.post(f"{root}/statements", **hidden_of(bob.get(f"{root}/statements").text, f"{root}/statements"))
    assert answer.status_code == 400, "another person goes on"
    small_world.clock.move(timedelta(hours=1))
    count_once(small_world.ctx, host.actor("bea"), how_often.STATEMENTS)


def test_a_list_that_is_refused_does_not_count_as_brought_in(small_world):
    host = Host(small_world)
    ctx, bea = small_world.ctx, host.actor("bea")

    def bring(number):
        shown = import_awards.show_awards(ctx, bea, small_world.place, "l.csv", awards_csv(1, number), scheme="A")
        return import_awards.confirm_awards(ctx, bea, shown.id, Way.ADVANCE, expected_version=shown.version)

    for number in range(1, how_often.AWARD_LISTS.most + 1):
        bring(number)
    with pytest.raises(TooMany) as problem:
        bring(9)
    assert problem.value.retry_after > 0
    assert len(small_world.rows("payout_group")) == how_often.AWARD_LISTS.most, "nothing of it was written"

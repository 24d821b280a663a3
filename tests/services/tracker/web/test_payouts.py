"""The pages of a fiscal host: what is typed stays, buttons say what stands in the way, and strangers see one street."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest

from services.tracker.domain.payouts.matching import Found
from services.tracker.domain.payouts.states import BatchState, EntryState, LineOutcome, Meaning, PaymentState, Way
from services.tracker.storage.payouts import shelves
from services.tracker.usecases.payouts import payees, payments, receipt_links, settling, statements
from services.tracker.usecases.payouts.bank_refused import bank_refused
from shared.kernel.errors import NotAllowedNow
from tests.services.tracker.client import BASE, client_of, hidden_of, stranger, words_of
from tests.services.tracker.payouts.made import entry, iban, photo, statement
from tests.services.tracker.payouts.paying import Host


@pytest.fixture
def host(small_world):
    return Host(small_world)


def press(client, page, path, **fields):
    """Presses the button on a page that posts to `path`."""
    return client.post(path, **hidden_of(client.get(page).text, path), **fields)


def plain(answer):
    return words_of(answer.text).replace("\xa0", " ")


def test_a_form_comes_back_with_all_that_is_wrong_and_all_that_was_typed(host):
    bea = client_of(host.world, "bea")
    path = f"/payouts/hosts/{host.world.place}/new"
    answer = bea.submit(path, name="Rozenstraat", amount="veel", iban="NL00FOUT", contactEmail="geen", way="")
    assert answer.status_code == 400
    for typed in ("Rozenstraat", "veel", "NL00FOUT", "geen"):
        assert f'value="{typed}"' in answer.text
    assert "Dit is geen bedrag" in plain(answer) and "Kies hoe de groep het geld krijgt" in plain(answer)
    fixed = bea.submit(path, name="Rozenstraat", scheme="Opzoomer Mee", amount="350", iban="NL00FOUT", way="cash")
    assert fixed.status_code == 400 and "Dit rekeningnummer klopt niet" in plain(fixed)
    done = bea.submit(path, name="Rozenstraat", scheme="Opzoomer Mee", amount="350", way="cash")
    assert done.status_code == 303
    again = bea.submit(path, name="rozenstraat", scheme="Opzoomer Mee", amount="350", way="cash")
    assert again.status_code == 409 and "Dit staat er al" in plain(again)


def test_a_wrong_list_names_line_and_column(host):
    bea = client_of(host.world, "bea")
    path = f"/payouts/hosts/{host.world.place}/awards"
    hidden = hidden_of(bea.get(path).text, path)
    file = (io.BytesIO(b"straat;bedrag\nRoos;350\nTulp;\xb1 200"), "lijst.csv")
    answer = bea.post(path, **hidden, scheme="Opzoomer Mee", file=file)
    assert answer.status_code == 400 and "Regel 3, kolom bedrag: Dit is geen bedrag." in plain(answer)
    assert "Er is niets bewaard" in plain(answer) and 'value="Opzoomer Mee"' in answer.text
    assert bea.post(path, **hidden, scheme="").status_code == 400


def test_cash_from_plan_to_paper_to_signature(host):
    bea = client_of(host.world, "bea")
    group = host.street(way=Way.CASH)
    page = f"/payouts/{group.id}"
    assert bea.submit(f"{page}/payments/new", means="cash", amount="350,01", receiver="Anna").status_code == 409
    assert bea.submit(f"{page}/payments/new", means="cash", amount="", receiver="").status_code == 400
    assert bea.submit(f"{page}/payments/new", means="cash", amount="122,05", receiver="Anna").status_code == 303
    payment = host.world.rows("payout_payment")[0]
    path = f"/payouts/payments/{payment['id']}"
    paper = plain(bea.get(f"{path}/paper"))
    assert "€ 122,05" in paper and "honderdtweeëntwintig euro en vijf cent" in paper and "Handtekening" in paper
    assert bea.submit(f"{path}/signed", paidOn="2026-11-20").status_code == 400
    hidden = hidden_of(bea.get(f"{path}/signed").text, f"{path}/signed")
    wrong = bea.post(f"{path}/signed", **hidden, paidOn="2026-11-20", photo=(io.BytesIO(b"MZ exe"), "a.jpg"))
    assert wrong.status_code == 400
    done = bea.post(f"{path}/signed", **hidden, paidOn="2026-11-20", photo=(io.BytesIO(photo()), "a.jpg"))
    assert done.status_code == 303 and bea.get(f"{path}/photo").data.startswith(b"\xff\xd8")
    assert "Foto van de handtekening" in plain(bea.get(page))
    assert client_of(host.world, "otto").get(f"{path}/photo").status_code == 404


def test_buttons_do_what_they_say_or_say_why_not(host):
    bea, bob = client_of(host.world, "bea"), client_of(host.world, "bob")
    group = host.street(cents=60_000)
    page, host_page = f"/payouts/{group.id}", f"/payouts/hosts/{host.world.place}"
    (planned,) = host.plan(group)
    assert "Een tweede persoon moet dit rekeningnummer eerst nakijken" in plain(bea.get(f"{host_page}/batches"))
    payee = f"/payouts/payees/{host.payee(group).id}"
    assert "Nakijken" not in plain(bea.get(page)) and "Nakijken" in plain(bob.get(page))
    assert bea.submit(payee, callNote="ik belde").status_code == 409
    assert bob.submit(payee, callNote="").status_code == 400
    assert bob.submit(payee, callNote="Anna op 06-1, vandaag 10 uur").status_code == 303
    assert "wacht tot drie dagen" in plain(bea.get(f"{host_page}/batches")).lower()
    press(bea, page, f"/payouts/payments/{planned.id}/cancel")
    assert "vervallen" in plain(bea.get(page))
    press(bea, page, f"{payee}/reject")
    assert "Er is nog geen rekeningnummer" in plain(bea.get(page))
    number = bea.submit(f"{page}/payees/new", holder="A. Vries", iban="NL91 ABNA 0417 1643 00")
    assert number.status_code == 303
    wrong = bea.submit(f"{page}/payees/new", holder="A. Vries", iban="NL91 ABNA 0417 1643 01")
    assert wrong.status_code == 400 and "tikfout" in plain(wrong)
    closed = bea.submit(f"{page}/close", reason="")
    assert closed.status_code == 303, "nothing was paid, so there is nothing to account for"
    press(bea, page, f"{page}/reopen")
    assert "De straat is weer open." in plain(bea.get(page))
    edit = bea.submit(f"{page}/edit", contactName="Bram", contactPhone="06", contactEmail="geen", way="advance")
    assert edit.status_code == 400
    assert (
        bea.submit(f"{page}/edit", contactName="Bram", contactPhone="", contactEmail="", way="receipts").status_code
        == 303
    )
    assert "Bram" in plain(bea.get(page))


def test_somebody_who_was_late_sees_that_and_nothing_changes(host):
    bea = client_of(host.world, "bea")
    group = host.street()
    path = f"/payouts/{group.id}/edit"
    hidden = hidden_of(bea.get(path).text, path)
    host.plan(group)
    late = bea.post(path, **hidden, contactName="Bram", contactPhone="", contactEmail="", way="advance")
    assert late.status_code == 412 and "Iemand anders was u net voor" in plain(late)


def test_money_left_gives_a_message_to_copy(host):
    bea = client_of(host.world, "bea")
    group = host.street(way=Way.CASH)
    host.plan(group, 5_000, payee_ids=[], receiver="Anna")
    path = f"/payouts/payments/{host.world.rows('payout_payment')[0]['id']}/signed"
    bea.submit(path, paidOn="2026-11-20", paperKept="1")
    told = plain(bea.get(f"/payouts/{group.id}"))
    assert "nog € 50,00 over" in told or "nog € 50 over" in told
    assert "Wij sturen dit niet" in told and host.world.rows("outbox_intent") == []


def test_a_coordinator_sees_where_a_second_person_is_wanted(host):
    host.propose(*host.plan(host.street()))
    told = plain(client_of(host.world, "cor").get("/payouts"))
    assert "Huis van de wijk · 1 betaling wacht op een tweede persoon" in told
    assert client_of(host.world, "otto").get("/payouts").status_code == 303, "one host: straight to its list"


def by_link(host, group):
    ends_on = host.world.clock.now().date() + timedelta(days=9)
    made = receipt_links.make_link(host.world.ctx, host.actor("bea"), group.id, ends_on=ends_on)
    return f"/receipts/{made.secret}"


def test_a_stranger_with_the_link_sees_one_street_without_names_or_numbers(host):
    group = host.street(contact="Anna de Vries", holder="A. de Vries")
    host.street(2)
    path, visitor = by_link(host, group), stranger(host.world)
    answer = visitor.get(path, base_url=BASE)
    assert answer.headers["Referrer-Policy"] == "no-referrer" and answer.headers["Cache-Control"] == "no-store"
    assert "Straat 1" in answer.text
    for hidden in ("Straat 2", "Vries", "INGB", "NL..", iban(1)[-4:]):
        assert hidden not in words_of(answer.text)
    assert visitor.get(f"{path}x", base_url=BASE).status_code == 404


def test_a_stranger_sends_receipts_and_hears_what_is_wrong(host):
    path, visitor = by_link(host, host.street()), stranger(host.world)

    def send(**fields):
        text = visitor.get(path, base_url=BASE).text
        return visitor.post(path, base_url=BASE, data={**hidden_of(text, path), **fields})

    empty = send(what="", amount="x")
    assert empty.status_code == 400
    assert all(text in plain(empty) for text in ("Vul in wat u kocht", "Dit is geen bedrag", "Maak een foto"))
    assert 'value="x"' in empty.text
    assert send(what="verf", photo=(io.BytesIO(b"%PDF nee"), "a.jpg")).status_code == 400
    assert send(what="verf", photo=(io.BytesIO(photo()), "a.jpg")).status_code == 303
    assert visitor.post(path, base_url=BASE, data={"what": "x"}).status_code == 403, "another site can't send"
    assert "verf: nog nakijken" in plain(visitor.get(path, base_url=BASE))


def test_the_secret_of_a_link_is_not_kept_and_a_repeat_is_no_second_receipt(host):
    path, visitor = by_link(host, host.street()), stranger(host.world)
    hidden = hidden_of(visitor.get(path, base_url=BASE).text, path)
    for _try in range(2):
        sent = {**hidden, "what": "verf", "photo": (io.BytesIO(photo()), "a.jpg")}
        assert visitor.post(path, base_url=BASE, data=sent).headers["Location"].endswith(path)
    assert len(host.world.rows("payout_receipt")) == 1
    assert path.removeprefix("/receipts/") not in str(host.world.rows("idempotency_key"))


def test_the_new_number_of_a_changed_payee_shows_only_its_end(host):
    bea = client_of(host.world, "bea")
    group = host.street()
    old = host.payee(group)
    payees.propose_payee(
        host.world.ctx, host.actor("bea"), group.id, holder="P. Persoon", iban=iban(7), replaces=old.id
    )
    pages = (f"/payouts/{group.id}", f"/payouts/hosts/{host.world.place}/batches", f"/payouts?host={host.world.place}")
    for page in pages:
        assert not re.search(r"NL\d\d", bea.get(page).text), page


def test_a_file_that_the_bank_refused_is_planned_again_by_somebody_else(host):
    group = host.street()
    batch = host.approve(host.propose(*host.plan(group)))
    host.world.clock.move(timedelta(days=3))
    exported = host.export(batch).batch
    page, path = f"/payouts/batches/{batch.id}", f"/payouts/batches/{batch.id}/refused"
    bea, bob = client_of(host.world, "bea"), client_of(host.world, "bob")
    assert path not in bea.get(page).text, "who made the file does not undo it alone"
    with pytest.raises(NotAllowedNow):
        bank_refused(host.world.ctx, host.actor("bea"), batch.id, reason="x", expected_version=exported.version)
    text = bob.get(page).text
    bob.post(path, **{**hidden_of(text, path), "idempotency_key": "leeg"}, reason=" ")
    assert host.of(shelves.BATCHES, id=batch.id)[0].state is BatchState.EXPORTED
    bob.post(path, **hidden_of(text, path), reason="Het bestand is te oud")
    (payment,) = host.of(shelves.PAYMENTS, group_id=group.id)
    assert (payment.state, payment.problem) == (PaymentState.PLANNED, "Het bestand is te oud")
    assert [one.outcome for one in host.of(shelves.LINES, batch_id=batch.id)] == [LineOutcome.RETURNED]
    assert bob.post(f"{page}/file").status_code == 409, "the refused file is not given again"
    assert host.propose(payment).count == 1


def test_a_line_and_cash_are_put_right_on_their_pages(host):
    bea, ctx = client_of(host.world, "bea"), host.world.ctx
    group = host.street(way=Way.CASH)
    (planned,) = host.plan(group, 5_000, payee_ids=[], receiver="Anna")
    given = {"paid_on": host.world.clock.now().date(), "paper_kept": True, "expected_version": planned.version}
    payments.sign_cash(ctx, host.actor("bea"), planned.id, **given)
    street, form = f"/payouts/{group.id}", f"/payouts/payments/{planned.id}/undo"
    assert form in bea.get(street).text and form not in client_of(host.world, "mo").get(street).text
    assert "Schrijf kort op wat er fout was" in plain(bea.submit(form, reason=" "))
    assert bea.submit(form, reason="Niet gegeven").status_code == 303
    assert "Teruggedraaid" in plain(bea.get(street)) and "Niet gegeven" in plain(bea.get(street))
    assert client_of(host.world, "otto").get(form).status_code == 404

    data = statement(entry(300, incoming=True, number=iban(70), name="Iemand", text="over"))
    taken = statements.take_statement(ctx, host.actor("bea"), host.world.place, "a.xml", data)
    page, line = f"/payouts/statements/{taken.id}", host.of(shelves.ENTRIES)[0]
    found = Found(EntryState.SETTLED, Meaning.MONEY_BACK, group_id=group.id)
    settling.settle_entry(ctx, host.actor("bea"), line.id, found, expected_version=1)
    form = f"/payouts/entries/{line.id}/undo"
    assert form in bea.get(page).text
    shown = plain(bea.get(form))
    assert "geld terug van een groep (Straat 1)" in shown and "€ 3,00" in shown
    assert bea.submit(form, reason="Andere straat").status_code == 303
    shown = plain(bea.get(page))
    assert "Andere straat" in shown and "Wat is dit?" in shown
    answer = bea.send("POST", f"/statement-entries/{line.id}/undoings", {"reason": "x"}, version=3)
    assert answer.status_code == 409

    listed = f"/payouts/hosts/{host.world.place}/statements"
    host.world.clock.move(timedelta(minutes=1))
    sent = bea.post(listed, **hidden_of(bea.get(listed).text, listed), file=(io.BytesIO(data), "a.xml"))
    assert sent.status_code == 303 and "Dit afschrift was al ingelezen" in plain(bea.get(page))

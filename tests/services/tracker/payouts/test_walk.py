"""The whole way over HTTP: a list comes in, two people pay it in one batch, the statement comes back, to the cent."""

from __future__ import annotations

import io
import re
from datetime import timedelta

from shared.access.actors import Role
from tests.services.tracker.client import client_of, hidden_of, stranger, words_of
from tests.services.tracker.payouts.made import (
    HOST_IBAN,
    amount,
    awards_csv,
    entry,
    iban,
    lines_of,
    photo,
    statement,
    street,
)


def upload(client, path, data, name, **fields):
    text = client.get(path).text
    hidden = hidden_of(text, path)
    return client.post(path, **hidden, **fields, file=(io.BytesIO(data), name))


def found(pattern, text):
    """What the brackets of the pattern hold."""
    match = re.search(pattern, text, re.DOTALL)
    assert match, pattern
    return match[1]


def press(client, page, path, **fields):
    """Presses the button on a page that posts to `path`."""
    return client.post(path, **hidden_of(client.get(page).text, path), **fields)


def plain(text):
    return words_of(text).replace("\xa0", " ")


def test_thirty_streets_are_paid_by_two_people_and_come_back_to_the_cent(world):
    world.join("bob", Role.BOARD)
    bea, bob = client_of(world, "bea"), client_of(world, "bob")
    host = f"/payouts/hosts/{world.place}"
    answer = bea.submit(f"{host}/settings", iban=HOST_IBAN, holder="Huis van de wijk", limit="500")
    assert answer.status_code == 303

    # The list: shown, then confirmed.
    shown = upload(bea, f"{host}/awards", awards_csv(30), "lijst.csv", scheme="Opzoomer Mee")
    where = shown.headers["Location"].removeprefix("/tracker")
    assert "30 nieuwe straten" in words_of(bea.get(where).text) and not world.rows("payout_group")
    assert bea.submit(where, way="advance").status_code == 303
    groups = {row["name"]: row["id"] for row in world.rows("payout_group")}
    assert len(groups) == 30

    # Money planned for all of them, gathered in one batch.
    page = f"{host}/batches"
    assert press(bea, page, f"{host}/plan-all").status_code == 303
    assert len(world.rows("payout_payment")) == 30
    text = bea.get(f"{host}/batches").text
    day = found(r'name="executionOn"[^>]*value="([^"]*)"', text)
    chosen = re.findall(r'name="payments" value="([^"]*)"', text)
    assert len(chosen) == 30
    assert bea.submit(f"{host}/batches", payments=chosen, executionOn=day).status_code == 303
    batch = world.rows("payout_batch")[0]
    page = f"/payouts/batches/{batch['id']}"
    total = sum(amount(n) for n in range(1, 31))
    assert (batch["count"], batch["sum_cents"]) == (30, total)

    # Not by one person; by another yes; not before three days are over.
    assert "Ik keur" not in bea.get(page).text
    assert "Ik keur" in bob.get(page).text
    assert press(bob, page, f"{page}/approve").status_code == 303
    assert bea.post(f"{page}/file").status_code == 409
    world.clock.move(timedelta(days=3))
    bea = client_of(world, "bea")
    pain = press(bea, page, f"{page}/file").data
    lines = lines_of(pain)
    assert sum(cents for *__, cents in lines) == total
    assert {number for __, number, *__ in lines} == {iban(n) for n in range(1, 31)}
    assert press(bea, page, f"{page}/file").data == pain, "asked again it is the same file"

    # The bank: 29 paid, one came back; the municipality paid in; one group sent money back.
    booked = [entry(cents, mark=mark, number=number, name=name) for mark, number, name, cents in lines]
    mark, number, name, cents = next(line for line in reversed(lines) if line[1] != iban(1))
    returned = entry(cents, incoming=True, mark=mark, number=number, name=name, reason="AC04", ref="back")
    income = entry(total, incoming=True, number=iban(900), name="Gemeente", text="Opzoomer Mee 2026")
    back = entry(1_000, incoming=True, number=iban(1), name="P. Persoon1", text="over")
    sent = statement(*booked, returned, income, back)
    taken = upload(bea, f"{host}/statements", sent, "afschrift.xml")
    page = taken.headers["Location"].removeprefix("/tracker")
    again = upload(bea, f"{host}/statements", sent, "afschrift.xml")
    assert again.headers["Location"] == taken.headers["Location"], "the same file changes nothing"
    assert len(world.rows("payout_entry")) == 33

    # A person confirms what is only proposed.
    for row in world.rows("payout_entry", state="proposed"):
        text = bea.get(page).text
        path = f"/payouts/entries/{row['id']}"
        what = found(rf'id="what-{row["id"]}".*?<option value="([^"]*)" selected', text)
        bea.post(path, **hidden_of(text, path), what=what)
    assert not world.rows("payout_entry", state="proposed")

    first = groups[street(1)]
    last = next(group_id for name, group_id in groups.items() if iban(int(name.split()[-1])) == number)
    told = plain(bea.get(f"/payouts/{last}").text)
    assert "de rekening is opgeheven" in told and "gepland" in told
    assert [row["paid_on"] for row in world.rows("payout_payment", group_id=last)] == [None]
    told = plain(bea.get(f"/payouts/{first}").text)
    assert "Uitbetaald € 161,01" in told and "Terugbetaald € 10,00" in told

    # The group sends a receipt by its link, the host takes it, and what is left fits to the cent.
    made = bea.submit(f"/payouts/{first}/link", endsOn="2027-02-01")
    link = found(r"/tracker(/receipts/[\w-]+)", made.text)
    visitor = stranger(world)
    text = visitor.get(link, base_url="http://127.0.0.1:8000/tracker").text
    assert "Persoon" not in text and "INGB" not in text
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    new = {**fields, "what": "Plantjes", "amount": "", "photo": (io.BytesIO(photo()), "bon.jpg")}
    sent = visitor.post(link, base_url="http://127.0.0.1:8000/tracker", data=new)
    assert sent.status_code == 303
    receipt = world.rows("payout_receipt")[0]
    path = f"/payouts/receipts/{receipt['id']}"
    assert bea.get(f"{path}/photo").headers["Content-Disposition"].startswith("attachment")
    assert bea.submit(path, answer="accept", amount="").status_code == 400, "somebody must read the amount"
    assert bea.submit(path, answer="accept", amount="151,01").status_code == 303
    assert "Het geld en de bonnen zijn gelijk." in words_of(bea.get(f"/payouts/{first}").text)
    assert bea.submit(f"/payouts/{first}/close", reason="").status_code == 303
    listed = plain(bea.get(f"/payouts?host={world.place}").text)
    paid = f"{(total - cents) / 100:,.2f}".translate(str.maketrans(",.", ".,"))
    assert "30 straten" in listed and f"€ {paid} € 151,01 € 10,00" in listed

"""The JSON door of a fiscal host: the same acts, and what a program hears when it asks too much."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from shared.access.actors import Role
from shared.kernel.ids import new_id
from tests.services.tracker.client import BASE, client_of
from tests.services.tracker.payouts.made import HOST_IBAN, awards_csv, entry, iban, lines_of, photo, statement

STREET = {"name": "Rozenstraat", "scheme": "Opzoomer Mee", "amount": "350,00", "way": "advance"}


def send_file(client, path, version=None, key="", **fields):
    """Posts a form with a file to the API."""
    headers = {"X-CSRF-Token": client.token, "Idempotency-Key": key or new_id()}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    return client.http.post(f"/api/v1{path}", base_url=BASE, headers=headers, data=fields)


@pytest.fixture
def doors(small_world):
    small_world.join("bob", Role.BOARD)
    bea = client_of(small_world, "bea")
    asked = {"iban": HOST_IBAN, "holder": "Huis van de wijk", "limit": 500, "version": 0}
    answer = bea.send("POST", f"/payout-hosts/{small_world.place}/settings", asked)
    assert (answer.status_code, answer.json["iban"]) == (200, "NL.. •••• 4567")
    return small_world, bea, client_of(small_world, "bob")


def test_the_whole_way_by_json(doors):
    world, bea, bob = doors
    host = f"/payout-hosts/{world.place}"
    made = bea.send("POST", f"{host}/groups", {**STREET, "contactName": "P. Persoon"})
    assert made.status_code == 201 and made.json["amount"] == "350"
    group = f"/payout-groups/{made.json['id']}"
    payee = bea.send("POST", f"{group}/payees", {"holder": "P. Persoon", "iban": iban(1)})
    assert payee.json["iban"] == f"NL.. •••• {iban(1)[-4:]}"

    waiting = bea.send("GET", f"{host}/batches").json
    shown = {"count": waiting["plannableCount"], "sumCents": waiting["plannableCents"]}
    assert bea.send("POST", f"{host}/payments", {**shown, "count": 2}).status_code == 409
    planned = bea.send("POST", f"{host}/payments", shown).json["items"]
    asked = {"paymentIds": [one["id"] for one in planned], "executionOn": "2026-11-26"}
    key = new_id()
    batch = bea.send("POST", f"{host}/batches", asked, key=key)
    assert bea.send("POST", f"{host}/batches", asked, key=key).json == batch.json, "a repeat answers the same"
    path = f"/payout-batches/{batch.json['id']}"
    assert bea.send("POST", f"{path}/approvals", version=1).status_code == 409
    assert bob.send("POST", f"{path}/approvals", version=9).status_code == 412
    assert bob.send("POST", f"{path}/approvals", version=1).json["state"] == "approved"
    assert bea.send("POST", f"{path}/files", {}).status_code == 409
    world.clock.move(timedelta(days=3))
    bea = client_of(world, "bea")
    file = bea.send("POST", f"{path}/files", {"schema": "pain.001.001.03"})
    (mark, number, name, cents), *__ = lines_of(file.data)
    said = {"reason": "Het bestand is te oud"}
    assert bea.send("POST", f"{path}/refusals", said, version=3).status_code == 409, "who made the file"

    data = statement(entry(cents, mark=mark, number=number, name=name), entry(5, incoming=True, name="X", text="?"))
    taken = send_file(bea, f"{host}/statements", file=(io.BytesIO(data), "a.xml"))
    lines = bea.send("GET", f"/payout-statements/{taken.json['id']}").json["lines"]
    odd = next(one for one in lines if one["state"] == "open")
    asked = {"meaning": "income", "scheme": "Opzoomer Mee"}
    settled = bea.send("POST", f"/statement-entries/{odd['id']}/settlements", asked, version=odd["version"])
    assert settled.json["state"] == "settled"

    receipt = send_file(bea, f"{group}/receipts", what="Verf", amount="350", photo=(io.BytesIO(photo()), "bon.jpg"))
    assert receipt.status_code == 201
    checked = bea.send("POST", f"/receipts/{receipt.json['id']}/checks", {"accepted": True}, version=1)
    assert checked.json["state"] == "accepted"
    street = bea.send("GET", group).json
    assert (street["account"]["received"], street["account"]["spent"], street["account"]["leftCents"]) == (
        "350",
        "350",
        0,
    )
    closed = bea.send("POST", f"{group}/closings", {}, version=street["group"]["version"])
    assert closed.json["state"] == "closed"
    total = bea.send("GET", f"{host}/groups?show=closed").json["total"]
    assert (total["count"], total["received"]) == (1, "350")


def test_a_list_of_awards_by_json(doors):
    world, bea, __ = doors
    host = f"/payout-hosts/{world.place}"
    shown = send_file(bea, f"{host}/awards-imports", file=(io.BytesIO(awards_csv(2)), "a.csv"), scheme="Opzoomer Mee")
    assert (shown.status_code, shown.json["added"], len(shown.json["rows"])) == (201, 2, 2)
    path = f"/awards-imports/{shown.json['id']}/confirmations"
    done = bea.send("POST", path, {"way": "advance"}, version=1)
    assert done.status_code == 200 and done.json["confirmedAt"] and done.json["rows"] == []
    assert bea.send("POST", path, {"way": "advance"}, version=2).status_code == 409
    wrong = send_file(bea, f"{host}/awards-imports", file=(io.BytesIO(b"a;b"), "a.csv"), scheme="x")
    assert wrong.status_code == 400 and len(wrong.json["errors"]) == 2
    hosts = bea.send("GET", "/payout-hosts").json["items"]
    assert hosts == [{"id": world.place, "name": "Huis van de wijk", "pays": True, "waiting": 0}]
    assert bea.send("GET", f"{host}/settings").json["limit"] == "500"
    assert client_of(world, "mo").send("GET", f"{host}/settings").status_code == 403


def test_a_secret_is_given_once(doors):
    world, bea, __ = doors
    made = bea.send("POST", f"/payout-hosts/{world.place}/groups", STREET).json
    path, key = f"/payout-groups/{made['id']}/receipt-links", new_id()
    first = bea.send("POST", path, {"endsOn": "2026-12-31"}, key=key)
    again = bea.send("POST", path, {"endsOn": "2026-12-31"}, key=key)
    assert len(first.json["secret"]) == 43 and again.json == {**first.json, "secret": None}
    assert first.json["secret"] not in str(world.rows("idempotency_key"))


@pytest.mark.parametrize("amount", [-1, "NaN", "1e309", 0.001, "0", "± 350", None, [], True])
def test_h64_amounts_are_exact_or_refused(doors, amount):
    world, bea, __ = doors
    answer = bea.send("POST", f"/payout-hosts/{world.place}/groups", {**STREET, "amount": amount})
    assert answer.status_code == 400 and world.rows("payout_group") == []


def test_h1_a_foreign_host_does_not_exist(doors):
    world, bea, __ = doors
    made = bea.send("POST", f"/payout-hosts/{world.place}/groups", STREET).json
    otto = client_of(world, "otto")
    group, host = f"/payout-groups/{made['id']}", f"/payout-hosts/{world.place}"
    asked = [
        otto.send("GET", group),
        otto.send("GET", f"{host}/groups"),
        otto.send("GET", f"{host}/batches"),
        otto.send("GET", f"{host}/statements"),
        otto.send("POST", f"{host}/groups", STREET),
        otto.send("POST", f"{group}/closings", {}, version=1),
        otto.send("POST", f"{group}/receipt-links", {"endsOn": "2026-12-31"}),
        otto.get(f"/payouts/{made['id']}"),
        otto.get(f"/payouts?host={world.place}"),
        otto.get(f"/payouts/file?host={world.place}"),
    ]
    assert [answer.status_code for answer in asked] == [404] * len(asked)
    mo = client_of(world, "mo")
    assert mo.send("GET", group).status_code == 200
    assert mo.send("POST", f"{group}/closings", {}, version=1).status_code == 403


def test_h30_no_text_becomes_a_formula_and_figures_stay_figures(doors):
    world, bea, __ = doors
    for name in ("=HYPERLINK(1)", "+cmd", "@SUM", "\uff1d1", " =1"):
        assert bea.send("POST", f"/payout-hosts/{world.place}/groups", {**STREET, "name": name}).status_code == 201
    text = bea.get(f"/payouts/file?host={world.place}&format=csv").data.decode("utf-8-sig")
    rows = [row.split(";") for row in text.splitlines()[1:]]
    assert len(rows) == 5 and all(row[0].startswith("'") for row in rows)
    assert {row[5] for row in rows} == {"350,0"}
    assert bea.get(f"/payouts/file?host={world.place}&format=xlsx").data.startswith(b"PK")
    world.clock.move(timedelta(minutes=6))
    assert bea.get(f"/payouts/file?host={world.place}").status_code == 403, (
        "taking data along asks for a recent sign-in"
    )

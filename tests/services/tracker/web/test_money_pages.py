"""The pages of money and of the account, as the board and the coordinator walk through them on a phone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.tracker.jobs.clock import tick
from shared.access.actors import Role
from shared.access.enrolment import give_role
from tests.services.tracker.acts import begin, decide, made_ready
from tests.services.tracker.client import client_of, words_of

IBAN = "NL91 ABNA 0417 1643 00"


@pytest.fixture
def world(small_world):
    return small_world


@pytest.fixture
def bea(world):
    return client_of(world, "bea")


@pytest.fixture
def where(world):
    application = begin(world)
    made_ready(world, application)
    decide(world, application)
    return f"/applications/{application.id}/money"


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return words_of(answer.text).replace("\xa0", " ")


def instalment(world, position):
    return next(row["id"] for row in world.rows("instalment") if row["position"] == position)


def test_from_award_to_the_last_payment(world, bea, where):
    assert "Het geld van deze aanvraag" in page(bea, where.removesuffix("/money"))
    assert "Hoe komt dit geld?" in page(bea, where)
    answer = bea.submit(f"{where}/plan", kind="advance_75", firstOn="2026-11-01", lastOn="2027-06-30", needsLetter="1")
    assert answer.status_code == 303, answer.text
    text = page(bea, where)
    for part in ("€ 3.000,00 – Na de toekenning", "€ 1.000,00 – Na het verslag", "De gever zou op 1 november 2026"):
        assert part in text, part
    assert "Stuur eerst de getekende brief terug" in text
    bea.submit(f"{where}/letter", sentOn="2026-11-22")
    assert "De getekende brief ging terug op 22 november 2026." in page(bea, where)
    first = instalment(world, 1)
    bea.submit(f"{where}/{first}/step/order", expectedOn="2026-11-30")
    assert "Onderweg € 3.000,00" in page(bea, where)
    bea.submit(f"{where}/{first}/credit", amount="2.999,50", receivedOn="2026-11-22")
    text = page(bea, where)
    assert "Binnen € 2.999,50" in text and "Er kwam € 0,50 minder dan afgesproken." in text
    assert "Van € 0,50 weet u nog niet wanneer het komt." in text
    bea.submit(f"{where}/{instalment(world, 2)}/credit", amount="1000", receivedOn="2026-11-22", note="Rekening 2")
    credit = world.rows("credit", amount_cents=100_000)[0]["id"]
    bea.submit(f"{where}/credits/{credit}/mistake", reason="Andere aanvraag")
    text = page(bea, where)
    assert "Weggehaald door Bea: Andere aanvraag" in text and "Komt nog € 1.000,50" in text
    history = page(bea, where.removesuffix("/money"))
    assert "Er kwam geld binnen" in history and "Een verkeerd bedrag weggehaald" in history


def test_the_money_of_the_place_adds_up_and_can_be_taken_along(world, bea, where):
    assert "Er is nog geen geld" in page(bea, "/money")
    bea.submit(f"{where}/plan", kind="advance_50", firstOn="2026-11-01", lastOn="2027-06-30")
    bea.submit(f"{where}/{instalment(world, 1)}/credit", amount="500", receivedOn="2026-11-02", restFollows="1")
    text = page(bea, "/money")
    for part in (
        "Dit had er al moeten zijn",
        "De gever zou op 1 november 2026 € 1.500,00 betalen.",
        "november 2026 € 1.500,00 € 500,00",
        "juni 2027 € 2.000,00 € 0,00",
        "Samen € 3.500,00 € 500,00",
    ):
        assert part in text, part
    answer = bea.get(f"/money.csv?place={world.place}")
    lines = answer.get_data().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Aanvraag;Bron;Betaling") and len(lines) == 3
    assert ";2000,0;2026-11-01;500,0;1500,0;" in lines[1]
    assert len(world.rows("audit_entry", action="money.export")) == 1
    assert answer.headers["Cache-Control"] == "no-store"
    vera = client_of(world, "vera")
    assert "bestand" in page(bea, "/money") and "bestand" not in page(vera, f"/money?place={world.place}")
    assert vera.get(f"/money.csv?place={world.place}").status_code == 403
    assert client_of(world, "otto").get(f"/money.csv?place={world.place}").status_code == 404


@pytest.mark.parametrize("typed", ["-1", "NaN", "1e309", "0,001", "0.001", "", "0", "veel"])
def test_h64_an_amount_that_is_none_is_a_mend_with_all_that_was_typed(world, bea, where, typed):
    bea.submit(f"{where}/plan", kind="at_once")
    path = f"{where}/{instalment(world, 1)}/credit"
    answer = bea.submit(path, amount=typed, receivedOn="2026-11-20", note="Van de fanfare")
    assert answer.status_code == 400
    assert "Van de fanfare" in answer.text and 'value="2026-11-20"' in answer.text
    assert world.rows("credit") == []


@pytest.mark.parametrize(("typed", "cents"), [("1.000,00", 100_000), ("1000", 100_000), ("€ 12,5", 1_250)])
def test_h64_dutch_amounts_are_exact(world, bea, where, typed, cents):
    bea.submit(f"{where}/plan", kind="at_once")
    bea.submit(f"{where}/{instalment(world, 1)}/credit", amount=typed, receivedOn="2026-11-20")
    assert world.rows("credit")[0]["amount_cents"] == cents


def test_an_own_plan_that_does_not_add_up_comes_back_as_typed(world, bea, where):
    fields = {"kind": "own", "parts.0.amount": "1.000", "parts.0.label": "Start", "parts.1.amount": "2999,99"}
    answer = bea.submit(f"{where}/plan", **fields)
    assert answer.status_code == 400
    assert "niet gelijk aan wat er nog komt" in answer.text
    assert 'value="2999,99"' in answer.text and 'value="Start"' in answer.text
    assert bea.submit(f"{where}/plan", **fields | {"parts.1.amount": "3.000,00"}).status_code == 303
    assert {row["position"]: row["amount_cents"] for row in world.rows("instalment")} == {1: 100_000, 2: 300_000}


def test_who_only_reads_gets_no_buttons(world, bea, where):
    bea.submit(f"{where}/plan", kind="at_once")
    for who in ("mo", "vera", "cor"):
        text = page(client_of(world, who), where)
        assert "Het geld is binnen" not in text and "€ 4.000,00" in text
        for form in (f"{where}/plan", f"{where}/credit", f"{where}/{instalment(world, 1)}/credit"):
            assert client_of(world, who).get(form).status_code == 403
    assert client_of(world, "otto").get(where).status_code == 404


def test_an_account_on_its_way(world, bea):
    assert "Er is nog geen rekeningnummer" in page(bea, "/bank-account")
    wrong = {"iban": "NL91 FOUT", "holder": "De wijk", "owner": "place"}
    answer = bea.post("/bank-account/new", place=world.place, idempotency_key="1", **wrong)
    assert answer.status_code == 400 and 'value="NL91 FOUT"' in answer.text and 'value="De wijk"' in answer.text
    fields = {"iban": IBAN, "holder": "Stichting Huis van de wijk", "owner": "place", "evidenceKept": "1"}
    answer = bea.post("/bank-account/new", place=world.place, idempotency_key="2", **fields)
    assert answer.status_code == 303, answer.text
    text = page(bea, "/bank-account")
    assert "Voorgesteld" in text and "NL.. •••• 4300" in text and "0417" not in text
    assert "Nakijken en goedkeuren" not in text, "who proposed it does not approve it"
    cor = client_of(world, "cor")
    assert "Nakijken en goedkeuren" in page(cor, f"/bank-account?place={world.place}")
    account = world.rows("payout_account")[0]["id"]
    path = f"/bank-account/{account}"
    call = {"calledName": "Ank", "calledNumber": "010 123 45 67", "calledOn": "2026-11-22"}
    world.clock.move(timedelta(minutes=6))
    again = cor.submit(f"{path}/approval", **call)
    assert again.status_code == 403 and "Log eerst opnieuw in" in again.text and 'value="Ank"' in again.text
    assert client_of(world, "cor").submit(f"{path}/approval", **call).status_code == 303
    assert "Het nummer gaat in op 25 november 2026 om 13:06" in page(bea, "/bank-account")
    world.clock.move(timedelta(hours=72))
    tick(world.ctx)
    bea = client_of(world, "bea")
    assert "Nu in gebruik" in page(bea, "/bank-account")
    assert "NL91ABNA0417164300" in page(bea, f"{path}/number")
    assert client_of(world, "mo").get(f"{path}/number").status_code == 403
    assert "Toon het hele nummer" not in page(client_of(world, "mo"), "/bank-account")
    assert client_of(world, "cor").submit(f"{path}/rejection", reason="Verdacht").status_code == 303
    text = page(bea, "/bank-account")
    assert "Tegengehouden" in text and "Waarom: Verdacht" in text


def test_who_signed_in_long_ago_is_asked_again_and_comes_back(world, bea):
    world.clock.move(timedelta(minutes=6))
    form = f"/bank-account/new?place={world.place}"
    fields = {"iban": IBAN, "holder": "Huis van de wijk", "owner": "place", "evidenceKept": "1"}
    assert "Log eerst opnieuw in" in page(bea, form)
    answer = bea.submit(form, **fields)
    assert answer.status_code == 403 and IBAN in answer.text
    back = f"/sign-in?next=%2Ftracker%2Fbank-account%2Fnew%3Fplace%3D{world.place}"
    assert f'href="{back}"' in answer.text
    assert client_of(world, "bea").submit(form, **fields).status_code == 303
    account = world.rows("payout_account")[0]["id"]
    text = page(bea, f"/bank-account/{account}/number")
    assert "Opnieuw inloggen" in text and "0417164300" not in text
    assert bea.get(f"/money.csv?place={world.place}").status_code == 403


def test_a_place_is_chosen_when_there_are_several(world, bea):
    with world.ctx.people.transaction() as connection:
        give_role(
            connection,
            person_id=world.ids["bea"],
            organisation_id=world.ids["other"],
            role=Role.BOARD,
            at=world.clock.now(),
        )
    for path in ("/money", "/bank-account"):
        text = page(bea, path)
        assert "Van welke plek?" in text and "Huis van de wijk" in text and "De buren" in text
        assert page(bea, f"{path}?place={world.ids['other']}")
        assert bea.get(f"{path}?place={world.ids['coalition']}").status_code == 404


def test_forms_of_the_account_are_for_who_may_act(world, bea):
    fields = {"iban": IBAN, "holder": "Huis van de wijk", "owner": "place", "evidenceKept": "1"}
    bea.post("/bank-account/new", place=world.place, idempotency_key="1", **fields)
    account = world.rows("payout_account")[0]["id"]
    for who, status in (("mo", 403), ("vera", 403), ("victor", 404), ("otto", 404)):
        client = client_of(world, who)
        for path in (f"/bank-account/new?place={world.place}", f"/bank-account/{account}/rejection"):
            assert client.get(path).status_code == status, (who, path)

"""Signing in as a browser does it."""

from __future__ import annotations

import re
import statistics
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa

from shared.access.enrolment import add_person, disable_person
from shared.audit import entries
from tests.services.matcher.web.sign_in.world import LOCAL, NOW, TOKEN, found, outbox


def test_from_an_address_to_the_page_that_was_wanted(world):
    browser = world.browser()
    refused = browser.get("/me")
    assert (refused.status_code, refused.headers["Location"]) == (303, "/sign-in?next=/me")
    form = browser.get(refused.headers["Location"])
    assert 'value="/me"' in form.text
    asked = browser.ask(next="/me")
    assert asked.status_code == 303
    code_page = browser.get(asked.headers["Location"])
    assert 'autocomplete="one-time-code"' in code_page.text
    assert 'inputmode="numeric"' in code_page.text
    done = browser.submit(asked.headers["Location"], code=world.mail()[1])
    assert (done.status_code, done.headers["Location"]) == (303, "/me")
    assert browser.me() == world.noor


def test_signing_in_again_for_what_asks_it_anew(world):
    browser = world.browser()
    browser.sign_in()
    assert browser.get("/sign-in?next=/me").headers["Location"] == "/me", "the first time is fresh enough"
    world.clock.move(timedelta(minutes=6))
    assert browser.get("/sign-in").headers["Location"] == "/"
    assert 'value="/me"' in browser.get("/sign-in?next=/me").text
    asked = browser.submit("/sign-in", form="/sign-in?next=/me", email="noor@voorbeeld.nl", next="/me")
    done = browser.submit(asked.headers["Location"], code=world.mail()[1])
    assert done.headers["Location"] == "/me"
    assert browser.get("/sign-in?next=/me").headers["Location"] == "/me"


def test_one_mail_is_told_in_the_same_transaction_and_holds_no_secret(world):
    world.browser().ask()
    with world.people.read() as connection:
        rows = connection.execute(sa.select(outbox)).all()
    assert [(row.kind, row.subject, row.withdrawn_at) for row in rows] == [
        ("sign_in", f"challenge:{world.newest().id}", None)
    ]
    assert not [secret for secret in world.mail() if secret.rsplit("/", 1)[-1] in str(rows)]


def test_signing_in_is_in_the_log_also_when_it_failed(world):
    browser = world.browser()
    where = browser.ask().headers["Location"]
    browser.submit(where, code="00000000" if world.mail()[1] != "00000000" else "11111111")
    browser.submit(where, code=world.mail()[1])
    with world.people.read() as connection:
        assert [line.action for line in entries(connection, f"person:{world.noor}")] == ["session.start"]
        assert [line.action for line in entries(connection, "sign_in")] == ["session.wrong_code"]


def test_a_newcomer_registers(world):
    browser = world.browser()
    assert "Meld uw plek aan" in browser.get("/sign-in").text
    assert 'name="purpose" value="register"' in browser.get("/sign-in?purpose=register").text
    asked = browser.ask("nieuw@voorbeeld.nl", purpose="register", next="/places/new")
    done = browser.submit(asked.headers["Location"], code=world.mail()[1])
    assert done.headers["Location"] == "/places/new"
    assert browser.me() not in (None, world.noor)


def test_h17_opening_the_link_changes_nothing(world):
    browser = world.browser()
    browser.ask(next="/me")
    path, _ = world.mail()
    scanner = world.browser()
    seen = scanner.get(path)
    for _ in range(5):
        assert scanner.get(path).status_code == 200
        assert scanner.client.head(path, base_url=LOCAL).status_code == 200
    assert seen.headers["Referrer-Policy"] == "no-referrer"
    assert seen.headers["Cache-Control"] == "no-store"
    assert scanner.me() is None
    assert browser.submit(path).headers["Location"] == "/me"
    assert browser.me() == world.noor


def test_h18_the_link_works_once(world):
    browser = world.browser()
    browser.ask()
    path, code = world.mail()
    assert browser.submit(path).status_code == 303
    again = world.browser().submit(path)
    assert again.status_code == 400
    assert "werkt niet meer" in again.text
    assert browser.submit(f"/sign-in/code/{world.newest().id}", code=code).status_code == 400


def test_h19_another_browser_asks_for_the_code(world):
    world.browser().ask(next="/me")
    path, code = world.mail()
    other = world.browser()
    asked = other.submit(path)
    assert asked.status_code == 200
    assert "andere browser" in asked.text
    assert other.me() is None
    where = found(r'action="(/sign-in/code/[^"]+)"', asked.text)
    assert other.submit(where, code=code).headers["Location"] == "/me"
    assert other.me() == world.noor


def test_h20_after_ten_minutes_it_is_over(world):
    browser = world.browser()
    browser.ask()
    world.clock.move(timedelta(minutes=10))
    path, code = world.mail()
    assert browser.submit(path).status_code == 400
    assert browser.submit(f"/sign-in/code/{world.newest().id}", code=code).status_code == 400
    assert browser.me() is None


def test_h21_known_unknown_and_shut_out_look_the_same(world):
    with world.people.transaction() as connection:
        gone = add_person(connection, email="weg@voorbeeld.nl", at=NOW)
        disable_person(connection, person_id=gone, at=NOW)
    shown = set()
    for email in ("noor@voorbeeld.nl", "niemand@voorbeeld.nl", "weg@voorbeeld.nl"):
        browser = world.browser()
        asked = browser.ask(email)
        after = browser.get(asked.headers["Location"])
        text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", asked.headers["Location"] + after.text)
        text = re.sub(r'name="csrf_token" value="[^"]+"', "", text)
        shown.add((asked.status_code, after.status_code, re.sub(r"ID-?[^<\"]*", "ID", text)))
    assert len(shown) == 1
    with world.people.read() as connection:
        rows = connection.execute(sa.select(outbox).order_by(outbox.c.created_at, outbox.c.id)).all()
    assert [row.withdrawn_reason for row in rows] == [None, "no_account", "no_account"]


@pytest.mark.slow
def test_h21_the_time_of_the_answer_tells_nothing(world):
    seconds: dict[str, list[float]] = {"noor": [], "niemand": []}
    for turn in range(15):
        for name, taken in seconds.items():
            browser = world.browser()
            token = found(TOKEN, browser.get("/sign-in").text)
            started = time.perf_counter()
            browser.post("/sign-in", csrf_token=token, email=f"{name}@voorbeeld.nl")
            taken.append(time.perf_counter() - started)
        if turn % 4 == 3:
            world.clock.move(timedelta(hours=1))
    difference = statistics.median(seconds["noor"]) - statistics.median(seconds["niemand"])
    assert abs(difference) <= 0.020


def test_h22_after_five_wrong_codes_the_right_one_is_too_late(world):
    browser = world.browser()
    where = browser.ask().headers["Location"]
    path, code = world.mail()
    wrong = f"{(int(code) + 1) % 10**8:08d}"
    first = browser.submit(where, code=wrong)
    assert first.status_code == 400
    assert "nog 4 keer" in first.text
    for _ in range(4):
        browser.submit(where, code=wrong)
    assert browser.submit(where, code=code).status_code == 400
    assert browser.submit(path).status_code == 400
    assert browser.me() is None


def test_h23_a_session_that_was_planted_is_not_used(world):
    browser = world.browser()
    browser.client.set_cookie("session", "planted", domain="127.0.0.1")
    browser.sign_in()
    first = browser.cookie()
    assert first != "planted"
    assert browser.me() == world.noor
    path = browser.world.mail()[0]
    browser.client.delete_cookie("session", domain="127.0.0.1")
    browser.client.set_cookie("session", first, domain="127.0.0.1")
    assert browser.submit(path).status_code == 400, "the link was used by its code"


def test_h23_signing_in_again_gives_another_session_and_ends_the_first(world):
    browser = world.browser()
    browser.sign_in()
    first = browser.cookie()
    other = world.browser()
    where = other.ask().headers["Location"]
    code = world.mail()[1]
    browser.submit(where, code=code)
    assert browser.cookie() != first
    thief = world.browser()
    thief.client.set_cookie("session", first, domain="127.0.0.1")
    assert thief.me() is None


def test_h24_after_signing_out_the_cookie_is_worth_nothing(world):
    browser = world.browser()
    browser.sign_in()
    kept = browser.cookie()
    token = browser.get("/api/v1/sessions/current").json["csrfToken"]
    assert browser.post("/sign-out", csrf_token=token).headers["Location"] == "/"
    assert browser.cookie() is None
    browser.client.set_cookie("session", kept, domain="127.0.0.1")
    assert browser.me() is None
    assert browser.get("/api/v1/sessions/current").status_code == 401


EVIL = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "https://evil.example/",
    "/\t/evil.example",
    "/%0d%0aX: y\r\nSet-Cookie: a=b",
    "evil.example",
    " //evil.example",
    "/x" * 400,
    "",
]


@pytest.mark.parametrize("target", EVIL)
def test_h25_signing_in_leads_to_our_own_pages_only(world, target):
    browser = world.browser()
    asked = browser.ask(next=target)
    done = browser.submit(asked.headers["Location"], code=world.mail()[1])
    assert done.headers["Location"] == "/"
    assert browser.client.get("/sign-in", query_string={"next": target}, base_url=LOCAL).headers["Location"] == "/"


@pytest.mark.parametrize("email", ["noor@voorbeeld.nl\r\nBcc: x@y.nl", "nооr@voorbeeld.nl", "noor", ""])
def test_h26_h27_what_is_no_address_is_told_beside_the_field(world, email):
    answer = world.browser().ask(email)
    assert answer.status_code == 400
    assert "geen e-mailadres" in answer.text
    assert world.newest() is None


def test_h28_the_sixth_mail_within_an_hour_is_refused(world):
    browser = world.browser()
    for _ in range(5):
        assert browser.ask().status_code == 303
    sixth = browser.ask()
    assert sixth.status_code == 429
    assert int(sixth.headers["Retry-After"]) == 3600
    world.clock.move(timedelta(hours=1))
    assert browser.ask().status_code == 303


def test_h14_strange_addresses_of_pages_are_no_bug(world):
    browser = world.browser()
    for address in ("/sign-in/code/%00", "/sign-in/demo/%00/%00"):
        assert browser.get(address).status_code == 404
    for strange in ("x", "٣", "-1", "9" * 300):
        assert browser.get(f"/sign-in/code/{strange}").status_code == 200
        token = {"form": "/sign-in"}
        assert browser.submit(f"/sign-in/code/{strange}", code="1", **token).status_code == 400
        assert browser.submit(f"/sign-in/link/{strange}/{strange}", **token).status_code == 400
        assert browser.get(f"/sign-in/demo/{strange}/{strange}").status_code == 404


def test_h16_a_spoofed_host_or_client_changes_nothing(world):
    browser = world.browser()
    for number in range(5):
        headers = {"X-Forwarded-For": f"192.0.2.{number}", "X-Forwarded-Host": "evil.example"}
        token = found(TOKEN, browser.get("/sign-in").text)
        asked = browser.post("/sign-in", csrf_token=token, email="noor@voorbeeld.nl", headers=headers)
        assert asked.headers["Location"].startswith("/sign-in/code/")
    assert browser.ask().status_code == 429


def test_who_comes_from_an_invitation_reads_that_no_account_has_to_be_made_first(world):
    invited = world.browser().get("/sign-in?next=/invitations/1").text
    assert "waarop u de uitnodiging kreeg" in invited and "Meld uw plek aan" not in invited
    taking_over = world.browser().get("/sign-in?purpose=register&next=/claim").text
    assert "Daarna neemt u uw plek over." in taking_over and "Daarna meldt u" not in taking_over
    assert "uitnodiging" not in world.browser().get("/sign-in").text

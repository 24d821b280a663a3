"""Signing in by mail: what works, and everything that must not."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from shared.access import sign_in, tables
from shared.access.challenges import Purpose
from shared.access.directory import email_of_challenge, person_by_email
from shared.access.enrolment import (
    disable_person,
)
from shared.access.forgetting import forget_old
from shared.access.sign_in import Outcome, challenge_secrets
from shared.kernel.errors import InvalidInput, TooMany
from tests.shared.access.signing_in import MINUTE, NOW, SECRET, ask, enter, follow, who, wrong_code


def test_the_code_signs_in_once(people, noor):
    asked = ask(people, next_path="/needs/1")
    code = challenge_secrets(SECRET, asked.challenge_id)[1]
    assert code.isdigit()
    assert len(code) == 8
    finished = enter(people, asked, f" {code[:4]} {code[4:]} ")
    assert (finished.outcome, finished.person_id, finished.next_path) == (Outcome.SIGNED_IN, noor, "/needs/1")
    actor = who(people, finished.session_value)
    assert (actor.person_id, actor.name, actor.strong_at) == (noor, "Noor", None)
    assert enter(people, asked).outcome is Outcome.OVER


def test_what_is_long_over_is_forgotten_and_what_still_counts_is_kept(people, noor):
    old, new = NOW - timedelta(days=184), NOW - timedelta(minutes=5)
    for moment in (old, new):
        enter(people, ask(people, at=moment), at=moment + MINUTE)
        ask(people, at=moment)
    with people.transaction() as connection:
        assert forget_old(connection, NOW) > 0
        assert forget_old(connection, NOW) == 0
        left = {
            name: list(connection.execute(sa.select(column)).scalars())
            for name, column in {
                "sessions": tables.session.c.signed_in_at,
                "challenges": tables.challenge.c.created_at,
                "tries": tables.rate_hit.c.at,
            }.items()
        }
    assert len(left["sessions"]) == 1
    assert len(left["challenges"]) == 2
    assert left["tries"]
    assert min(moment for moments in left.values() for moment in moments) >= new


def test_nothing_secret_is_stored(sqlite_people, noor):
    asked = ask(sqlite_people)
    finished = follow(sqlite_people, asked)
    secret_values = {*challenge_secrets(SECRET, asked.challenge_id), finished.session_value, "this browser"}
    with sqlite_people.read() as connection:
        rows = [row for table in (tables.challenge, tables.session) for row in connection.execute(sa.select(table))]
    stored = {str(value) for row in rows for value in row}
    assert stored
    assert not [value for value in stored if any(secret in value for secret in secret_values)]


def test_the_mail_goes_to_the_address_while_it_can_be_used(people, noor):
    asked = ask(people, "Noor@Voorbeeld.NL")
    with people.read() as connection:
        assert email_of_challenge(connection, asked.challenge_id) == "noor@voorbeeld.nl"
        assert email_of_challenge(connection, asked.challenge_id, NOW + 10 * MINUTE) is None
    enter(people, asked)
    with people.read() as connection:
        assert email_of_challenge(connection, asked.challenge_id) is None
        assert email_of_challenge(connection, "no challenge at all") is None


def test_h18_a_link_works_once(sqlite_people, noor):
    asked = ask(sqlite_people)
    assert follow(sqlite_people, asked).outcome is Outcome.SIGNED_IN
    assert follow(sqlite_people, asked).outcome is Outcome.OVER


def test_h19_in_another_browser_the_link_asks_for_the_code(sqlite_people, noor):
    asked = ask(sqlite_people)
    assert follow(sqlite_people, asked, browser="another one").outcome is Outcome.CODE_NEEDED
    assert follow(sqlite_people, asked, browser="").outcome is Outcome.CODE_NEEDED
    assert enter(sqlite_people, asked).outcome is Outcome.SIGNED_IN


def test_h20_after_ten_minutes_it_is_over(sqlite_people, noor):
    asked = ask(sqlite_people)
    late = NOW + 10 * MINUTE
    assert follow(sqlite_people, asked, at=late).outcome is Outcome.OVER
    assert enter(sqlite_people, asked, at=late).outcome is Outcome.OVER
    assert enter(sqlite_people, asked, at=late - timedelta(seconds=1)).outcome is Outcome.SIGNED_IN


def test_h21_an_unknown_address_makes_a_challenge_that_leads_nowhere(people):
    asked = ask(people, "nobody@voorbeeld.nl")
    assert not asked.reaches_somebody
    with people.read() as connection:
        assert email_of_challenge(connection, asked.challenge_id) is None
    assert enter(people, asked).outcome is Outcome.WRONG_CODE
    assert follow(people, asked).outcome is Outcome.OVER


def test_h22_five_wrong_codes_end_it_and_the_link_too(people, noor):
    asked = ask(people)
    left = [enter(people, asked, wrong_code(asked)).tries_left for _ in range(5)]
    assert left == [4, 3, 2, 1, 0]
    assert enter(people, asked).outcome is Outcome.OVER
    assert follow(people, asked).outcome is Outcome.OVER


def test_h22_the_fifth_try_may_be_the_right_one(sqlite_people, noor):
    asked = ask(sqlite_people)
    for _ in range(4):
        assert enter(sqlite_people, asked, wrong_code(asked)).outcome is Outcome.WRONG_CODE
    assert enter(sqlite_people, asked).outcome is Outcome.SIGNED_IN


def test_h22_tries_at_once_do_not_share_the_last_one(people, noor):
    asked = ask(people)
    outcomes = []
    threads = [
        threading.Thread(target=lambda: outcomes.append(enter(people, asked, wrong_code(asked)))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(o.tries_left for o in outcomes if o.outcome is Outcome.WRONG_CODE) == [1, 2, 3, 4]
    assert sum(o.outcome is Outcome.OVER for o in outcomes) == 4


def test_h23_the_session_of_before_ends_at_sign_in(people, noor):
    first = enter(people, ask(people)).session_value
    second = enter(people, ask(people), instead_of=first).session_value
    assert second != first
    assert who(people, first) is None
    assert who(people, second) is not None


def test_h24_after_signing_out_the_cookie_is_worth_nothing(sqlite_people, noor):
    value = enter(sqlite_people, ask(sqlite_people)).session_value
    with sqlite_people.transaction() as connection:
        sign_in.sign_out(connection, value, now=NOW + MINUTE)
    assert who(sqlite_people, value) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "noor",
        "noor@",
        "@voorbeeld.nl",
        "noor@voorbeeld.nl\r\nBcc: x@y.nl",
        "noor@voorbeeld.nl\nBcc: x@y.nl",
        "noor@voor\tbeeld.nl",
        "noor@voorbeeld.nl, x@y.nl",
        "nооr@voorbeeld.nl",
        "noor@vооrbeeld.nl",
        "noor@voorbeeld.nl\x00",
        "\ud800@voorbeeld.nl",
        "a" * 300 + "@voorbeeld.nl",
        "noor@[127.0.0.1]",
        "Noor <noor@voorbeeld.nl>",
    ],
)
def test_h26_h27_what_is_no_plain_address_is_refused(sqlite_people, text):
    with pytest.raises(InvalidInput) as refused:
        ask(sqlite_people, text)
    assert [error.field for error in refused.value.errors] == ["email"]


def test_h27_one_account_for_an_address_however_it_is_typed(people, noor):
    for typed in ("NOOR@voorbeeld.nl", " noor@VOORBEELD.nl "):
        assert enter(people, ask(people, typed, purpose=Purpose.REGISTER)).person_id == noor
    plus = enter(people, ask(people, "noor+buurt@voorbeeld.nl", purpose=Purpose.REGISTER))
    assert plus.person_id != noor


def test_h28_at_most_five_mails_an_hour_to_one_address(people, noor):
    for minute in range(5):
        ask(people, at=NOW + minute * MINUTE, client=f"192.0.2.{minute}")
    with pytest.raises(TooMany) as refused:
        ask(people, "NOOR@voorbeeld.nl", at=NOW + 30 * MINUTE, client="192.0.2.99")
    assert refused.value.retry_after == 30 * 60
    ask(people, "someone.else@voorbeeld.nl", at=NOW + 30 * MINUTE)
    ask(people, at=NOW + 60 * MINUTE)
    with pytest.raises(TooMany):
        ask(people, at=NOW + 60 * MINUTE)


def test_unknown_addresses_are_counted_just_the_same(sqlite_people):
    for _ in range(5):
        ask(sqlite_people, "nobody@voorbeeld.nl")
    with pytest.raises(TooMany):
        ask(sqlite_people, "nobody@voorbeeld.nl")


def test_at_most_twenty_an_hour_from_one_client(sqlite_people):
    for number in range(20):
        ask(sqlite_people, f"nobody{number}@voorbeeld.nl", client=f"2001:db8:1:2::{number:x}")
    with pytest.raises(TooMany):
        ask(sqlite_people, "another@voorbeeld.nl", client="2001:db8:1:2:ffff::1")
    ask(sqlite_people, "another@voorbeeld.nl", client="2001:db8:1:3::1")


def test_a_newcomer_who_registers_gets_an_account(people):
    asked = ask(people, "Nieuw@voorbeeld.nl", purpose=Purpose.REGISTER, next_path="/places/new")
    assert asked.reaches_somebody
    with people.read() as connection:
        assert person_by_email(connection, "nieuw@voorbeeld.nl") is None, "not before the mail was read"
    finished = enter(people, asked)
    assert finished.next_path == "/places/new"
    assert who(people, finished.session_value).email == "nieuw@voorbeeld.nl"


def test_two_registrations_at_once_make_one_account(people):
    first, second = (ask(people, "nieuw@voorbeeld.nl", purpose=Purpose.REGISTER) for _ in range(2))
    assert enter(people, first).person_id == enter(people, second).person_id


def test_who_was_shut_out_stays_out(people, noor):
    value = enter(people, ask(people)).session_value
    before = ask(people)
    with people.transaction() as connection:
        disable_person(connection, person_id=noor, at=NOW)
    assert who(people, value) is None
    assert follow(people, before).outcome is Outcome.OVER
    for purpose in Purpose:
        asked = ask(people, purpose=purpose)
        assert not asked.reaches_somebody
        assert enter(people, asked).outcome is Outcome.WRONG_CODE


@pytest.mark.parametrize(
    "challenge_id", ["", "x", "\x00", "٣", "-1", "9" * 5000, "01990000-0000-7000-8000-00000000000G"]
)
def test_h14_a_strange_challenge_is_over(sqlite_people, challenge_id):
    with sqlite_people.transaction() as connection:
        about = {"challenge_id": challenge_id, "secret": SECRET, "now": NOW}
        assert sign_in.finish_with_code(connection, code="1", **about).outcome is Outcome.OVER
        assert sign_in.finish_with_link(connection, token="t", browser="b", **about).outcome is Outcome.OVER

"""A call between the services holds for one body, one moment, one receiver and one time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shared.access.service_calls import sign, verify
from shared.kernel.errors import NotSignedIn
from shared.kernel.ids import new_id

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NEW, OLD = b"n" * 32, b"o" * 32
KEYS = {"new": NEW, "old": OLD}
PERSON = new_id()
CALL = {"audience": "matcher", "method": "POST", "path": "/internal/v1/snapshots?x=1", "body": b'{"needId": "1"}'}


def signed(keys=KEYS, person=PERSON, reason="application.start", **changed):
    return sign(keys, **{**CALL, **changed}, acting_person_id=person, reason=reason, now=NOW)


def check(people, headers, *, keys=KEYS, now=NOW, for_somebody=True, **changed):
    with people.transaction() as connection:
        return verify(connection, keys, headers, **{**CALL, **changed}, now=now, for_somebody=for_somebody)


def test_a_signed_call_tells_for_whom_and_why(people):
    call = check(people, signed())
    assert (call.acting_person_id, call.reason) == (PERSON, "application.start")


def test_both_keys_hold_while_they_are_renewed(sqlite_people):
    assert check(sqlite_people, signed({"old": OLD}))
    with pytest.raises(NotSignedIn):
        check(sqlite_people, signed({"old": OLD}), keys={"new": NEW})
    with pytest.raises(NotSignedIn):
        check(sqlite_people, signed({"new": OLD}))


def test_h70_a_call_is_accepted_once(people):
    headers = signed()
    check(people, headers)
    with pytest.raises(NotSignedIn):
        check(people, headers)


@pytest.mark.parametrize(
    "changed",
    [
        {"body": b'{"needId": "2"}'},
        {"body": b""},
        {"path": "/internal/v1/snapshots?x=2"},
        {"path": "/internal/v1/snapshots"},
        {"method": "PUT"},
        {"audience": "tracker"},
    ],
)
def test_h71_another_call_with_the_same_signature_is_refused(sqlite_people, changed):
    with pytest.raises(NotSignedIn):
        check(sqlite_people, signed(), **changed)


@pytest.mark.parametrize("name", ["Key", "Audience", "Time", "Nonce", "Person", "Reason", "Signature"])
@pytest.mark.parametrize("value", ["", "x", "old", "\x00", "é", "9" * 50, "01990000-0000-7000-8000-000000000000"])
def test_every_header_counts(sqlite_people, name, value):
    with pytest.raises(NotSignedIn):
        check(sqlite_people, {**signed(), f"X-Service-{name}": value})


@pytest.mark.parametrize("seconds", [-61, 61, 3600])
def test_a_call_holds_for_a_minute(sqlite_people, seconds):
    with pytest.raises(NotSignedIn):
        check(sqlite_people, signed(), now=NOW + timedelta(seconds=seconds))
    assert check(sqlite_people, signed(), now=NOW + timedelta(seconds=60 if seconds > 0 else -60))


def test_somebody_must_be_named(sqlite_people):
    with pytest.raises(NotSignedIn):
        check(sqlite_people, signed(person=""))


def test_nobody_need_be_named_where_a_service_calls_for_itself(sqlite_people):
    assert check(sqlite_people, signed(person=""), for_somebody=False).acting_person_id == ""
    with pytest.raises(NotSignedIn):
        check(sqlite_people, {**signed(person=""), "X-Service-Signature": "x"}, for_somebody=False)


OLDEST_FIRST, NEWEST_FIRST, NEW_ONLY = {"old": OLD, "new": NEW}, {"new": NEW, "old": OLD}, {"new": NEW}


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        ("added", {"old": OLD}, OLDEST_FIRST),
        ("turned round", OLDEST_FIRST, NEWEST_FIRST),
        ("old one gone", NEWEST_FIRST, NEW_ONLY),
    ],
)
def test_keys_are_renewed_without_a_gap(sqlite_people, step, before, after):
    """While one service has started again and the other has not, each accepts what the other signs."""
    assert check(sqlite_people, signed(before), keys=after), step
    assert check(sqlite_people, signed(after), keys=before), step


def test_after_the_renewal_the_old_key_opens_nothing(sqlite_people):
    with pytest.raises(NotSignedIn):
        check(sqlite_people, signed({"old": OLD}), keys=NEW_ONLY)
    assert check(sqlite_people, signed(NEWEST_FIRST), keys=NEW_ONLY)

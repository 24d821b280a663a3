"""What the log tells about a person is readable until their key is destroyed, and the chain holds after that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidTag

from shared.access import person_keys
from shared.audit import AuditEntry, entries, record
from shared.audit.verifying import verify
from tests.shared.access.signing_in import NOW

SECRET = b"a secret of the settings, long enough"
VALUES = {"email": "noor@voorbeeld.nl", "name": "Noor"}


def written(people, person_id):
    with people.transaction() as connection:
        personal = person_keys.lock(connection, SECRET, person_id, VALUES, NOW)
        record(connection, AuditEntry("person.change", f"person:{person_id}", NOW, personal=personal))
    with people.read() as connection:
        return entries(connection, f"person:{person_id}")[-1].personal


def test_values_are_locked_and_come_back(people):
    personal = written(people, "noor")
    with people.read() as connection:
        stored = str(connection.exec_driver_sql("SELECT * FROM audit_entry").all())
        assert person_keys.unlock(connection, SECRET, personal) == VALUES
    assert "oor@" not in stored
    assert "Noor" not in stored


def test_a_destroyed_key_ends_all_values_of_that_person_and_the_chain_still_holds(people):
    noors, bens = written(people, "noor"), written(people, "ben")
    with people.transaction() as connection:
        person_keys.destroy(connection, "noor", NOW)
    with people.read() as connection:
        assert person_keys.unlock(connection, SECRET, noors) is None
        assert person_keys.unlock(connection, SECRET, bens) == VALUES
        assert [one.broken for one in verify(connection)] == [None]


def test_no_key_is_made_again_for_somebody_who_was_erased(people):
    with people.transaction() as connection:
        person_keys.destroy(connection, "noor", NOW)
        assert person_keys.lock(connection, SECRET, "noor", VALUES, NOW) is None


def test_values_of_one_person_can_not_pass_for_those_of_another(people):
    noors, _ = written(people, "noor"), written(people, "ben")
    with people.read() as connection, pytest.raises(InvalidTag):
        person_keys.unlock(connection, SECRET, replace(noors, person_id="ben"))


def test_another_secret_opens_nothing(people):
    personal = written(people, "noor")
    with people.read() as connection, pytest.raises(InvalidTag):
        person_keys.unlock(connection, SECRET + b"!", personal)

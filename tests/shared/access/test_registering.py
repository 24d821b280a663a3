"""Registering a place makes its registrar the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from shared.access import directory
from shared.access.actors import Role
from shared.access.enrolment import add_person
from shared.access.registering import register_place
from shared.audit import entries
from shared.kernel.clock import SetClock
from shared.kernel.errors import InvalidInput
from shared.outbox.relay import NoRelay
from shared.outbox.writing import writing
from tests.shared.access.people import NEWCOMER

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def registrar(people):
    with people.transaction() as connection:
        return replace(NEWCOMER, person_id=add_person(connection, email="noor@voorbeeld.nl", at=NOW))


def register(people, actor, **values):
    with writing(people, "people", NoRelay(), clock=SetClock(NOW)) as work:
        return register_place(work, actor=actor, **values)


def test_the_registrar_becomes_the_board_and_the_log_says_so(people, registrar):
    place_id = register(
        people, registrar, name="  Buurtkamer\n De\tHoek ", kvk_number="12 34 56 78", area_code="BU05990110"
    )
    with people.read() as connection:
        place = directory.organisation(connection, place_id)
        actor = directory.actor_of_person(connection, registrar.person_id, NOW)
        lines = entries(connection, f"organisation:{place_id}")
    assert place
    assert actor
    assert (place.name, place.kvk_number, place.legal_form) == ("Buurtkamer De Hoek", "12345678", None)
    assert actor.roles == {(Role.BOARD, place_id)}
    assert [(line.action, line.person_id) for line in lines] == [("organisation.register", registrar.person_id)]


def test_all_that_is_wrong_is_told_at_once(people, registrar):
    with pytest.raises(InvalidInput) as refused:
        register(people, registrar, name=" \x00\u200b ", kvk_number="1234")
    assert [(e.field, e.code) for e in refused.value.errors] == [
        ("name", "required"),
        ("kvk_number", "not_a_kvk_number"),
    ]
    with people.read() as connection:
        assert directory.organisations_of_kind(connection, "place") == []


def test_a_very_long_name_is_refused(people, registrar):
    with pytest.raises(InvalidInput) as refused:
        register(people, registrar, name="x" * 201)
    assert refused.value.errors[0].code == "too_long"

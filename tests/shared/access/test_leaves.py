"""Leaves are kept as long as people may ask about them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from shared.access import leaves
from shared.access.enrolment import add_person
from shared.access.forgetting import forget_old
from shared.access.leaves import Leave

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_leaves_of_more_than_a_year_ago_are_forgotten(people):
    with people.transaction() as connection:
        person_id = add_person(connection, email="anna@voorbeeld.nl", at=AT)

    def one(name: str, last: date) -> Leave:
        return Leave(name, person_id, person_id, None, date(2025, 1, 1), last, AT, None)

    with people.transaction() as connection:
        leaves.add(connection, one("old", date(2025, 11, 1)))
        leaves.add(connection, one("new", date(2025, 12, 1)))
        assert forget_old(connection, AT) == 1
        assert leaves.find(connection, "old") is None and leaves.find(connection, "new") is not None

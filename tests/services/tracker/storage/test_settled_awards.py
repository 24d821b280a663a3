"""Finding what can be closed: right to the cent, and without reading every application."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from services.tracker.domain.states import State
from services.tracker.storage import settled_awards
from services.tracker.storage.tables import application, credit, instalment, settlement
from shared.access.scope import SYSTEM
from shared.kernel.ids import new_id
from tests.services.tracker.many import fill
from tests.services.tracker.world import NOW

MANY = 10_000
FINAL = 100_000


@pytest.fixture
def filled(postgres_tracker):
    """Ten thousand applications in all states; each settled one with a settlement, one in three of them paid."""
    with postgres_tracker.transaction() as connection:
        fill(connection, [new_id() for _ in range(30)], MANY)
        query = sa.select(application.c.id, application.c.place_id).where(application.c.state == State.SETTLED.value)
        settled = connection.execute(query.order_by(application.c.id)).all()
        connection.execute(sa.insert(settlement), [_settlement(row) for row in settled])
        parts = [_instalment(row) for row in settled[::3]]
        connection.execute(sa.insert(instalment), parts)
        connection.execute(sa.insert(credit), [_credit(part) for part in parts])
    with postgres_tracker.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("ANALYZE"))
    return postgres_tracker, [row.id for row in settled[::3]]


def _about(row):
    return {"id": new_id(), "application_id": row.id, "place_id": row.place_id}


def _settlement(row):
    day = NOW.date()
    told = {"kind": "after_report", "final_cents": FINAL, "reason": "", "letter_on": day, "received_on": day}
    return _about(row) | told | {"spot_check": False, "recorded_by": "x", "recorded_at": NOW}


def _instalment(row):
    told = {"version": 1, "position": 1, "comes": "at_award", "label": "", "amount_cents": FINAL, "reason": ""}
    return _about(row) | told | {"state": "confirmed", "changed_at": NOW}


def _credit(part):
    about = {name: part[name] for name in ("application_id", "place_id", "amount_cents")}
    told = {"received_on": NOW.date() - timedelta(days=1), "note": "", "taken_back_reason": ""}
    return about | told | {"id": new_id(), "instalment_id": part["id"], "recorded_by": "x", "recorded_at": NOW}


def test_only_what_is_paid_to_the_cent_is_found(filled):
    database, paid = filled
    with database.read() as connection:
        assert sorted(settled_awards.paid_in_full(connection, SYSTEM, limit=MANY)) == sorted(paid)


def test_it_is_found_by_its_state_and_not_by_reading_all(filled):
    database, _ = filled
    with database.read() as connection:
        plan = explained(connection, settled_awards.paid_in_full)
    assert "ix_application_state" in plan and "Seq Scan on application" not in plan, plan


def explained(connection, run):
    """How the database goes about the query that this function sends."""
    sent = []

    @sa.event.listens_for(connection, "before_cursor_execute", retval=True)
    def catch(_connection, _cursor, statement, parameters, _context, _many):
        if statement.startswith("SELECT set_config"):  # how far this connection reaches, told at its beginning
            return statement, parameters
        sent.append(statement)
        return f"EXPLAIN {statement}", parameters

    plan = run(connection, SYSTEM, limit=200)
    assert len(sent) == 1
    return "\n".join(plan)

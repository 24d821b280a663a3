"""An outage is answered as one (503), a mistake of ours is not."""

from __future__ import annotations

import errno
import sqlite3

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from shared.plumbing.outages import FULL_SECONDS, outage_of


def operational(name: str) -> OperationalError:
    cause = sqlite3.OperationalError("went wrong")
    cause.sqlite_errorname = name
    return OperationalError("SELECT 1", {}, cause)


@pytest.mark.parametrize("name", ["SQLITE_BUSY", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_FULL"])
def test_a_database_that_is_away_or_full_is_an_outage(name):
    found = outage_of(operational(name))
    assert found is not None
    assert (found.retry_after == FULL_SECONDS) == (name == "SQLITE_FULL")


def test_no_room_and_no_free_connection_are_outages():
    found = outage_of(OSError(errno.ENOSPC, "no space left"))
    assert found is not None and found.retry_after == FULL_SECONDS
    assert outage_of(NoConnectionFree()) is not None


def test_a_server_that_is_not_there_is_an_outage(tmp_path):
    engine = sa.create_engine(f"postgresql+psycopg://postgres@/nothing?host={tmp_path}")
    with pytest.raises(OperationalError) as caught, engine.connect():
        pass
    assert outage_of(caught.value) is not None


def test_a_mistake_of_ours_is_none():
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection, pytest.raises(OperationalError) as caught:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")
    assert outage_of(caught.value) is None
    assert outage_of(ValueError()) is None
    assert outage_of(OSError(errno.ENOENT, "no such file")) is None

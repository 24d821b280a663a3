"""Who cares for the catalogue, on one database and on both."""

from __future__ import annotations

import pytest

from tests.services.matcher.carers import Carers


@pytest.fixture
def carers(world):
    """On SQLite, then on PostgreSQL."""
    return Carers(world)


@pytest.fixture
def small_carers(small_world):
    """On SQLite only."""
    return Carers(small_world)

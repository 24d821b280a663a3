"""Who cares for the catalogue, with a browser each."""

from __future__ import annotations

import pytest

from tests.services.matcher.carers import Carers


@pytest.fixture
def carers(small_world):
    """On SQLite only: what depends on the database is tested with the use cases."""
    return Carers(small_world)

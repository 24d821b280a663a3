"""Brings published decisions of the past into the database. The same file twice changes nothing."""

from __future__ import annotations

import logging
from pathlib import Path

from services.matcher.settings import MatcherContext
from services.matcher.storage import sources
from services.matcher.storage.past_grant_files import AMSTERDAM_2016, digest_of, read_amsterdam
from services.matcher.storage.past_grants import editions, replace_decisions
from shared.access.scope import SYSTEM

log = logging.getLogger(__name__)


def load_past_grants(ctx: MatcherContext, path: Path = AMSTERDAM_2016) -> int | None:
    """Loads the register of Amsterdam; returns how many decisions it holds, None when this edition was there already.

    Another edition of the file takes the place of the one before. Rows that cannot be read are told in the log.
    """
    with ctx.database.read() as connection:
        if editions(SYSTEM, connection).get(path.stem) == digest_of(path):
            return None
    read = read_amsterdam(path)
    with ctx.write() as work:
        sources.take_turn(SYSTEM, work.connection)  # two processes may start at once
        if editions(SYSTEM, work.connection).get(read.origin) == read.digest:
            return None
        replace_decisions(SYSTEM, work.connection, read)
    for problem in read.refused:
        log.warning("past grant refused: %s", problem)
    return len(read.decisions)

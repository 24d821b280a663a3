"""Three builds that are broken on purpose, to see whether the checker notices. Nothing of this is in the product.

Each is made by changing the loaded program in the processes of one test.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from shared.notifier import handing_over, sweeping, taken_events
from shared.notifier.channels.base import Outcome, Result
from shared.outbox import faults

NO_UNIQUE_KEY = "no unique key"
MARK_BEFORE_SEND = "mark before send"
NO_SWEEPER = "no sweeper"


def breaks(how: str) -> None:
    """Breaks the program of this process; an empty word leaves it whole."""
    if how:
        _BREAKS[how]()


def loosen(metadata: sa.MetaData) -> sa.MetaData:
    """The same tables, where nothing keeps a delivery from being there twice."""
    loose = sa.MetaData()
    for table in metadata.sorted_tables:
        copy = table.to_metadata(loose)
        copy.constraints -= {one for one in copy.constraints if isinstance(one, sa.UniqueConstraint)}
    return loose


def _take_again() -> None:
    """Whoever takes an event makes its deliveries, also when somebody did so before."""
    add = taken_events.add

    def always(connection: Any, taken: Any, *rest: Any) -> Any:
        add(connection, taken, *rest)
        return frozenset(one.intent.id for one in taken)

    _replace(taken_events, "add", always)


def _mark_first() -> None:
    """A message counts as sent before it is sent: what dies in between is lost."""
    hand_over = handing_over._hand_over

    def marked(context: Any, channel: Any, one: Any, *rest: Any) -> Result:
        with context.database.transaction() as connection:
            handing_over.record(connection, context, one, Result(Outcome.ACCEPTED))
        faults.point("broken_after_mark")
        return hand_over(context, channel, one, *rest)

    _replace(handing_over, "_hand_over", marked)


def _never_sweep() -> None:
    """Nobody looks for what the queue forgot."""
    _replace(sweeping.Sweeper, "sweep", lambda _sweeper: 0)


def _replace(where: object, name: str, instead: object) -> None:
    setattr(where, name, instead)


_BREAKS: dict[str, Callable[[], None]] = {
    NO_UNIQUE_KEY: _take_again,
    MARK_BEFORE_SEND: _mark_first,
    NO_SWEEPER: _never_sweep,
}

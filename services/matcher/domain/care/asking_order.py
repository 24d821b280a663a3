"""Which givers are worth a call first: those for whom the most needs wait, and fit best."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from services.matcher.domain.freshness import ShelfLives, is_fresh
from services.matcher.domain.source import Source


@dataclass(frozen=True, slots=True)
class Waiting:
    """One source with the number of needs that wait for an answer of its giver.

    `worth` is the sum of their scores in whole sources; `rests`: the giver was not reached lately.
    """

    source_id: str
    needs: int
    worth: float
    rests: bool


def waits_for_a_call(source: Source, today: date, lives: ShelfLives) -> bool:
    """Whether its giver can settle something by saying that it is open and that its facts still hold.

    So it is when the criterion on the status (criteria/status_and_end.py) finds no answer for whatever need; but not
    when it was seen lately that it opens on a day that is still to come: calling again would tell the same.
    """
    if source.status == "closed" or (source.ends_on is not None and source.ends_on < today):
        return False
    opens_later = source.opens_on is not None and source.opens_on > today
    if source.status != "open" and not opens_later:
        return True
    return not is_fresh(source, today, lives)


def in_order(waits: Iterable[tuple[str, float]], resting: Collection[str]) -> list[Waiting]:
    """The sources in the order of asking. `waits`: per need that waits the source and its score (0 to 100).

    Givers that were not reached lately come last, whatever waits for them.
    """
    scores: dict[str, list[float]] = {}
    for source_id, score in waits:
        scores.setdefault(source_id, []).append(score / 100)
    found = [Waiting(id_, len(worths), sum(worths), id_ in resting) for id_, worths in scores.items()]
    return sorted(found, key=lambda one: (one.rests, -one.worth, one.source_id))

"""The best sources per need, remembered while the catalogue changes: one answer does not make all needs match anew."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from time import monotonic
from weakref import WeakKeyDictionary

from services.matcher.domain.matching import Group
from services.matcher.domain.need import Need
from services.matcher.usecases.catalogue.current import Catalogue
from shared.plumbing.database import Database

LOOKED_AT = 40
"""How far down the matches of a need somebody may get: calls for what stands lower help nobody."""
MOST_CHANGES = 20
"""With more changed sources everything is matched anew: the order of the others may have shifted."""
MOST_NEEDS = 5_000
"""So many needs are remembered at most; then it starts over."""
SECONDS = 2.0
"""For so long needs are matched anew; somebody is waiting for the page."""

Scores = Mapping[str, float]


@dataclass
class _Seen:
    catalogue: Catalogue
    today: date
    scores: dict[Need, Scores] = field(default_factory=dict)


_known: WeakKeyDictionary[Database, _Seen] = WeakKeyDictionary()
_renewing = threading.Lock()


def best_matches(database: Database, catalogue: Catalogue, needs: Iterable[Need], today: date) -> list[Scores]:
    """Per need the score (0 to 100) by source id of its best sources; signposts are left out.

    Takes tens of milliseconds for each need that was not looked at today. When that takes too long, those that are new
    are left out until the next time: at least one comes along each time.
    """
    with _renewing:
        seen = _known[database] = _renewed(_known.get(database), catalogue, today)
    return list(_looked_at(seen, needs))


def _looked_at(seen: _Seen, needs: Iterable[Need]) -> Iterator[Scores]:
    """Two threads that ask at once may both match a need, and neither waits for the other."""
    until = None
    for need in needs:
        scores = seen.scores.get(need)
        if scores is None:
            if until is not None and monotonic() > until:
                continue
            until = until or monotonic() + SECONDS
            scores = seen.scores[need] = _matched(seen.catalogue, need, seen.today)
        yield scores


def _renewed(seen: _Seen | None, catalogue: Catalogue, today: date) -> _Seen:
    if seen is None or seen.today != today or len(seen.scores) > MOST_NEEDS:
        return _Seen(catalogue, today)
    if seen.catalogue is catalogue:
        return seen
    before, now = seen.catalogue.sources, catalogue.sources
    changed = [id_ for id_, entry in now.items() if before.get(id_) is not entry]
    if len(changed) > MOST_CHANGES or seen.catalogue.regions is not catalogue.regions:
        return _Seen(catalogue, today)
    known = list(seen.scores.items())  # another thread may be adding to it
    scores = {need: _again(catalogue, need, its_scores, changed, today) for need, its_scores in known}
    return _Seen(catalogue, today, scores)


def _matched(catalogue: Catalogue, need: Need, today: date) -> Scores:
    found = catalogue.matcher.first(need, today, LOOKED_AT)
    return {match.source_id: match.score for match in found if not match.is_signpost}


def _again(catalogue: Catalogue, need: Need, known: Scores, changed: list[str], today: date) -> Scores:
    """The scores with the changed sources judged anew; one that was not among the best comes in when it is now."""
    scores = dict(known)
    for source_id in changed:
        scores.pop(source_id, None)
        entry = catalogue.sources[source_id]
        match = catalogue.matcher.match_one(need, entry.source, today) if entry.listed else None
        if match is None or match.group is Group.NOT_FOR_YOU or match.is_signpost:
            continue
        if source_id in known or len(scores) < LOOKED_AT or match.score >= min(scores.values()):
            scores[source_id] = match.score
    return scores

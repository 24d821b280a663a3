"""The part chance of the score: what decisions on applications here tell of a source; nothing where they are few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

from services.matcher.domain.matching import order
from services.matcher.domain.pair import Match
from services.matcher.domain.scoring.weights import WEIGHTS


def with_chances(matches: Sequence[Match], swings: Mapping[str, float]) -> Sequence[Match]:
    """The matches with the part chance where there is a swing (-1 to 1), in the order that follows from it.

    Where nothing is known nothing is added or taken: without any history all stays as it was.
    """
    if not any(match.source_id in swings for match in matches):
        return matches
    weighed = [_weighed(match, swings.get(match.source_id)) for match in matches]
    return sorted(weighed, key=lambda match: order(match.source_id, match.group, match.score, match.was_no))


def _weighed(match: Match, swing: float | None) -> Match:
    if swing is None:
        return match
    # The whole stays between 0 and 100.
    points = round(max(-match.score, min(100 - match.score, WEIGHTS["chance"].points * swing)), 1)
    known = {field.name: getattr(match, field.name) for field in fields(Match)}
    return Match(**{**known, "score": round(match.score + points, 1), "parts": (*match.parts, ("chance", points))})

"""What a giver answered to "is it open?", as the tracker passes it on to the matcher."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AnswerOutcome(StrEnum):
    """What the catalogue did with an answer: took it over, keeps it for a review, knew it already, or refused it."""

    CHECKED = "checked"
    PROPOSED = "proposed"
    NOTHING_NEW = "nothing_new"
    REFUSED = "refused"


@dataclass(frozen=True)
class SourceAnswer:
    """One answer, with the id under which it may be told twice.

    `heard` is open, closed or not_reached; `until` the closing day that the giver named.
    """

    id: str
    source_id: str
    heard: str
    told_on: date
    until: date | None = None


def to_json(answer: SourceAnswer) -> dict[str, str | None]:
    """The body of the call."""
    return {
        "id": answer.id,
        "sourceId": answer.source_id,
        "heard": answer.heard,
        "toldOn": answer.told_on.isoformat(),
        "until": answer.until.isoformat() if answer.until else None,
    }

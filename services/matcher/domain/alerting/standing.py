"""How one version of a source stands towards a need: what is compared to find consequences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.matcher.domain.alerting.thresholds import MAY_FIT_FROM
from services.matcher.domain.amounts import coverable_cents, reach
from services.matcher.domain.closing import missed_closing, next_closing
from services.matcher.domain.context import Context
from services.matcher.domain.criteria import deadline
from services.matcher.domain.need import Need
from services.matcher.domain.pair import Group
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer


@dataclass(frozen=True, slots=True)
class Standing:
    """One version of a source in the light of a need on one day.

    `closing` is the next day to ask by, else the last one that was missed. `start_fits`: whether the closing goes with
    the start of the plan, None when that can't be told. `cover_cents` is None when the source names no ceiling.
    `no_reason` is the reason code of the hard no, for a source that is not for this need.
    """

    source: Source
    group: Group
    score: float
    is_signpost: bool
    closing: date | None
    start_fits: bool | None
    cover_cents: int | None
    no_reason: str | None = None

    @property
    def is_closed(self) -> bool:
        """Whether it can't be asked for because it ended."""
        return self.no_reason == "closed"

    @property
    def matters(self) -> bool:
        """Whether a place would look at it: it fits, or may fit with enough points. A signpost gives nothing itself."""
        if self.is_signpost or self.group is Group.NOT_FOR_YOU:
            return False
        return self.group is Group.FITS or self.score >= MAY_FIT_FROM


def closing_of(source: Source, need: Need | None, today: date) -> date | None:
    """The next day to ask by, else the last one that was missed."""
    closing = next_closing(source, need, today) or (missed_closing(source, need, today) if need else None)
    return closing.on if closing else None


def start_fits(need: Need, source: Source, context: Context) -> bool | None:
    """Whether the closing goes with the start of the plan; a no counts also when it rests on an old fact."""
    verdict = deadline.judge(need, source, context)
    if verdict is None or need.starts_on is None:
        return None
    if verdict.answer is Answer.NO or verdict.was_no:
        return False
    return True if verdict.answer is Answer.YES or verdict.aged else None


def cover_of(need: Need, source: Source) -> int | None:
    """The most this source could give, in cents; None when it names neither a maximum nor a share."""
    allowed = reach(need, source)
    has_maximum = allowed is not None and allowed.max_cents is not None
    has_share = source.share is not None and source.share.max_percent is not None
    return coverable_cents(need, source) if has_maximum or has_share else None

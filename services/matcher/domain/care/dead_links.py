"""Whether a page still answers: what one look means, and when to look again. Slow to call anything gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

LOOK_AGAIN = timedelta(days=28)
"""How long what was seen is believed; also how long a page that keeps failing is left alone."""
TRY_AGAIN = timedelta(days=2)
MOST_TRIES = 5
"""After so many failures in a row a page is looked at every four weeks only."""
GONE_TRIES = 3
GONE_AFTER = timedelta(days=4)
"""A site that is being rebuilt says "not found" for a day; four days and three tries is another matter."""


class LinkState(StrEnum):
    """What is known of a page. `skipped`: an address that we do not call."""

    NEW = "new"
    OK = "ok"
    MOVED = "moved"
    UNREACHED = "unreached"
    GONE = "gone"
    SKIPPED = "skipped"


class Seen(StrEnum):
    """What one look found; `missing`: the site answers that this page is not there."""

    THERE = "there"
    MOVED = "moved"
    MISSING = "missing"
    NO_ANSWER = "no_answer"
    NOT_CALLED = "not_called"


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a page. `reason` is a code: a status such as `404`, or `timeout`."""

    seen: Seen
    reason: str = ""
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """What is known of one page; `tries` failures in a row of the same kind since `failing_since`."""

    url: str
    host: str
    state: LinkState
    next_at: datetime
    reason: str = ""
    moved_to: str | None = None
    tries: int = 0
    failing_since: datetime | None = None
    checked_at: datetime | None = None


def after_look(before: LinkCheck, look: Look, now: datetime) -> LinkCheck:
    """What is known after one more look."""
    if look.seen in (Seen.MISSING, Seen.NO_ANSWER):
        return _failed(before, look, now)
    states = {Seen.THERE: LinkState.OK, Seen.MOVED: LinkState.MOVED, Seen.NOT_CALLED: LinkState.SKIPPED}
    return LinkCheck(
        url=before.url,
        host=before.host,
        state=states[look.seen],
        next_at=now + LOOK_AGAIN,
        reason=look.reason,
        moved_to=look.moved_to,
        checked_at=now,
    )


def _failed(before: LinkCheck, look: Look, now: datetime) -> LinkCheck:
    # "Not found" and "no answer" are counted apart: an outage must not help to call a page gone.
    same_kind = is_missing(before.reason) == is_missing(look.reason)
    since = before.failing_since if before.failing_since and same_kind else now
    tries = before.tries + 1 if before.failing_since and same_kind else 1
    is_gone = look.seen is Seen.MISSING and tries >= GONE_TRIES and now - since >= GONE_AFTER
    return replace(
        before,
        state=LinkState.GONE if is_gone else LinkState.UNREACHED,
        next_at=now + (TRY_AGAIN if tries < MOST_TRIES else LOOK_AGAIN),
        reason=look.reason,
        moved_to=None,
        tries=tries,
        failing_since=since,
        checked_at=now,
    )


MISSING_STATUSES = frozenset({404, 410})


def is_missing(reason: str) -> bool:
    """Whether the reason of a failure is that the page is not there."""
    return reason in {str(status) for status in MISSING_STATUSES}

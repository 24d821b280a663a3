"""When a page is called gone: only after several tries over days, and never because of an outage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.matcher.domain.care.dead_links import LinkCheck, LinkState, Look, Seen, after_look

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
NEW = LinkCheck("https://fonds.nl/a", "fonds.nl", LinkState.NEW, NOW)
MISSING, AWAY, THERE = Look(Seen.MISSING, "404"), Look(Seen.NO_ANSWER, "timeout"), Look(Seen.THERE, "200")


def after(*looks):
    """What is known after (day, look) in this order."""
    check = NEW
    for day, look in looks:
        check = after_look(check, look, NOW + timedelta(days=day))
    return check


@pytest.mark.parametrize(
    ("looks", "state", "tries"),
    [
        ([(0, THERE)], LinkState.OK, 0),
        ([(0, MISSING)], LinkState.UNREACHED, 1),
        ([(0, MISSING), (2, MISSING)], LinkState.UNREACHED, 2),
        ([(0, MISSING), (2, MISSING), (4, MISSING)], LinkState.GONE, 3),
        ([(0, MISSING), (0.1, MISSING), (0.2, MISSING)], LinkState.UNREACHED, 3),
        ([(0, MISSING), (2, THERE), (4, MISSING)], LinkState.UNREACHED, 1),
        ([(0, AWAY), (2, AWAY), (4, AWAY), (6, AWAY)], LinkState.UNREACHED, 4),
        ([(0, AWAY), (2, AWAY), (4, MISSING)], LinkState.UNREACHED, 1),
        ([(0, MISSING), (2, MISSING), (4, AWAY), (6, MISSING)], LinkState.UNREACHED, 1),
        ([(0, MISSING), (2, MISSING), (4, MISSING), (6, THERE)], LinkState.OK, 0),
        ([(0, Look(Seen.NOT_CALLED, "port"))], LinkState.SKIPPED, 0),
    ],
)
def test_what_is_known_after_some_looks(looks, state, tries):
    check = after(*looks)
    assert (check.state, check.tries) == (state, tries)
    assert check.checked_at == NOW + timedelta(days=looks[-1][0])


def test_failures_are_tried_again_soon_and_later_rarely():
    soon = after((0, AWAY))
    assert soon.next_at == NOW + timedelta(days=2)
    assert soon.failing_since == NOW
    late = after(*[(2 * number, AWAY) for number in range(5)])
    assert late.next_at - late.checked_at == timedelta(days=28)


def test_what_works_rests_for_weeks_and_where_it_went_is_kept():
    moved = after((0, AWAY), (2, Look(Seen.MOVED, "301", "https://fonds.nl/b")))
    assert (moved.state, moved.moved_to, moved.failing_since) == (LinkState.MOVED, "https://fonds.nl/b", None)
    assert moved.next_at - moved.checked_at == timedelta(days=28)

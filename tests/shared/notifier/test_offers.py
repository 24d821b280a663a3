"""When work is offered, offered again, and done without the queue."""

from __future__ import annotations

from shared.notifier.offers import AGAIN_AFTER, DIRECT_AFTER, Offers, Sorted


def acts(offers: Offers, due: list[str], now: float) -> Sorted:
    """Does as the sweeper does."""
    found = offers.sort(due, now)
    offers.remember([*found.offer, *found.handle], now)
    return found


def test_work_is_offered_at_once_and_again_every_ten_seconds_until_it_is_half_a_minute_old():
    offers = Offers()
    said = {now: acts(offers, ["a"], now) for now in (0, 9, 10, 19, 20, 29, 30, 39, 40)}
    assert [now for now, found in said.items() if found.offer] == [0, 10, 20]
    assert [now for now, found in said.items() if found.handle] == [DIRECT_AFTER, DIRECT_AFTER + AGAIN_AFTER]


def test_what_somebody_took_begins_anew_when_it_is_due_once_more():
    offers = Offers()
    acts(offers, ["a", "b"], 0)
    assert acts(offers, ["b"], 20) == Sorted(["b"], [])
    assert acts(offers, ["a", "b"], 35) == Sorted(["a"], ["b"])


def test_what_could_not_be_offered_is_not_counted_as_offered():
    offers = Offers()
    assert offers.sort(["a"], 0) == offers.sort(["a"], 40) == Sorted(["a"], [])

"""The model with groups: it learns what is there, and stays careful where there is little."""

from __future__ import annotations

from services.matcher.domain.chance.decision import PastDecision
from services.matcher.engine.chance.logistic import learn


def decision(scheme, granted, asked=100_000):
    return PastDecision(scheme, "d", "t", "p", 2016, asked, asked if granted else 0)


def test_groups_differ_and_small_ones_stay_near_the_rest():
    rows = [decision("ruim", i % 10 != 0) for i in range(60)] + [decision("krap", i % 10 == 0) for i in range(60)]
    model = learn([*rows, decision("klein", True)])
    wide, narrow, small, unseen = model.predict([decision(name, False) for name in ("ruim", "krap", "klein", "nieuw")])
    assert wide > 0.8
    assert narrow < 0.2
    assert abs(small - unseen) < 0.2
    assert 0.3 < unseen < 0.7


def test_what_was_granted_is_never_read():
    model = learn([decision("a", True), decision("a", False), decision("b", True)])
    assert model.predict([decision("a", True)]) == model.predict([decision("a", False)])


def test_one_sided_history_gives_no_certainty():
    chance = learn([decision("a", True)] * 3).predict([decision("a", False)])[0]
    assert 0.5 < chance < 1

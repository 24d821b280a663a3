"""How good the chances are: learnt from four fifths of the decisions, judged on the fifth that was held back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from services.matcher.domain.chance.beta import expected_rate, expected_share
from services.matcher.domain.chance.decision import PastDecision
from services.matcher.domain.chance.judging import Figures, brier, held_back_fifth, reliability

SEEDS = range(10)

Predictor = Callable[[Sequence[PastDecision]], list[float]]


def judge_chances(decisions: Sequence[PastDecision]) -> Figures:
    """Judges the model beside three plainer ways; needs at least five decisions. Takes about half a second."""
    scores: dict[str, list[float]] = defaultdict(list)
    errors: dict[str, list[float]] = defaultdict(list)
    said: list[float] = []
    came: list[bool] = []
    for seed in SEEDS:
        learnt, held_back = held_back_fifth(decisions, seed)
        happened = [decision.is_granted for decision in held_back]
        for name, predict in _ways(learnt).items():
            predicted = predict(held_back)
            scores[name].append(brier(predicted, happened))
            if name == "model":
                said += predicted
                came += happened
        granted = [decision for decision in held_back if decision.is_granted]
        for name, predict in _share_ways(learnt).items():
            distances = [abs(share - one.share) for share, one in zip(predict(granted), granted, strict=True)]
            errors[name].append(_mean(distances))
    return Figures(
        decisions=len(decisions),
        brier={name: _mean(values) for name, values in scores.items()},
        share_error={name: _mean(values) for name, values in errors.items()},
        better=sum(ours < plain for ours, plain in zip(scores["model"], scores["base_rate"], strict=True)),
        bins=reliability(said, came),
    )


def _ways(learnt: Sequence[PastDecision]) -> Mapping[str, Predictor]:
    from services.matcher.engine.chance.logistic import learn  # brings numpy, which most pages never need

    schemes, deciders = by_scheme(learnt), by_decider(learnt)
    overall = _mean([float(decision.is_granted) for decision in learnt])
    base = {scheme: _mean([float(one.is_granted) for one in own]) for scheme, own in schemes.items()}
    shrunk = {scheme: expected_rate(own, deciders[own[0].decider]) for scheme, own in schemes.items()}
    return {
        "one_number": lambda asked: [overall for _ in asked],
        "base_rate": lambda asked: [base.get(one.scheme, overall) for one in asked],
        "scheme": lambda asked: [shrunk.get(one.scheme, overall) for one in asked],
        "model": learn(learnt).predict,
    }


def _share_ways(learnt: Sequence[PastDecision]) -> Mapping[str, Predictor]:
    granted = [decision for decision in learnt if decision.is_granted]
    schemes, deciders = by_scheme(granted), by_decider(granted)
    overall = _mean([decision.share for decision in granted])
    base = {scheme: _mean([one.share for one in own]) for scheme, own in schemes.items()}
    shrunk = {scheme: expected_share(own, deciders[own[0].decider]) for scheme, own in schemes.items()}
    return {
        "one_number": lambda asked: [overall for _ in asked],
        "base_rate": lambda asked: [base.get(one.scheme, overall) for one in asked],
        "scheme": lambda asked: [shrunk.get(one.scheme, overall) for one in asked],
    }


def by_scheme(decisions: Iterable[PastDecision]) -> dict[str, list[PastDecision]]:
    """The decisions of each scheme."""
    found: dict[str, list[PastDecision]] = defaultdict(list)
    for decision in decisions:
        found[decision.scheme].append(decision)
    return found


def by_decider(decisions: Iterable[PastDecision]) -> dict[str, list[PastDecision]]:
    """The decisions of each decider: the kind that a scheme belongs to."""
    found: dict[str, list[PastDecision]] = defaultdict(list)
    for decision in decisions:
        found[decision.decider].append(decision)
    return found


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0

"""Lean rows: what every source answered to the facts of a need, remembered instead of reckoned again.

The criteria themselves stay the only rules. A row asks them once for each combination of facts that they read
(reads.py) and keeps what the answer does to group and score.
"""

from __future__ import annotations

from itertools import count
from typing import Any, NamedTuple

from services.matcher.domain.context import Context
from services.matcher.domain.criteria.every import CRITERIA
from services.matcher.domain.need import Need
from services.matcher.domain.pair import FAR, Group
from services.matcher.domain.scoring import parts
from services.matcher.domain.scoring.weights import WEIGHTS
from services.matcher.domain.source import Requirement, Source
from services.matcher.domain.verdicts import Answer
from services.matcher.engine import reads
from services.matcher.engine.effects import (
    ADVICE,
    DOUBTFUL,
    NO,
    NONE,
    OLD_NO,
    OPEN,
    Effect,
    effect_of,
    effect_of_rule,
    time_part,
)

_MOST_REMEMBERED = 256
_MOST_KEYS = 100_000
_READS = tuple((criterion, reads.OF_CRITERION.get(criterion)) for criterion in CRITERIA)
_POINTS = {name: weight.points for name, weight in WEIGHTS.items()}


class Ranked(NamedTuple):
    """The place of one source among the matches, without words."""

    source_id: str
    eligibility: Answer
    group: Group
    score: float
    is_signpost: bool
    was_no: bool


class Keys:
    """Numbers for combinations of facts; a number never comes back with another meaning."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._next = count()

    def of(self, what: tuple[Any, ...]) -> int:
        """The number of this combination."""
        number = self._numbers.get(what)
        if number is None:
            if len(self._numbers) >= _MOST_KEYS:
                self._numbers.clear()
            number = self._numbers.setdefault(what, next(self._next))
        return number

    def fresh(self) -> int:
        """A number that nothing else has: nothing is found under it."""
        return next(self._next)


class Asked:
    """One need on one day, with the keys under which rows remember their answers to it."""

    def __init__(self, need: Need, context: Context, keys: Keys) -> None:
        self.need, self.context = need, context
        self._keys = keys
        self.criteria = [(criterion, self._key(i, names)) for i, (criterion, names) in enumerate(_READS)]
        self.money = self._key("money", reads.OF_MONEY)
        self.place = self._key("local", ("where",))
        self.day = self._key("day", ())
        self.meetings: dict[tuple[Any, Any], float] = {}
        self._of_rule: dict[tuple[str, bool], int] = {}

    def rule(self, requirement: Requirement, limited: bool) -> int:
        """The key for a requirement; `limited` when it holds for some forms or amounts only."""
        kind = (requirement.kind, limited)
        key = self._of_rule.get(kind)
        if key is None:
            names = reads.OF_REQUIREMENT.get(requirement.kind)
            if names is not None and limited:
                names = (*names, *reads.WHEN_IT_APPLIES)
            key = self._of_rule[kind] = self._key(requirement.kind, names)
        return key

    def _key(self, what: int | str, names: reads.Names | None) -> int:
        if names is None:
            return self._keys.fresh()
        return self._keys.of((what, self.context.today, *reads.facts(names, self.need, self.context)))


class Row:
    """One version of one source, with the answers it gave so far."""

    __slots__ = ("_answers", "_rules", "_signpost", "source")

    def __init__(self, source: Source) -> None:
        self.source = source
        self._signpost = source.is_signpost
        self._answers: dict[int, Any] = {}
        self._rules: list[tuple[Requirement, bool, dict[int, Effect]]] = [
            (rule, bool(rule.when_forms) or rule.when_above_cents is not None, {}) for rule in source.requirements
        ]

    def rank(self, asked: Asked, text: float) -> Ranked:
        """Group and score as judge_pair gives them, for this fit of the words (0 to 1)."""
        flags, factor = self._effect(asked)
        met = self._meeting(asked)
        doubtful = flags & DOUBTFUL or met < FAR
        if flags & NO:
            answer, group = Answer.NO, Group.NOT_FOR_YOU
        else:
            answer = Answer.UNKNOWN if flags & OPEN else Answer.YES
            group = Group.FIND_OUT if doubtful else Group.FITS
        score = self._score(asked, text, met, flags, factor)
        signpost = self._signpost or bool(flags & ADVICE)
        return Ranked(self.source.id, answer, group, score, signpost, bool(flags & OLD_NO))

    def _score(self, asked: Asked, text: float, met: float, flags: int, factor: float) -> float:
        answers = self._answers
        money: tuple[float, float] = answers.get(asked.money) or self._kept(asked.money, self._money(asked))
        near: float | None = answers.get(asked.place)
        if near is None:
            near = self._kept(asked.place, parts.local(self.source, asked.context))
        sure: float = answers.get(asked.day) or self._kept(asked.day, self._sure(asked))
        return round(
            round(_POINTS["purpose"] * parts.purpose(text, met), 1)
            + round(_POINTS["local"] * near, 1)
            + money[0]
            + round(_POINTS["certainty"] * sure * factor, 1)
            + round(_POINTS["time"] * time_part(flags), 1)
            + money[1],
            1,
        )

    def _money(self, asked: Asked) -> tuple[float, float]:
        """The points for cover and effort."""
        cover = parts.cover(asked.need, self.source, asked.context.expected_cover)
        return round(_POINTS["cover"] * cover, 1), round(_POINTS["effort"] * parts.effort(asked.need, self.source), 1)

    def _sure(self, asked: Asked) -> float:
        return parts.certainty(self.source, (), asked.context)

    def _effect(self, asked: Asked) -> Effect:
        answers, (flags, factor) = self._answers, NONE
        for criterion, key in asked.criteria:
            effect = answers.get(key)
            if effect is None:
                effect = self._kept(key, effect_of(criterion(asked.need, self.source, asked.context)))
            flags |= effect[0]
            factor *= effect[1]
        for rule, limited, known in self._rules:
            key = asked.rule(rule, limited)
            effect = known.get(key)
            if effect is None:
                effect = _kept(known, key, effect_of_rule(rule, asked.need, self.source, asked.context))
            flags |= effect[0]
            factor *= effect[1]
        return flags, factor

    def _meeting(self, asked: Asked) -> float:
        """Many sources name the same themes and groups; a need meets each combination once."""
        source = self.source
        key = (source.themes, source.target_groups)
        met = asked.meetings.get(key)
        if met is None:
            met = asked.meetings[key] = parts.meeting(asked.need, source, asked.context.rarity)
        return met

    def _kept(self, key: int, value: Any) -> Any:
        return _kept(self._answers, key, value)


def _kept(known: dict[int, Any], key: int, value: Any) -> Any:
    if len(known) >= _MOST_REMEMBERED:
        known.clear()
    known[key] = value
    return value

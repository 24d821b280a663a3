"""The main rule: which sources fit a need, best first, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from services.matcher.domain.amounts import usual_maxima
from services.matcher.domain.context import Context
from services.matcher.domain.criteria.every import judge_all
from services.matcher.domain.dutch import plain
from services.matcher.domain.freshness import ShelfLives
from services.matcher.domain.need import Need
from services.matcher.domain.regions import Regions
from services.matcher.domain.scoring import parts
from services.matcher.domain.scoring.themes import Rarity, rarity_of
from services.matcher.domain.scoring.weights import WEIGHTS
from services.matcher.domain.source import Source
from services.matcher.domain.text_fit import TextFit
from services.matcher.domain.verdicts import Answer, Ask, Strength, Verdict, eligibility

FAR = 0.35
"""Below this meeting of themes and groups it is a question whether the plan is what the source pays for."""


class Group(StrEnum):
    """How people see it: fits as far as known, first find out, not for you."""

    FITS = "fits"
    FIND_OUT = "find_out"
    NOT_FOR_YOU = "not_for_you"


@dataclass(frozen=True, slots=True)
class Match:
    """One source for one need. `score` (0 to 100) is the sum of `parts`; `hides`: the general schemes it stands for."""

    source_id: str
    eligibility: Answer
    group: Group
    score: float
    parts: tuple[tuple[str, float], ...]
    verdicts: tuple[Verdict, ...]
    is_signpost: bool = False
    hides: tuple[str, ...] = ()

    @property
    def to_check(self) -> tuple[Verdict, ...]:
        """What is still open, the most telling first."""
        return tuple(sorted((v for v in self.verdicts if v.answer is Answer.UNKNOWN), key=_urgency))

    @property
    def was_no(self) -> bool:
        """Whether an old fact said no."""
        return any(verdict.was_no and verdict.is_hard for verdict in self.verdicts)


@dataclass(frozen=True, slots=True)
class Whole:
    """What is read from all sources together: how rare each theme is, and which maxima (cents) are usual."""

    rarity: Rarity
    maxima: Sequence[int]


class Matcher:
    """Matches needs with one set of sources. Making it reads all texts once; use it again for more needs."""

    def __init__(self, sources: Iterable[Source], regions: Regions, lives: ShelfLives | None = None) -> None:
        self._sources = tuple(sources)
        self._by_id = {source.id: source for source in self._sources}
        self._regions = regions
        self._lives = lives or ShelfLives()
        self._text = TextFit(self._sources)
        self._whole = Whole(rarity_of(self._sources), usual_maxima(self._sources))

    def match(self, need: Need, today: date) -> list[Match]:
        """All sources for this need, best first; a general scheme is left out where its local variant applies."""
        context = context_for(need, self._sources, self._regions, today, self._lives)
        text = self._text.of(need)
        found = [judge_source(need, source, context, text[source.id], self._whole) for source in self._sources]
        return sorted(_hide_parents(found, self._by_id), key=_order)

    def match_one(self, need: Need, source: Source, today: date) -> Match:
        """The match of one source, also when it is hidden behind its local variant or not in the set."""
        context = context_for(need, self._sources, self._regions, today, self._lives)
        return judge_source(need, source, context, self._text.of(need).get(source.id, 0.0), self._whole)


def match(need: Need, sources: Iterable[Source], regions: Regions, today: date) -> list[Match]:
    """All sources for one need, best first: groups in order, then the score, then the id."""
    return Matcher(sources, regions).match(need, today)


def context_for(need: Need, sources: Sequence[Source], regions: Regions, today: date, lives: ShelfLives) -> Context:
    """What is read once for the whole need."""
    own_words = f" {plain(need.title)} {plain(need.description)} "
    landlords = frozenset(
        source.id
        for source in sources
        if source.provider_kind == "housing_association" and _names(own_words, source.provider)
    )
    return Context(today, regions, frozenset(regions.ancestors(need.where)), landlords, lives)


def _names(own_words: str, provider: str) -> bool:
    name = plain(provider).removeprefix("woningcorporatie ").removeprefix("stichting ")
    at = own_words.find(name)
    return at > 0 and not own_words[at - 1].isalnum() and not own_words[at + len(name) : at + len(name) + 1].isalnum()


def judge_source(need: Need, source: Source, context: Context, text: float, whole: Whole) -> Match:
    """One pair: the verdicts of all criteria and the score."""
    verdicts = judge_all(need, source, context)
    if parts.meeting(need, source, whole.rarity) < FAR:
        verdicts = (*verdicts, purpose_is_far(source))
    answer = eligibility(verdicts)
    values = {
        "purpose": parts.purpose(need, source, text, whole.rarity),
        "local": parts.local(source, context),
        "cover": parts.cover(need, source, whole.maxima),
        "certainty": parts.certainty(source, verdicts, context),
        "time": parts.time(verdicts),
        "effort": parts.effort(need, source),
    }
    points = tuple((name, round(WEIGHTS[name].points * value, 1)) for name, value in values.items())
    return Match(
        source_id=source.id,
        eligibility=answer,
        group=_group(answer, verdicts),
        score=round(sum(value for _, value in points), 1),
        parts=points,
        verdicts=verdicts,
        is_signpost=source.is_signpost,
    )


def _group(answer: Answer, verdicts: Iterable[Verdict]) -> Group:
    if answer is Answer.NO:
        return Group.NOT_FOR_YOU
    if any(verdict.decides for verdict in verdicts):
        return Group.FIND_OUT
    return Group.FIND_OUT if any(v.is_hard and (v.was_no or v.unlikely) for v in verdicts) else Group.FITS


def purpose_is_far(source: Source) -> Verdict:
    """Other themes and other people than those of the need: never a no, but the first thing to ask."""
    return Verdict(
        "purpose",
        Answer.UNKNOWN,
        "theme",
        "purpose_far",
        missing="source.themes",
        ask=Ask.SOURCE,
        strength=Strength.SOFT,
        decides=True,
    )


_GROUP_ORDER = {Group.FITS: 0, Group.FIND_OUT: 1, Group.NOT_FOR_YOU: 3}


def _order(found: Match) -> tuple[int, float, str]:
    """An old no comes after all other unknowns."""
    place = 2 if found.was_no and found.group is Group.FIND_OUT else _GROUP_ORDER[found.group]
    return place, -found.score, found.source_id


def _urgency(verdict: Verdict) -> tuple[bool, bool, bool, bool]:
    """What most likely ends it comes first: an old no, then what decides, hard before soft."""
    return (
        not verdict.was_no,
        not (verdict.decides or verdict.unlikely),
        not verdict.is_hard,
        verdict.criterion != "status",
    )


def _hide_parents(found: list[Match], sources: Mapping[str, Source]) -> list[Match]:
    """A local variant that may fit stands in for its general scheme, if that covers a wider area."""
    matches = {item.source_id: item for item in found}
    for item in found:
        parent = sources[item.source_id].parent
        if parent not in matches or item.group is Group.NOT_FOR_YOU:
            continue
        variant, general = sources[item.source_id], sources[parent]
        if matches[parent].group is not Group.NOT_FOR_YOU and set(variant.areas) != set(general.areas):
            matches[item.source_id] = replace(matches[item.source_id], hides=(*item.hides, parent))
            matches.pop(parent)
    return list(matches.values())

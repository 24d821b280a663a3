"""The parts of the score, each from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence

from services.matcher.domain.amounts import Ceilings, coverable_cents, reach
from services.matcher.domain.context import Context
from services.matcher.domain.criteria.support import spared_costs
from services.matcher.domain.criteria.target_groups import shared_groups
from services.matcher.domain.freshness import is_fresh
from services.matcher.domain.need import Need
from services.matcher.domain.scoring.themes import Rarity, theme_fit
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Verdict

UNKNOWN = 0.5
"""What a part brings about which nothing is known: neither a reason for nor against."""


def purpose(text: float, met: float) -> float:
    """Do words, themes and target groups meet? Codes say more than words: somebody chose them."""
    return 0.36 * text + 0.64 * met


def meeting(need: Need, source: Source, rarity: Rarity) -> float:
    """Do the themes and the target groups meet?"""
    themes = theme_fit(need, source, rarity)
    return 0.6 * (UNKNOWN if themes is None else themes) + 0.4 * _groups(need, source)


def _groups(need: Need, source: Source) -> float:
    """For the very same people is best; a source for a part of a plan's people counts for that part."""
    wanted, offered = need.target_groups, source.target_groups
    if not wanted or not offered:
        return UNKNOWN
    if "everyone" in offered:
        return 1.0 if "everyone" in wanted else 0.65
    shared = shared_groups(need, source)
    if not shared:
        return 0.15 if "everyone" in wanted else 0.0
    exact = len(shared & wanted) / len(offered)
    return (0.6 if "everyone" in wanted else 0.75) + 0.25 * exact


PER_BRANCH = 0.5
"""Service clubs and shops are national names with a local door: each branch decides for its own surroundings."""
_BY_LEVEL = {"buurt": 1.0, "wijk": 1.0, "gemeente": 1.0, "provincie": 0.75, "land": 0.0}


def local(source: Source, context: Context) -> float:
    """How near the giver is: the smallest of its areas that holds the need."""
    levels = (region.level for code in source.areas if code in context.around and (region := context.regions.get(code)))
    near = max((_BY_LEVEL.get(level, 0.0) for level in levels), default=0.0)
    return max(near, PER_BRANCH) if source.provider_kind == "sponsor" else near


def cover(need: Need, source: Source, expected: float) -> float:
    """Which part of what is sought it could give.

    Where no maximum is known: two thirds of `expected`, what sources with a known maximum would cover of it.
    """
    shared = need.support & source.support
    if "money" not in shared:
        return UNKNOWN if shared else _spared(need, source)
    most = coverable_cents(need, source)
    if most is None or not need.sought_cents:
        return UNKNOWN
    allowed = reach(need, source)
    part = min(1.0, most / need.sought_cents)
    if allowed is not None and allowed.max_cents is not None:
        return part
    return min(part, expected * 2 / 3)


def _spared(need: Need, source: Source) -> float:
    """The part of the budget that support in kind makes needless; nothing for who only advises."""
    kinds = spared_costs(need, source)
    total = sum(cost.cents for cost in need.costs or ())
    return sum(cost.cents for cost in need.costs or () if cost.kind in kinds) / total if total else 0.0


def expected_cover(need: Need, usual: Ceilings) -> float:
    """What sources with these maxima cover on average of what is sought; half when it can't be reckoned."""
    if not len(usual) or not need.sought_cents:
        return UNKNOWN
    return usual.total_up_to(need.sought_cents) / (len(usual) * need.sought_cents)


def certainty(source: Source, verdicts: Sequence[Verdict], context: Context) -> float:
    """Fewer open questions and fresher facts."""
    sure = 1.0 if source.provenance.verified else 0.5
    sure *= 1.0 if is_fresh(source, context.today, context.lives) else 0.9
    for verdict in verdicts:
        sure *= doubt(verdict)
    return sure


def doubt(verdict: Verdict) -> float:
    """The factor by which one verdict lowers certainty."""
    if verdict.criterion in ("themes", "target_groups", "purpose"):  # these count in the purpose
        return 1.0
    if verdict.answer is Answer.NO and not verdict.is_hard:
        return 0.7
    if verdict.answer is not Answer.UNKNOWN:
        return 1.0
    if verdict.unlikely:
        return 0.2
    if verdict.decides:
        return 0.7
    return 0.97


def time(verdicts: Sequence[Verdict]) -> float:
    """A way that is still open, and a decision before the start."""
    answers = [verdict.answer for verdict in verdicts if verdict.criterion in ("deadline", "decision", "latest_start")]
    if Answer.NO in answers:
        return 0.0
    return 1.0 if answers and Answer.UNKNOWN not in answers else UNKNOWN


_STEPS = {"phone_call": 1, "conversation": 2, "account": 1, "intent": 2, "quickscan": 1, "digid": 1, "eherkenning": 6}
_ROADS = {"application": 4, "brokerage": 1, "crowdfunding": 16, "vote": 10, "prize": 12, "lottery_tickets": 16}


def hours(need: Need, source: Source) -> float:
    """A rough number of volunteer hours the asking takes: road, first steps, papers, form."""
    papers = {paper for band in source.amounts or () for paper in band.papers} | set(source.papers)
    steps = sum(_STEPS.get(step, 1) for step in source.first_steps)
    return _ROADS.get(source.mechanism, 6) + steps + len(papers) + 0.5 * len(source.questions)


def effort(need: Need, source: Source) -> float:
    """Euros per hour of asking: 25 is poor, 250 and more is good; where no amount can be told, the hours alone."""
    spent = hours(need, source)
    most = coverable_cents(need, source)
    if most is None:
        return max(0.0, min(1.0, (16 - spent) / 12))
    return max(0.0, min(1.0, (most / 100 / spent - 10) / 240 + 0.25)) if spent else 1.0

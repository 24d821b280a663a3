"""Is it for the people the source is there for?"""

from __future__ import annotations

from services.matcher.domain.context import Context, codes_of, need_fact, source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Fact, Strength, Verdict

# Groups that hold each other's people: a source for youth is no stranger to children.
NEAR = {
    "children": frozenset({"children", "youth", "families"}),
    "youth": frozenset({"children", "youth", "families"}),
    "families": frozenset({"children", "youth", "families"}),
}


def judge(need: Need, source: Source, context: Context) -> Verdict | None:
    """Soft: yes when a group is shared or near, or the source is for everyone; no when it is for others."""
    groups = source.target_groups
    if not groups:
        return None
    facts: tuple[Fact, ...] = (source_fact(source, "target_groups", codes_of("target_groups", groups)),)
    if not need.target_groups:
        return Verdict(
            "target_groups",
            Answer.UNKNOWN,
            "target_group",
            "groups_unknown",
            facts,
            missing="need.target_groups",
            ask=Ask.PLACE,
            strength=Strength.SOFT,
        )
    facts = (*facts, need_fact("target_groups", codes_of("target_groups", need.target_groups)))
    shared = shared_groups(need, source)
    if shared:
        return _soft(Answer.YES, "groups_shared", facts, shared)
    if "everyone" in groups:
        return _soft(Answer.YES, "groups_everyone", facts, groups)
    return _soft(Answer.NO, "groups_other", facts, groups)


def shared_groups(need: Need, source: Source) -> frozenset[str]:
    """The special groups of the source that the need is for, or that are near to those."""
    wanted = (need.target_groups or frozenset()) - {"everyone"}
    near = frozenset(group for code in wanted for group in NEAR.get(code, frozenset({code})))
    return (source.target_groups or frozenset()) & near


def _soft(answer: Answer, finding: str, facts: tuple[Fact, ...], groups: frozenset[str]) -> Verdict:
    values = (("groups", codes_of("target_groups", groups)),)
    return Verdict("target_groups", answer, "target_group", finding, facts, values, strength=Strength.SOFT)

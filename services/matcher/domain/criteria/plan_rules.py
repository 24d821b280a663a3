"""Rules about the plan itself: not begun yet, open to everybody."""

from __future__ import annotations

from services.matcher.domain.context import Context, need_fact
from services.matcher.domain.criteria.begun import begun, missing_fact
from services.matcher.domain.criteria.requirement import asked, said
from services.matcher.domain.need import Need
from services.matcher.domain.source import Requirement, Source
from services.matcher.domain.verdicts import Answer, Ask, Code, Verdict


def judge_not_started(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """No when the plan has begun, or its start lies behind us; unknown when the place did not say."""
    answer, finding, known = begun(need, context)
    if answer is Answer.UNKNOWN:
        return asked(requirement, source, "already_started", finding, missing_fact(finding), Ask.PLACE)
    return said(requirement, source, answer, "already_started", finding, need_fact("already_started", known))


def judge_open_to_all(requirement: Requirement, need: Need, source: Source, context: Context) -> Verdict:
    """Yes when the need says it is for everyone; else a person compares."""
    groups = need.target_groups
    if groups is not None and "everyone" in groups:
        fact = need_fact("target_groups", (Code("target_groups", "everyone"),))
        return said(requirement, source, Answer.YES, "target_group", "open_to_all_yes", fact)
    return asked(requirement, source, "target_group", "open_to_all_check", "need.open_to_all", Ask.PERSON)

"""May the work begin and end when the place wants? Decision time, latest start, and time to finish."""

from __future__ import annotations

from services.matcher.domain.bands import decision_weeks
from services.matcher.domain.closing import decided_on
from services.matcher.domain.context import Context, need_fact, source_fact
from services.matcher.domain.freshness import months_between
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Strength, Verdict


def judge_decision(need: Need, source: Source, context: Context) -> Verdict | None:
    """Does the decision come before the start? Hard where one must wait for it, else rather not."""
    decided, weeks = decided_on(source, need, context.today), decision_weeks(need, source)
    if decided is None or need.starts_on is None:
        return None
    must_wait = source.start is not None and source.start.not_before == "decision"
    facts = (source_fact(source, "decision_weeks", weeks), need_fact("starts_on", need.starts_on))
    values = (("date", decided), ("weeks", weeks), ("starts_on", need.starts_on))
    strength = Strength.HARD if must_wait else Strength.SOFT
    in_time = decided <= need.starts_on
    finding = "decision_in_time" if in_time else "decision_after_start"
    answer = Answer.YES if in_time else Answer.NO
    return context.aged(Verdict("decision", answer, "deadline", finding, facts, values, strength=strength), source)


def judge_finish(need: Need, source: Source, context: Context) -> Verdict | None:
    """Is it done within the months the source gives? Longer is a question of planning: unknown, for the place."""
    months = source.start.finished_within_months if source.start else None
    if not months or need.starts_on is None or need.ends_on is None:
        return None
    length = months_between(need.starts_on, need.ends_on)
    facts = (
        source_fact(source, "start.finished_within_months", months),
        need_fact("starts_on", need.starts_on),
        need_fact("ends_on", need.ends_on),
    )
    values = (("months", round(months)), ("length", length))
    if length <= months:
        return Verdict("finish", Answer.YES, "deadline", "finish_in_time", facts, values)
    return Verdict(
        "finish",
        Answer.UNKNOWN,
        "deadline",
        "finish_too_long",
        facts,
        values,
        missing="need.ends_on",
        ask=Ask.PLACE,
    )


def judge_latest_start(need: Need, source: Source, context: Context) -> Verdict | None:
    """Does it start soon enough after the award? Too early to ask is a matter of waiting, never a no."""
    months = source.start.within_months_after_award if source.start else None
    if not months or need.starts_on is None:
        return None
    decided = decided_on(source, need, context.today) or context.today
    waiting = months_between(decided, need.starts_on)
    if waiting <= months:
        return None
    fact = source_fact(source, "start.within_months_after_award", months)
    return Verdict(
        "latest_start",
        Answer.UNKNOWN,
        "deadline",
        "latest_start_ask_later",
        (fact, need_fact("starts_on", need.starts_on)),
        (("months", round(months)),),
        missing="need.starts_on",
        ask=Ask.PLACE,
    )

"""Is there still time to ask? The closing days and the weeks before the start, against today and the start."""

from __future__ import annotations

from datetime import timedelta

from services.matcher.domain.closing import Basis, Closing, missed_closing, next_closing
from services.matcher.domain.context import Context, need_fact, source_fact
from services.matcher.domain.dutch import months_named
from services.matcher.domain.freshness import months_between
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Verdict

A_SEASON = 13
"""Weeks: a plan that starts sooner can only use a round in this season."""


def judge(need: Need, source: Source, context: Context) -> Verdict | None:
    """Yes when a closing day lies ahead and before the start; no when the road to this start is shut; else unknown."""
    terms = source.deadlines
    if terms is None or (terms.kind in ("unknown", "none") and not terms.weeks_before_start):
        return None
    closing = next_closing(source, need, context.today)
    if closing is None or (closing.basis is Basis.SCHEME_END and terms.weeks_before_start):
        missed = missed_closing(source, need, context.today)
        if missed is not None and missed.basis is Basis.WEEKS_BEFORE_START:
            return context.aged(_too_late(need, source, missed), source)
        return _open_question(need, source, context, missed)
    if need.starts_on is not None and closing.on >= need.starts_on and not _may_start_before(source):
        if closing.basis is Basis.SCHEME_END:
            # The last day of the scheme is no day to wait for: before it, and before the start, there is time to ask.
            return _open_question(need, source, context, None)
        return context.aged(_after_start(need, source, closing), source)
    finding = f"deadline_{closing.basis.value}"
    fact = source_fact(source, "deadlines", closing.on)
    values = (("date", closing.on), ("weeks", terms.weeks_before_start))
    return context.aged(Verdict("deadline", Answer.YES, "deadline", finding, (fact,), values, note=terms.note), source)


def _may_start_before(source: Source) -> bool:
    return source.start is not None and source.start.not_before == "anytime"


def _too_late(need: Need, source: Source, missed: Closing) -> Verdict:
    weeks = source.deadlines.weeks_before_start if source.deadlines else None
    facts = (source_fact(source, "deadlines.weeks_before_start", weeks), need_fact("starts_on", need.starts_on))
    values = (("date", missed.on), ("weeks", weeks), ("starts_on", need.starts_on))
    return Verdict("deadline", Answer.NO, "deadline", "deadline_too_late", facts, values, note=missed.text)


def _after_start(need: Need, source: Source, closing: Closing) -> Verdict:
    facts = (source_fact(source, "deadlines", closing.on), need_fact("starts_on", need.starts_on))
    values = (("date", closing.on), ("starts_on", need.starts_on))
    return Verdict("deadline", Answer.NO, "deadline", "deadline_after_start", facts, values, note=closing.text)


def _open_question(need: Need, source: Source, context: Context, missed: Closing | None) -> Verdict | None:
    """Rounds without a known day ahead, or weeks before a start that is not known."""
    terms = source.deadlines
    if terms is None or (terms.kind == "rolling" and not terms.weeks_before_start):
        return Verdict(
            "deadline", Answer.YES, "deadline", "deadline_rolling", (source_fact(source, "deadlines", "rolling"),)
        )
    if terms.weeks_before_start and need.starts_on is None:
        fact = source_fact(source, "deadlines.weeks_before_start", terms.weeks_before_start)
        values = (("weeks", terms.weeks_before_start),)
        return Verdict(
            "deadline",
            Answer.UNKNOWN,
            "deadline",
            "deadline_start_unknown",
            (fact,),
            values,
            missing="need.starts_on",
            ask=Ask.PLACE,
        )
    if _is_in_other_season(need, source, context):
        return _round(source, "deadline_other_season", missed, decides=True)
    if missed is None:
        return _round(source, "deadline_round_unknown", missed)
    recent = missed.on > context.today - timedelta(days=365)
    return _round(source, "deadline_just_passed" if recent and terms.kind == "fixed" else "deadline_last_seen", missed)


def _is_in_other_season(need: Need, source: Source, context: Context) -> bool:
    """Whether the plan starts within a season from now, and the page names only months outside that time."""
    if need.starts_on is None or need.starts_on > context.today + timedelta(weeks=A_SEASON):
        return False
    note = source.deadlines.note if source.deadlines else None
    named = months_named(f"{note or ''} {source.summary}")
    months = months_between(context.today.replace(day=1), need.starts_on.replace(day=1))
    left = {(context.today.month - 1 + ahead) % 12 + 1 for ahead in range(months + 1)}
    return bool(named) and not named & left


def _round(source: Source, finding: str, missed: Closing | None, *, decides: bool = False) -> Verdict:
    terms = source.deadlines
    return Verdict(
        "deadline",
        Answer.UNKNOWN,
        "deadline",
        finding,
        (source_fact(source, "deadlines", missed.on if missed else terms.kind if terms else None),),
        (("date", missed.on if missed else None),),
        missing="source.deadlines",
        ask=Ask.SOURCE,
        note=terms.note if terms else None,
        decides=decides,
        unlikely=decides,
    )

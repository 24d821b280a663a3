"""Is it open? Closed stays closed until somebody sees it open; an old `open` is a question."""

from __future__ import annotations

from services.matcher.domain.context import Context, source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Code, Fact, Value, Verdict


def judge(need: Need, source: Source, context: Context) -> Verdict:
    """No when closed or past its last day; yes when seen open lately; else unknown."""
    status = source_fact(source, "status", Code("status", source.status))
    if source.status == "closed":
        return Verdict("status", Answer.NO, "closed", "status_closed", (status,))
    if source.ends_on is not None and source.ends_on < context.today:
        ended = source_fact(source, "ends_on", source.ends_on)
        return Verdict("status", Answer.NO, "closed", "status_ended", (ended,), (("date", source.ends_on),))
    if source.opens_on is not None and source.opens_on > context.today:
        opens = source_fact(source, "opens_on", source.opens_on)
        return _unknown("status_opens_later", opens, (("date", source.opens_on),))
    if source.status == "announced":
        return _unknown("status_announced", status)
    if source.status == "open":
        return context.aged(Verdict("status", Answer.YES, "closed", "status_open", (status,)), source)
    return _unknown("status_unknown", status)


def _unknown(finding: str, fact: Fact, values: tuple[tuple[str, Value], ...] = ()) -> Verdict:
    return Verdict("status", Answer.UNKNOWN, "closed", finding, (fact,), values, missing=fact.path, ask=Ask.SOURCE)

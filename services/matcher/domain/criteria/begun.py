"""Has the work begun? Some givers pay only what is still to begin; others take plans that already run."""

from __future__ import annotations

from services.matcher.domain.context import Context, need_fact, source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Verdict


def begun(need: Need, context: Context) -> tuple[Answer, str, bool | None]:
    """Whether it is still to begin, with the finding, and whether it has begun as far as known.

    A day that has passed while the place says "not begun" tells two things at once: that is asked, not believed.
    """
    told = need.already_started
    passed = need.starts_on is not None and need.starts_on < context.today
    if told or (told is None and need.starts_on is not None and need.starts_on <= context.today):
        return Answer.NO, "started_already", True
    if told is None:
        return Answer.UNKNOWN, "started_unknown", None
    return (Answer.UNKNOWN, "started_date_passed", None) if passed else (Answer.YES, "started_not_yet", False)


def missing_fact(finding: str) -> str:
    """The path of what the place must tell."""
    return "need.starts_on" if finding == "started_date_passed" else "need.already_started"


def judge(need: Need, source: Source, context: Context) -> Verdict | None:
    """No when it had to wait for application or decision and didn't; silent where a requirement says the same."""
    allowed = source.start.not_before if source.start else None
    if allowed is None or source.requirements_of("not_started"):
        return None
    answer, finding, known = begun(need, context)
    facts = (source_fact(source, "start.not_before", allowed), need_fact("already_started", known))
    if allowed == "anytime":
        return Verdict("begun", Answer.YES, "already_started", "started_allowed", facts) if known else None
    if answer is not Answer.UNKNOWN:
        return Verdict("begun", answer, "already_started", finding, facts)
    missing = missing_fact(finding)
    return Verdict("begun", answer, "already_started", finding, facts[:1], missing=missing, ask=Ask.PLACE)

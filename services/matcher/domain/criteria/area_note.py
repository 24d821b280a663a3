"""What the page adds about the area in words, which codes can't say."""

from __future__ import annotations

from services.matcher.domain.context import Context, source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Verdict


def judge(need: Need, source: Source, context: Context) -> Verdict | None:
    """Unknown, for the place to compare; nothing when the page adds nothing."""
    if not source.area_note:
        return None
    return Verdict(
        "area_note",
        Answer.UNKNOWN,
        "area",
        "area_note",
        (source_fact(source, "area_note", source.area_note),),
        missing="source.area_note",
        ask=Ask.PERSON,
        note=source.area_note,
    )

"""Do the subjects meet? A source that names other subjects is rather not, never no."""

from __future__ import annotations

from services.matcher.domain.context import Context, codes_of, need_fact, source_fact
from services.matcher.domain.need import Need
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Answer, Ask, Fact, Strength, Verdict


def judge(need: Need, source: Source, context: Context) -> Verdict | None:
    """Soft: yes when a theme is shared, no when none is; unknown when the need names none."""
    if not source.themes:
        return None
    facts: tuple[Fact, ...] = (source_fact(source, "themes", codes_of("themes", source.themes)),)
    if not need.themes:
        return Verdict(
            "themes",
            Answer.UNKNOWN,
            "theme",
            "themes_unknown",
            facts,
            missing="need.themes",
            ask=Ask.PLACE,
            strength=Strength.SOFT,
        )
    shared = source.themes & need.themes
    facts = (*facts, need_fact("themes", codes_of("themes", need.themes)))
    several = "themes_shared_many" if len(shared) > 1 else "themes_shared"
    answer, finding = (Answer.YES, several) if shared else (Answer.NO, "themes_other")
    values = (("themes", codes_of("themes", shared or source.themes)),)
    return Verdict("themes", answer, "theme", finding, facts, values, strength=Strength.SOFT)

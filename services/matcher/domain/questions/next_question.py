"""The cheapest next question for one need: the fact whose answer settles most, per minute of finding it out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from services.matcher.domain.need import Need
from services.matcher.domain.pair import Match
from services.matcher.domain.questions.simulation import Judge, NextQuestion, Simulation, is_offered, stand_of
from services.matcher.domain.source import Source


def next_questions(
    need: Need,
    matches: Sequence[Match],
    sources: Mapping[str, Source],
    judge: Judge,
    today: date,
    skip: Collection[str] = (),
) -> list[NextQuestion]:
    """All questions that can change the first ten, the most worthwhile first; none when no answer can.

    `skip`: keys (`key_of`) of questions that could not be answered just now.
    """
    simulation = Simulation(need, [stand_of(match) for match in matches if is_offered(match)], sources, judge, today)
    asked: list[tuple[str, str | None]] = [(path, None) for path in simulation.missing_facts()]
    asked += [(path, source_id) for source_id, path in simulation.calls()]
    found = [simulation.ask(path, source_id) for path, source_id in asked if _key(path, source_id) not in skip]
    worthwhile = [question for question in found if question and question.changes_first]
    return sorted(worthwhile, key=lambda question: (-question.worth, question.path, question.source_id or ""))


def key_of(question: NextQuestion) -> str:
    """A name for the question, the same as long as the fact is missing."""
    return _key(question.path, question.source_id)


def _key(path: str, source_id: str | None) -> str:
    return f"{path}:{source_id}" if source_id else path

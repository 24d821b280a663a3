"""What to ask next for one need: the question that settles most for the least trouble, and what an answer would do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from services.matcher.domain.need import Need
from services.matcher.domain.questions.next_question import key_of, next_questions
from services.matcher.domain.questions.simulation import NextQuestion, Simulation, is_offered, stand_of
from services.matcher.domain.questions.supposing import is_unknown
from services.matcher.domain.source import Source
from services.matcher.settings import MatcherContext
from services.matcher.storage.needs import OPEN
from services.matcher.usecases.asking.words import answer_text, effect_text, question_text, read_aloud
from services.matcher.usecases.catalogue.current import Catalogue
from services.matcher.usecases.needs.find_matches import FoundMatches, find_matches
from shared.access.actors import Actor


@dataclass(frozen=True)
class PossibleAnswer:
    """One answer in words and what it would change; the ids are of sources, best first."""

    text: str
    effect: str
    fitting: tuple[str, ...]
    doubtful: tuple[str, ...]
    falling: tuple[str, ...]


@dataclass(frozen=True)
class AskedQuestion:
    """The question in words. `source` is set for a question to a giver: then `read_aloud` is what to say."""

    key: str
    path: str
    text: str
    minutes: float
    waiting: tuple[str, ...]
    answers: tuple[PossibleAnswer, ...]
    source: Source | None = None
    read_aloud: str = ""


def next_question(
    ctx: MatcherContext, actor: Actor | None, need_id: str, skip: Collection[str] = ()
) -> AskedQuestion | None:
    """The most worthwhile question, without those in `skip` (their keys); None when no answer changes the first ten.

    Raises NotSignedIn, NotFound; InvalidInput when nobody told where it happens.
    """
    return question_of(find_matches(ctx, actor, need_id), skip)


def question_of(found: FoundMatches, skip: Collection[str] = ()) -> AskedQuestion | None:
    """The same for matches that were already made; None for a need that is closed."""
    if found.placed.row.state != OPEN:
        return None
    ranked = _ranked(found.catalogue, found.need, found.today)
    question = next((question for question in ranked if key_of(question) not in skip), None)
    return _in_words(question, found) if question else None


def question_about(found: FoundMatches, path: str) -> AskedQuestion | None:
    """The question about one fact of the place or the need; None when it was told, or is none that can be asked."""
    if found.placed.row.state != OPEN or not is_unknown(found.need, path):
        return None
    stands = [stand_of(match) for match in found.matches if is_offered(match)]
    judge = found.catalogue.matcher.supposing(found.today)
    question = Simulation(found.need, stands, sources_of(found.catalogue), judge, found.today).ask(path)
    return _in_words(question, found) if question else None


@lru_cache(maxsize=2)
def sources_of(catalogue: Catalogue) -> Mapping[str, Source]:
    """The sources of the catalogue as the rules see them."""
    return {source_id: entry.source for source_id, entry in catalogue.sources.items()}


@lru_cache(maxsize=64)
def _ranked(catalogue: Catalogue, need: Need, today: date) -> tuple[NextQuestion, ...]:
    """The same need, sources and day give the same questions: looking again costs nothing."""
    matches = catalogue.matcher.match(need, today)
    return tuple(next_questions(need, matches, sources_of(catalogue), catalogue.matcher.supposing(today), today))


def _in_words(question: NextQuestion, found: FoundMatches) -> AskedQuestion:
    sources = found.catalogue.sources
    names = {source_id: entry.source.name for source_id, entry in sources.items()}
    source = sources[question.source_id].source if question.source_id else None
    answers = tuple(
        PossibleAnswer(
            answer_text(question, outcome),
            effect_text(outcome, names),
            outcome.fitting,
            outcome.doubtful,
            outcome.falling,
        )
        for outcome in question.outcomes
    )
    return AskedQuestion(
        key=key_of(question),
        path=question.path,
        text=question_text(question, source),
        minutes=question.minutes,
        waiting=question.waiting,
        answers=answers,
        source=source,
        read_aloud=read_aloud(question.path, found.need, source) if source else "",
    )

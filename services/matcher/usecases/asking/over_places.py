"""What to ask next over all places somebody works for: once for every need that waits for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from time import monotonic
from weakref import WeakKeyDictionary

from services.matcher.domain.need import Need
from services.matcher.domain.questions.over_all import OpenNeed, SharedQuestion, questions_over_all
from services.matcher.domain.questions.simulation import FIRST, Simulation, is_offered, stand_of
from services.matcher.domain.source import Source
from services.matcher.domain.verdicts import Value
from services.matcher.settings import MatcherContext
from services.matcher.storage.needs import OPEN
from services.matcher.usecases.asking.next_question import sources_of
from services.matcher.usecases.asking.words import (
    answer_text,
    call_for_many,
    effect_on_many,
    question_for_many,
)
from services.matcher.usecases.catalogue.current import Catalogue, current_catalogue
from services.matcher.usecases.needs.need import READ, PlacedNeed, needs_of
from services.matcher.usecases.places.place import Place, my_places
from shared.access.actors import Actor
from shared.access.rights import may
from shared.kernel.errors import NotSignedIn
from shared.wording.texts import gettext as _

MOST_NEEDS = 400
"""The newest open needs that are looked at: more than any coalition has, and a bound to the time it takes."""
SECONDS = 2.0
"""For so long new needs are looked at; somebody is waiting for the page."""
MOST_QUESTIONS = 5
LOOKED_AT = 3 * FIRST
"""Of the best so many that the signposts among them leave enough to ask about."""
JUDGED = FIRST + 4
"""Judged in full: the first ten, and those that can come up when one of them falls away."""

_simulations: WeakKeyDictionary[Catalogue, dict[tuple[Need, date], Simulation]] = WeakKeyDictionary()


@dataclass(frozen=True)
class ManyAsked:
    """One question in words, with the needs that wait for it (most points first).

    `place` is set for a fact of a place or a need, `source` for a fact of a giver: then `read_aloud` is what to say.
    `answers` are pairs: the answer, and what it does over all needs.
    """

    key: str
    path: str
    text: str
    minutes: float
    needs: tuple[PlacedNeed, ...]
    answers: tuple[tuple[str, str], ...]
    place: Place | None = None
    source: Source | None = None
    read_aloud: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """The names of the places that wait for it."""
        return tuple(dict.fromkeys(need.place.name for need in self.needs))


@dataclass(frozen=True)
class QuestionsOverPlaces:
    """The best questions to places and to givers. `needs` is how many open needs were looked at, `left` how many not
    yet: the next time goes on from there.
    """

    to_places: tuple[ManyAsked, ...]
    to_givers: tuple[ManyAsked, ...]
    needs: int
    left: int


def questions_over_places(ctx: MatcherContext, actor: Actor | None, skip: Collection[str] = ()) -> QuestionsOverPlaces:
    """The questions that settle most per minute over all open needs this person may see. Raises NotSignedIn.

    `skip`: keys of questions that can't be answered just now. A need of which nobody told where it happens is left out.
    """
    if actor is None:
        raise NotSignedIn(_("Log eerst in."))
    placed = {one.id: one for one in _open_needs(ctx, actor)}
    catalogue = current_catalogue(ctx.database)
    needs = list(_looked_at(placed.values(), catalogue, ctx.today()))

    def best(*, of_sources: bool) -> tuple[ManyAsked, ...]:
        found = questions_over_all(needs, MOST_QUESTIONS, skip, of_sources=of_sources)
        return tuple(_in_words(question, placed, catalogue) for question in found)

    return QuestionsOverPlaces(best(of_sources=False), best(of_sources=True), len(needs), len(placed) - len(needs))


def _open_needs(ctx: MatcherContext, actor: Actor) -> Iterator[PlacedNeed]:
    places = {place.id: place for place in my_places(ctx, actor) if may(actor, READ, place_id=place.id).allowed}
    for row in needs_of(ctx, actor, list(places), state=OPEN, limit=MOST_NEEDS):
        one = PlacedNeed(row, places[row.place_id])
        if one.area is not None:
            yield one


def _looked_at(placed: Iterable[PlacedNeed], catalogue: Catalogue, today: date) -> Iterator[OpenNeed]:
    """The needs with what was reckoned out for them, as long as need, catalogue and day are the same.

    When that takes too long, those that are new wait for the next time: at least one comes along each time.
    """
    known = _simulations.setdefault(catalogue, {})
    if len(known) > 2 * MOST_NEEDS:
        known.clear()
    until = None
    for one in placed:
        need = one.need()
        simulation = known.get((need, today))
        if simulation is None:
            if until is not None and monotonic() > until:
                continue
            until = until or monotonic() + SECONDS
            simulation = known[need, today] = _simulation(need, catalogue, today)
        yield OpenNeed(need, one.row.place_id, simulation)


def _simulation(need: Need, catalogue: Catalogue, today: date) -> Simulation:
    """Only what stands near the top is judged in full: nobody calls for what stands further down."""
    matcher = catalogue.matcher
    offered = (match for match in matcher.first(need, today, LOOKED_AT) if is_offered(match))
    stands = [stand_of(match) for match in islice(offered, JUDGED)]
    return Simulation(need, stands, sources_of(catalogue), matcher.supposing(today), today)


def _in_words(question: SharedQuestion, placed: dict[str, PlacedNeed], catalogue: Catalogue) -> ManyAsked:
    subject = question.subject
    source = catalogue.sources[subject.source_id].source if subject.source_id else None
    needs = tuple(placed[one.need.id] for one, _question in sorted(question.parts, key=lambda part: -part[1].settles))
    text = question_for_many(subject, question.parts[0][1], source)
    return ManyAsked(
        key=subject.key,
        path=subject.path,
        text=text,
        minutes=question.minutes,
        needs=needs,
        answers=tuple(_answers(question)),
        place=None if source else needs[0].place,
        source=source,
        read_aloud=call_for_many(subject, text, source, len({need.place.id for need in needs})) if source else "",
    )


def _answers(question: SharedQuestion) -> Iterator[tuple[str, str]]:
    """Every answer once, with how often a source then comes, or falls away, over all needs."""
    texts: dict[tuple[str, Value], str] = {}
    coming: Counter[tuple[str, Value]] = Counter()
    falling: Counter[tuple[str, Value]] = Counter()
    for _need, part in question.parts:
        for outcome in part.outcomes:
            answer = outcome.code, outcome.value
            texts.setdefault(answer, answer_text(part, outcome))
            coming[answer] += len(outcome.fitting)
            falling[answer] += len(outcome.falling)
    for answer, text in texts.items():
        yield text, effect_on_many(coming[answer], falling[answer], of_source=question.subject.source_id is not None)

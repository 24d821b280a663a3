"""The next question as JSON: about one need, and over all needs of somebody's places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields

from services.matcher.api.base import api, context
from services.matcher.usecases.asking.next_question import AskedQuestion, next_question
from services.matcher.usecases.asking.over_places import ManyAsked, questions_over_places
from services.matcher.usecases.needs import need
from shared.access.web import current_actor
from shared.plumbing.schemas import CamelSchema


class AnswerOut(CamelSchema):
    """One possible answer; the lists hold source ids: those that then fit, turn doubtful, fall away."""

    text = fields.String()
    effect = fields.String()
    fitting = fields.List(fields.String())
    doubtful = fields.List(fields.String())
    falling = fields.List(fields.String())


class EffectOut(CamelSchema):
    """One possible answer, and what it does over all needs together."""

    text = fields.String()
    effect = fields.String()


class QuestionOut(CamelSchema):
    """A fact to find out. `ask` is `place` or `source`; for a source `readAloud` is what to say on the phone."""

    key = fields.String()
    fact = fields.String()
    ask = fields.String()
    text = fields.String()
    minutes = fields.Float()
    waiting = fields.List(fields.String())
    answers = fields.List(fields.Nested(AnswerOut))
    source_id = fields.String(allow_none=True)
    read_aloud = fields.String(allow_none=True)


class NextOut(CamelSchema):
    """The question; null when no answer would change the first ten sources."""

    question = fields.Nested(QuestionOut, allow_none=True)


class SkipQuery(CamelSchema):
    """What not to ask now."""

    skip = fields.String(load_default="", metadata={"description": "keys of questions, divided by commas"})


@api.endpoint(
    "GET",
    "/needs/<need_id>/next-question",
    summary="The question that settles most for the least trouble",
    right=need.READ,
    query=SkipQuery(),
    answer=NextOut(),
    tags=("matches",),
)
def get_next_question(need_id: str, query: Mapping[str, Any]) -> dict[str, Any]:
    """Answer it with PATCH on the need or PUT on the place; a fact of a source is asked on the phone."""
    skip = [key for key in query["skip"].split(",") if key]
    question = next_question(context(), current_actor(), need_id, skip)
    return {"question": question and _flat(question)}


def _flat(question: AskedQuestion) -> dict[str, Any]:
    return {
        "key": question.key,
        "fact": question.path,
        "ask": "source" if question.source else "place",
        "text": question.text,
        "minutes": question.minutes,
        "waiting": question.waiting,
        "answers": question.answers,
        "source_id": question.source.id if question.source else None,
        "read_aloud": question.read_aloud or None,
    }


class ManyOut(CamelSchema):
    """One fact that needs of several places wait for. `ask` is `place` or `source`; `needs` are the ids that wait."""

    key = fields.String()
    fact = fields.String()
    ask = fields.String()
    text = fields.String()
    minutes = fields.Float()
    place_id = fields.String(allow_none=True)
    source_id = fields.String(allow_none=True)
    needs = fields.List(fields.String())
    answers = fields.List(fields.Nested(EffectOut))
    read_aloud = fields.String(allow_none=True)


class AllOut(CamelSchema):
    """The best questions to places and to givers; both empty when no answer changes the first ten of any need."""

    to_places = fields.List(fields.Nested(ManyOut))
    to_givers = fields.List(fields.Nested(ManyOut))
    needs = fields.Integer(metadata={"description": "how many open needs were looked at"})
    left = fields.Integer(metadata={"description": "how many were not, to save time; asking again goes on with them"})


@api.endpoint(
    "GET",
    "/next-questions",
    summary="The questions that settle most over all open needs of your places",
    right=need.READ,
    query=SkipQuery(),
    answer=AllOut(),
    tags=("matches",),
)
def list_next_questions(query: Mapping[str, Any]) -> dict[str, Any]:
    """Only needs of places you may see. A fact of a source counts for all of them at once."""
    skip = [key for key in query["skip"].split(",") if key]
    found = questions_over_places(context(), current_actor(), skip)
    return {
        "to_places": [_of_many(question) for question in found.to_places],
        "to_givers": [_of_many(question) for question in found.to_givers],
        "needs": found.needs,
        "left": found.left,
    }


def _of_many(question: ManyAsked) -> dict[str, Any]:
    return {
        "key": question.key,
        "fact": question.path,
        "ask": "source" if question.source else "place",
        "text": question.text,
        "minutes": question.minutes,
        "place_id": question.place.id if question.place else None,
        "source_id": question.source.id if question.source else None,
        "needs": [one.id for one in question.needs],
        "answers": [{"text": text, "effect": effect} for text, effect in question.answers],
        "read_aloud": question.read_aloud or None,
    }

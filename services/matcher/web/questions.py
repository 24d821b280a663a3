"""The next question as a box on the page with matches, and on a page of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from services.matcher.usecases.asking.answer_question import answer_question, may_answer, version_for
from services.matcher.usecases.asking.next_question import AskedQuestion, question_about, question_of
from services.matcher.usecases.asking.over_places import questions_over_places
from services.matcher.usecases.care.rights import may_check
from services.matcher.usecases.needs.change_need import UPDATE
from services.matcher.usecases.needs.find_matches import FoundMatches, find_matches
from services.matcher.usecases.needs.need import READ
from services.matcher.web.base import CHECK, Choice, choices, context
from services.matcher.web.forms.facts_form import NONE_OF_THESE, questions
from shared.access.rights import may
from shared.access.web import current_actor
from shared.kernel.errors import FieldError, InvalidInput, Stale
from shared.plumbing.endpoints import page, version_from_form
from shared.wording.texts import gettext as _

blueprint = Blueprint("questions", __name__, template_folder="templates")

VALUE = "value"
NEED_KINDS: Mapping[str, str] = {
    "total_budget": "amount",
    "amount_sought": "amount",
    "own_contribution": "amount",
    "starts_on": "date",
    "ends_on": "date",
    "already_started": "yes_no",
    "initiators": "number",
    "participants": "number",
    "signatures": "number",
}


@dataclass(frozen=True)
class Field:
    """How the answer is given. `kind`: yes_no, one, some, number, amount or date."""

    kind: str
    hint: str = ""
    unit: str = ""
    choices: Sequence[Choice] = ()


@dataclass(frozen=True)
class Box:
    """The question as the page shows it; `field` is None when this person cannot answer it here.

    `is_chosen`: somebody asked for just this one. `back`: its key in the list over all places, when it came from it.
    `may_check`: they may write down what a giver answers.
    """

    question: AskedQuestion
    field: Field | None
    version: int
    skip: tuple[str, ...]
    back: str = ""
    is_chosen: bool = False
    errors: tuple[FieldError, ...] = ()
    typed: Any = ""
    may_check: bool = False

    @property
    def skip_then(self) -> list[str]:
        """What is passed over when somebody does not know this one."""
        return [*self.skip, self.question.key]


def question_box(found: FoundMatches, skip: Collection[str] = (), fact: str = "", back: str = "") -> Box | None:
    """The next question for matches that were already made; None when there is nothing left to ask.

    `fact` names the one to ask, if it is still open; `back` its key in the list over all places, when it came from it.
    """
    chosen = question_about(found, fact) if fact else None
    question = chosen or question_of(found, skip)
    if question is None:
        return None
    may = may_answer(current_actor(), found.placed, question.path)
    field = field_for(question.path) if may else None
    return Box(
        question,
        field,
        version_for(found.placed, question.path),
        tuple(skip),
        back,
        chosen is not None,
        may_check=may_check(current_actor()),
    )


def field_for(path: str) -> Field:
    """The field for one fact, as in the form with all facts."""
    side, _dot, name = path.partition(".")
    if path == "place.legal_form":
        return Field("one", choices=choices("legal_form"))
    if side == "need":
        return Field(NEED_KINDS[name])
    asked = next(question for question in questions() if question.name == name)
    return Field(asked.kind, asked.hint, asked.unit, asked.choices)


@page(blueprint, "GET", "/needs/<need_id>/question", right=READ)
def show_question(need_id: str) -> str:
    """The next question on a page of its own, or the one about `fact`; `skip` names those that nobody could answer."""
    found = find_matches(context(), current_actor(), need_id)
    given = request.args
    return _page(found, question_box(found, given.getlist("skip"), given.get("fact", ""), given.get("back", "")))


@page(blueprint, "GET", "/questions", right=READ)
def show_questions() -> str:
    """What settles most now, over all open needs of the places this person works for."""
    skip = request.args.getlist("skip")
    actor = current_actor()
    asked = questions_over_places(context(), actor, skip)
    return render_template(
        "questions/all.html",
        asked=asked,
        skip=skip,
        may_answer=lambda question: may_answer(actor, question.needs[0], question.path),
        may_check=may(actor, CHECK).allowed,
    )


@page(blueprint, "POST", "/needs/<need_id>/answers", right=UPDATE)
def give_answer(need_id: str) -> Any:
    """Keeps the answer and shows what fits now; who does not know gets the next question."""
    ctx, actor, fact = context(), current_actor(), request.form.get("fact", "")
    skip, value = request.form.getlist("skip"), _given()
    back = request.form.get("back", "")
    if value in ("", None):
        return redirect(_without_answer(need_id, fact, skip, back), code=303)
    try:
        answer_question(ctx, actor, need_id, fact, value, expected_version=version_from_form())
    except InvalidInput as problem:
        errors = tuple(FieldError(VALUE, error.code, error.message) for error in problem.errors)
        return _again(need_id, fact, skip, errors), 400
    except Stale as stale:
        return _again(need_id, fact, skip, (FieldError("", "stale", stale.message),)), 412
    if back:
        flash(_("Bewaard. Overal is meteen opnieuw gezocht."), "good")
        return redirect(url_for("questions.show_questions", skip=skip), code=303)
    flash(_("Bewaard. Hieronder staat wat er nu past."), "good")
    return redirect(url_for("matches.show_matches", need_id=need_id), code=303)


def _without_answer(need_id: str, fact: str, skip: Sequence[str], back: str) -> str:
    """Where the next question stands, for who doesn't know this one."""
    if back:
        return url_for("questions.show_questions", skip=[*skip, back])
    return url_for("questions.show_question", need_id=need_id, skip=[*skip, fact])


def _given() -> Any:
    """What was told: nothing ticked is "not known", "none of these" is an empty list."""
    if request.form.get("kind") == "some":
        ticked = request.form.getlist(VALUE)
        return [code for code in ticked if code != NONE_OF_THESE] if ticked else None
    return request.form.get(VALUE, "").strip()


def _again(need_id: str, fact: str, skip: Sequence[str], errors: tuple[FieldError, ...]) -> str:
    """The question once more with what is wrong; another one, when this was answered in the meantime."""
    found = find_matches(context(), current_actor(), need_id)
    box = question_box(found, skip, fact, request.form.get("back", ""))
    if box is not None:
        typed = request.form.get(VALUE, "") if box.question.path == fact else ""
        box = replace(box, errors=errors, typed=typed)
    return _page(found, box)


def _page(found: FoundMatches, box: Box | None) -> str:
    return render_template("questions/question.html", placed=found.placed, box=box)

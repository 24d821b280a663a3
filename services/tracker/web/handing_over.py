"""The page on which all work of one person goes to another in one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.usecases.handing_over.hand_over import hand_over
from services.tracker.usecases.handing_over.plan_handover import OWN_WORK, people_to_choose, plan_handover
from services.tracker.usecases.handing_over.see_handovers import recent_handovers
from services.tracker.usecases.handing_over.undo_handover import undo_handover
from services.tracker.web.routes import blueprint, context
from services.tracker.web.words import task_text
from shared.access.rights import SIGNED_IN
from shared.access.web import require_actor
from shared.kernel.errors import FieldError, InvalidInput, NotAllowedNow, Stale
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page
from shared.wording.texts import gettext as _
from shared.wording.texts import ngettext

MAX_ID = 100


@page(blueprint, "GET", "/handover", right=SIGNED_IN)
def handover() -> Any:
    """Who hands over to whom; with both known, what would go and what can't."""
    if not request.args.get("to"):
        return _choose()
    try:
        return _plan(request.args.get("from", ""), request.args["to"])
    except InvalidInput as problem:
        return _choose(problem.errors), 400


@page(blueprint, "POST", "/handover", right=OWN_WORK)
def create_handover() -> Any:
    """Hands over everything at the chosen places."""
    actor = require_actor()
    from_person, to_person = _person("from") or actor.person_id, _person("to")
    place_ids = [place_id[:MAX_ID] for place_id in request.form.getlist("places")]
    once = once_from_form(lambda _made: url_for("pages.handover"))
    try:
        items = hand_over(
            context(), actor, from_person=from_person, to_person=to_person, place_ids=place_ids, once=once
        )
    except InvalidInput as problem:
        return _plan(from_person, to_person, problem.errors), 400
    except NotAllowedNow as problem:
        return _plan(from_person, to_person, (FieldError("places", problem.code, problem.message),)), 409
    except Stale as problem:
        return _plan(from_person, to_person, (FieldError("", "stale", problem.message),)), 412
    count = len(items)
    flash(ngettext("1 ding is overgedragen.", "%(number)s dingen zijn overgedragen.", count), "good")
    return redirect(url_for("pages.handover"), code=303)


@page(blueprint, "POST", "/handover/<handover_id>/undo", right=OWN_WORK)
def undo(handover_id: str) -> Any:
    """Takes a handover back."""
    try:
        undo_handover(context(), require_actor(), handover_id)
        flash(_("De overdracht is teruggedraaid."), "good")
    except NotAllowedNow as problem:
        flash(problem.message, "warn")
    return redirect(url_for("pages.handover"), code=303)


def _person(field: str) -> str:
    return request.form.get(field, "")[:MAX_ID]


def _choose(errors: Sequence[FieldError] = ()) -> str:
    actor = require_actor()
    givers, takers = people_to_choose(context(), actor)
    return render_template(
        "handover/choose.html",
        me=actor.person_id,
        givers=list(givers.items()),
        takers=list(takers.items()),
        recent=recent_handovers(context(), actor),
        errors=errors,
        typed=request.args,
    )


def _plan(from_person: str, to_person: str, errors: Sequence[FieldError] = ()) -> str:
    actor = require_actor()
    plan = plan_handover(context(), actor, (from_person or actor.person_id)[:MAX_ID], to_person[:MAX_ID])
    able = [(part.place_id, part.place_name) for part in plan.parts if part.able]
    chosen = request.form.getlist("places") if errors else [place_id for place_id, _name in able]
    return render_template(
        "handover/plan.html",
        plan=plan,
        able=able,
        blocked=[part for part in plan.parts if not part.able],
        chosen=chosen,
        task_text=task_text,
        errors=errors,
        key=new_id(),
    )

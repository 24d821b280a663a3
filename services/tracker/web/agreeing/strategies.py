"""Neighbourhood strategies on the screen: writing one down, and changing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from services.tracker.domain.agreements.records import Strategy
from services.tracker.usecases.agreeing import keep_strategy as keeping
from services.tracker.usecases.agreeing.list_agreements import list_strategies
from services.tracker.usecases.agreeing.parties import CREATE, WRITE
from services.tracker.web.choosing import MAX_ID
from services.tracker.web.forms import Reader
from services.tracker.web.routes import blueprint, context
from services.tracker.web.trying import NOTHING_WRONG, Wrong, tried
from shared.access import directory
from shared.access.rights import may, require
from shared.access.web import require_actor
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id
from shared.plumbing.endpoints import once_from_form, page, version_from_form
from shared.wording.texts import gettext as _


@page(blueprint, "GET", "/strategies/new", right=CREATE)
def new_strategy_form() -> str:
    """The form for a strategy."""
    return _page(None, {}, NOTHING_WRONG)


@page(blueprint, "POST", "/strategies/new", right=CREATE)
def new_strategy() -> Any:
    """Keeps the strategy."""
    return _kept(None)


@page(blueprint, "GET", "/strategies/<strategy_id>/edit", right=WRITE)
def edit_strategy_form(strategy_id: str) -> str:
    """The form for a strategy that is there."""
    strategy = _strategy(strategy_id)
    typed = {
        "organisation": strategy.place_id,
        "name": strategy.name,
        "area": strategy.area,
        "startsOn": strategy.starts_on.isoformat(),
        "endsOn": strategy.ends_on.isoformat(),
        "goals": "\n".join(strategy.goals),
    }
    return _page(strategy, typed, NOTHING_WRONG)


@page(blueprint, "POST", "/strategies/<strategy_id>/edit", right=WRITE)
def edit_strategy(strategy_id: str) -> Any:
    """Writes it anew."""
    return _kept(_strategy(strategy_id))


def _kept(strategy: Strategy | None) -> Any:
    wrong = tried(lambda: _keep(strategy))
    if wrong is not NOTHING_WRONG:
        return _page(strategy, request.form, wrong), wrong.status
    flash(_("De wijkstrategie is bewaard."), "good")
    return redirect(url_for("pages.agreements"), code=303)


def _keep(strategy: Strategy | None) -> None:
    reader = Reader(request.form)
    starts_on = reader.day("startsOn", _("Vul de eerste dag in."))
    ends_on = reader.day("endsOn", _("Vul de laatste dag in."))
    goals = tuple(line.strip() for line in reader.text("goals", 4000).splitlines() if line.strip())
    name, area = reader.text("name", 200), reader.text("area", 200)
    reader.check()
    keeping.keep_strategy(
        context(),
        require_actor(),
        strategy.place_id if strategy else reader.raw("organisation")[:MAX_ID],
        name=name,
        area=area,
        starts_on=starts_on,
        ends_on=ends_on,
        goals=goals,
        strategy_id=strategy.id if strategy else None,
        once=once_from_form(lambda _strategy: url_for("pages.agreements")),
        expected_version=version_from_form() if strategy else None,
    )


def _strategy(strategy_id: str) -> Strategy:
    """The one to change. Raises NotFound, and Forbidden before anything that was sent is looked at."""
    actor = require_actor()
    found = next((one for one in list_strategies(context(), actor) if one.id == strategy_id), None)
    if found is None:
        raise NotFound(_("Deze wijkstrategie is niet gevonden."))
    require(actor, WRITE, place_id=found.place_id)
    return found


def _page(strategy: Strategy | None, typed: Mapping[str, str], wrong: Wrong) -> str:
    actor = require_actor()
    with context().people.read() as people:
        names = directory.organisation_names(people, actor.scope.places)
    owners = [(id_, name) for id_, name in names.items() if may(actor, CREATE, place_id=id_).allowed]
    return render_template(
        "agreements/strategy.html",
        strategy=strategy,
        typed=typed,
        wrong=wrong,
        owners=sorted(owners, key=lambda owner: owner[1]),
        key=new_id(),
    )

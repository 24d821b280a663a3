"""The first page: for a visitor what this is, for a signed-in person their places and needs."""

from __future__ import annotations

from flask import Blueprint, render_template

from services.matcher.storage.needs import OPEN, NeedRow
from services.matcher.usecases.care.rights import may_check
from services.matcher.usecases.care.see_proposals import has_proposals
from services.matcher.usecases.demo.showcase import showcase
from services.matcher.usecases.needs.need import needs_of
from services.matcher.usecases.people.answer_invitation import invitations_to
from services.matcher.usecases.places.place import my_places
from services.matcher.web.base import context
from shared.access.actors import Actor
from shared.access.rights import PUBLIC
from shared.access.web import current_actor
from shared.plumbing.addresses import tracker_path
from shared.plumbing.endpoints import page

blueprint = Blueprint("start", __name__, template_folder="templates")


@page(blueprint, "GET", "/", right=PUBLIC)
def start() -> str:
    """Where everybody begins."""
    actor = current_actor()
    if actor is None:
        return render_template("start/visitor.html", shown=showcase(context()))
    return _home(actor)


def _home(actor: Actor) -> str:
    ctx = context()
    places = my_places(ctx, actor)
    needs: dict[str, list[NeedRow]] = {place.id: [] for place in places}
    for row in needs_of(ctx, actor, list(needs), state=OPEN, limit=500):
        needs[row.place_id].append(row)
    return render_template(
        "start/home.html",
        actor=actor,
        places=places,
        needs=needs,
        attention_url=tracker_path("/"),
        cares=may_check(actor),
        invitations=invitations_to(ctx, actor),
        proposes=has_proposals(ctx, actor),
    )

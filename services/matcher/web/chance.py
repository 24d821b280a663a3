"""A page on chances: what decisions of the past tell, and how far to believe it."""

from __future__ import annotations

from flask import Blueprint, render_template

from services.matcher.domain.chance.judging import Bin
from services.matcher.usecases.chance.see_chances import READ, see_chances
from services.matcher.usecases.chance.see_own_chances import see_own_chances
from services.matcher.web.base import context
from shared.access.web import current_actor
from shared.plumbing.endpoints import page

blueprint = Blueprint("chance", __name__, template_folder="templates")

LEFT, TOP, SIDE = 48, 12, 260
"""The frame of the picture: where it begins and how long its sides are, in units of the drawing."""


@page(blueprint, "GET", "/catalogue/chance", right=READ)
def show_chances() -> str:
    """What applications here taught; the picture, the same figures as a table, and every scheme of the past."""
    ctx, actor = context(), current_actor()
    seen, own = see_chances(ctx, actor), see_own_chances(ctx, actor)
    points = [_point(one) for one in seen.figures.bins] if seen.figures else []
    return render_template("chance/chance.html", seen=seen, own=own, points=points, left=LEFT, top=TOP, side=SIDE)


def _point(one: Bin) -> dict[str, float]:
    """Where a group of predictions stands in the picture; the more predictions, the larger."""
    return {
        "x": round(LEFT + SIDE * one.said, 1),
        "y": round(TOP + SIDE * (1 - one.came_true), 1),
        "r": round(3 + min(9.0, one.predictions**0.5 / 4), 1),
    }

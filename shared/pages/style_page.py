"""The living style page `/stijl`: every component with ordinary, long, empty and hostile content."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from shared.pages.style_samples import samples

blueprint = Blueprint("style", __name__)


@blueprint.get("/stijl")
def show() -> str:
    """The style page; it reads nothing and changes nothing."""
    return render_template("pages/style.html", **samples(current_app.jinja_env.globals["today"]()))

"""The living style page `/stijl`: every component with ordinary, long, empty and hostile content."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from shared.kernel.clock import today_in_amsterdam
from shared.pages.style_samples import samples
from shared.plumbing.endpoints import PUBLIC, page

blueprint = Blueprint("style", __name__)


@page(blueprint, "GET", "/stijl", right=PUBLIC)
def show() -> str:
    """The style page; it reads nothing and changes nothing."""
    return render_template("pages/style.html", **samples(today_in_amsterdam(current_app.extensions["page_clock"])))

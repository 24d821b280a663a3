"""What we keep of people, why and how long, and whom to ask: for everybody."""

from __future__ import annotations

from flask import Blueprint, render_template

from services.matcher.web.base import context
from services.matcher.web.privacy_words import rows
from shared.access.rights import PUBLIC
from shared.plumbing.endpoints import page

blueprint = Blueprint("privacy", __name__, template_folder="templates")


@page(blueprint, "GET", "/privacy", right=PUBLIC)
def show_privacy() -> str:
    """The page; its table is the one that the clean-up uses."""
    settings = context().settings
    return render_template("privacy/page.html", rows=rows(), ask_at=settings.mail_reply_to)

"""Pages that show every kind of message with made-up values: for coordinators, and in the demo for everybody."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from shared.access.rights import PUBLIC, Right, may_anywhere
from shared.access.vocabulary import Action, Resource
from shared.access.web import current_actor
from shared.contracts.messages import MessageKind
from shared.kernel.clock import today_in_amsterdam
from shared.kernel.errors import NotFound
from shared.notifier.context import NotifierContext
from shared.notifier.letters import Letter
from shared.notifier.previewing.examples import LANGUAGES, example
from shared.plumbing.endpoints import page
from shared.wording.texts import gettext as _

SEE = Right(Resource.DEAD_LETTER, Action.READ)
MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
"""A mail brings its own styles and nothing else."""


def add_preview(blueprint: Blueprint, context: NotifierContext) -> None:
    """Adds the list of all kinds, and each mail as a mail program shows it."""
    right = PUBLIC if context.settings.demo else SEE

    def write(kind: MessageKind, language: str) -> Letter:
        today = today_in_amsterdam(context.clock)
        return example(kind, language, today, context.clock.now(), context.settings.base_url)

    @page(blueprint, "GET", "/messages/preview", right=right)
    def preview() -> str:
        """All kinds: subject, short form and text in both languages, side by side."""
        _check(right)
        found = [(kind, [(language, write(kind, language)) for language in LANGUAGES]) for kind in MessageKind]
        return render_template("notifier/preview.html", found=found)

    @page(blueprint, "GET", "/messages/preview/<kind>/<language>", right=right)
    def preview_mail(kind: str, language: str) -> Response:
        """One mail as a mail program shows it."""
        _check(right)
        if kind not in list(MessageKind) or language not in LANGUAGES:
            raise NotFound(_("Dit bericht is er niet."))
        response = Response(write(MessageKind(kind), language).html, mimetype="text/html")
        response.headers["Content-Security-Policy"] = MAIL_POLICY
        return response


def _check(right: object) -> None:
    if isinstance(right, Right) and not may_anywhere(current_actor(), right):
        raise NotFound(_("Dit bestaat niet, of het is niet voor u."))

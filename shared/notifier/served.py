"""What the routes of the notifier find in the application that serves them."""

from __future__ import annotations

from flask import current_app
from flask.sansio.app import App

from shared.notifier.context import NotifierContext

_NAME = "notifier_context"


def keep_context(app: App, context: NotifierContext) -> None:
    """Puts the context where the routes look for it."""
    app.extensions[_NAME] = context


def served_context() -> NotifierContext:
    """The context of the application that handles this request."""
    context: NotifierContext = current_app.extensions[_NAME]
    return context

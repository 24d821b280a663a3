"""The pages of the tracker: the blueprint that the modules of this folder put their views on."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, current_app

from services.tracker.settings import TrackerContext
from shared.notifier.door import Notifier

blueprint = Blueprint("pages", __name__, template_folder="templates")


def context() -> TrackerContext:
    """What the use cases of this application are given."""
    return cast(TrackerContext, current_app.extensions["context"])


def notifier() -> Notifier:
    """The way to delivery results and unread counts."""
    return cast(Notifier, current_app.extensions["notifier"])

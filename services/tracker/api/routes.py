"""The JSON API of the tracker: the blueprint that the modules of this folder put their routes on."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, current_app

from services.tracker.settings import TrackerContext
from shared.plumbing.endpoints import Api

api = Api(Blueprint("tracker_api", __name__, url_prefix="/api/v1"), title="Steunstromen: aanvragen volgen")


def context() -> TrackerContext:
    """What the use cases of this application are given."""
    return cast(TrackerContext, current_app.extensions["context"])

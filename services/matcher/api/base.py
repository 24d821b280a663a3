"""The JSON API of the matcher: one object that every resource adds its routes to."""

from __future__ import annotations

from flask import Blueprint, current_app

from services.matcher.settings import MatcherContext
from shared.plumbing.endpoints import Api

BASE_PATH = "/api/v1"
DESCRIPTION = (
    "Places, needs, sources of support and the matches between them. Amounts are euros as decimal strings, dates are "
    "ISO dates; null and absent mean: not known."
)

api = Api(Blueprint("api", __name__, url_prefix=BASE_PATH), title="Steunstromen: matcher")


def context() -> MatcherContext:
    """What the use cases work with, as the app was wired."""
    ctx: MatcherContext = current_app.extensions["context"]
    return ctx

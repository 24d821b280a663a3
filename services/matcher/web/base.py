"""What the pages of the matcher share."""

from __future__ import annotations

from collections.abc import Iterable

from flask import current_app, request

from services.matcher.settings import MatcherContext
from services.matcher.usecases.catalogue.current import current_catalogue
from services.matcher.usecases.catalogue.redirecting import current_id
from shared.access.rights import Action, Resource, Right
from shared.contracts.codes import codes, explanation, label
from shared.wording.language import DUTCH, current_language

Choice = tuple[str, str, str]

CHECK = Right(Resource.SOURCE, Action.VERIFY)
"""To keep what a giver said about a source."""


def context() -> MatcherContext:
    """What the use cases work with, as the app was wired."""
    ctx: MatcherContext = current_app.extensions["context"]
    return ctx


def leads_to(source_id: str) -> str:
    """The id under which a source that was made one with another stands now; empty when it stands under its own."""
    ctx = context()
    now = current_id(ctx, current_catalogue(ctx.database), source_id)
    return now if now != source_id else ""


def check_url(source_id: str) -> str:
    """Where somebody keeps what a giver said on the phone."""
    return f"/catalogue/care#{source_id}"


def position(name: str) -> int:
    """Where a list goes on, out of the address; 0 for anything that is no such number."""
    given = request.args.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0


def choices(list_name: str, *, without: Iterable[str] = (), explained: bool = True) -> list[Choice]:
    """The codes of a list to choose from, as (value, label, explanation); explanations are Dutch only."""
    language = current_language()
    shown = explained and language == DUTCH
    left_out = set(without)
    return [
        (code, label(list_name, code, language), explanation(list_name, code) if shown else "")
        for code in codes(list_name)
        if code not in left_out
    ]

"""Whether a page is about a place that is kept in trust: every such page says so at its top, in both services."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import has_request_context, request
from jinja2 import pass_context
from jinja2.runtime import Context

from shared.access.web import current_actor

_CARRIES = ("place", "organisation", "application", "row", "placed")
"""Parts of what a page shows that say whose it is."""


@pass_context
def about_place_in_trust(context: Context) -> bool:
    """Whether anything that this page was given belongs to a place in trust, for who may see such a place."""
    actor = current_actor() if has_request_context() else None
    if actor is None or not actor.in_trust:
        return False
    return any(place_id in actor.in_trust for place_id in _places(context))


def _places(context: Context) -> Iterator[Any]:
    yield (request.view_args or {}).get("place_id")
    yield request.args.get("place")
    for shown in context.get_all().values():
        yield from _of(shown)
        for part in _CARRIES:
            yield from _of(getattr(shown, part, None))


def _of(shown: Any) -> Iterator[str]:
    for name in ("place_id", "id"):
        found = getattr(shown, name, None)
        if isinstance(found, str):
            yield found

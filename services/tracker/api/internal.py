"""For the matcher only: hearing what changed at sources."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, jsonify, request

from services.tracker.api.routes import context
from services.tracker.usecases.hearing.hear_news import TAKE, hear_news
from shared.access import service_calls
from shared.contracts.source_news import MOST_NEWS, NewsUnreadable, SourceNews, from_json
from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.endpoints import page, read_json
from shared.plumbing.reach import as_system
from shared.wording.texts import gettext as _

AUDIENCE = "tracker"
blueprint = Blueprint("internal", __name__)


@page(blueprint, "POST", "/internal/v1/source-changes", right=TAKE)
def create_source_changes() -> Response:
    """Body {news: [...]} of changed sources, fifty at most; answers for how many applications it was new."""
    _prove()
    with as_system("news of sources"):  # for all applications at them
        return jsonify({"new": hear_news(context(), _news(read_json()))})


def _prove() -> None:
    """Raises NotSignedIn unless the matcher signed this very call."""
    ctx = context()
    with ctx.people.transaction() as connection:
        service_calls.verify(
            connection,
            ctx.settings.service_keys,
            dict(request.headers),
            audience=AUDIENCE,
            method=request.method,
            path=f"{request.script_root}{request.full_path.rstrip('?')}",
            body=request.get_data(),
            now=ctx.clock.now(),
            for_somebody=False,
        )


def _news(body: object) -> list[SourceNews]:
    told = body.get("news") if isinstance(body, Mapping) else None
    if not isinstance(told, list) or len(told) > MOST_NEWS:
        message = _("Dit moet een lijst zijn van hooguit %(most)s bronnen.", most=MOST_NEWS)
        raise InvalidInput([FieldError("news", "unreadable_news", message)])
    news, errors = [], []
    for place, one in enumerate(told):
        try:
            news.append(from_json(one))
        except NewsUnreadable as problem:
            message = _("Dit bericht kunnen wij niet lezen: %(problem)s", problem=str(problem))
            errors.append(FieldError(f"news[{place}]", "unreadable_news", message))
    if errors:
        raise InvalidInput(errors)
    return news

"""Limits on views: how often a visitor may ask for them, and the headers that tell a program how it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from flask import Response, g, request

from shared.access import limits
from shared.access.limits import Counted, Limit, LimitReached
from shared.plumbing.database import Database

View = TypeVar("View", bound=Callable[..., Any])


def for_visitors(limit: Limit) -> Callable[[View], View]:
    """Marks a view that a visitor may read at most so often; who is signed in is not counted."""

    def mark(view: View) -> View:
        view.visitor_limit = limit  # type: ignore[attr-defined]
        return view

    return mark


def count_visitor(view: Any, people: Database, *, secret: bytes, now: datetime) -> None:
    """Counts a visitor's request for a view that has a limit. Raises TooMany."""
    limit: Limit | None = getattr(view, "visitor_limit", None)
    if limit is not None:
        client = limits.client_key(request.remote_addr)
        with told():
            g.counted = limits.count_reading(people, limit, client, secret=secret, now=now)


@contextmanager
def told() -> Iterator[None]:
    """Keeps how a limit stands that refuses what is done inside, for the headers of the answer."""
    try:
        yield
    except LimitReached as problem:
        g.counted = problem.counted
        raise


def tell_limits(response: Response) -> Response:
    """Says in headers how many requests are left, where this request was counted."""
    counted: Counted | None = g.get("counted")
    if counted is not None:
        name = f'"{counted.limit.name}"'
        seconds = int(counted.limit.within.total_seconds())
        response.headers["RateLimit-Policy"] = f"{name};q={counted.limit.most};w={seconds}"
        response.headers["RateLimit"] = f"{name};r={counted.left};t={counted.seconds}"
    return response

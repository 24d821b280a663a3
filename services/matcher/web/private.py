"""Pages that nobody may keep."""

from __future__ import annotations

from flask import Response, make_response


def private(text: str, status: int = 200) -> Response:
    """A page that holds a secret, or whose address does: not kept, and not told to the next site."""
    answer = make_response(text, status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer

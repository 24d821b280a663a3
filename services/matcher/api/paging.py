"""Lists page by cursor: an opaque word, and the address of the next page in a Link header."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from flask import Response, after_this_request, request
from marshmallow import fields, validate

from shared.kernel.errors import FieldError, InvalidInput
from shared.plumbing.schemas import CamelSchema
from shared.wording.texts import gettext as _

MOST = 100


class PageQuery(CamelSchema):
    """How much of a list, and from where."""

    top = fields.Integer(
        load_default=20, validate=validate.Range(1, MOST, error="Geef een getal van 1 tot en met 100.")
    )
    cursor = fields.String(load_default=None, allow_none=True)


def encode(last_id: str) -> str:
    """The cursor behind the item with this id."""
    return base64.urlsafe_b64encode(last_id.encode()).decode().rstrip("=")


def decode(cursor: str | None) -> str | None:
    """The id in a cursor of ours; raises InvalidInput for another text."""
    if cursor is None:
        return None
    try:
        return _bytes_of(cursor).decode("utf-8")
    except ValueError as error:
        mend = _("Deze cursor is niet van ons. Begin zonder cursor.")
        raise InvalidInput([FieldError("cursor", "unknown_cursor", mend)]) from error


def _bytes_of(cursor: str) -> bytes:
    return base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)


def page_of(items: Iterable[Any], next_id: str | None) -> dict[str, Any]:
    """The answer for one page; also says in a Link header where the next one is."""
    cursor = encode(next_id) if next_id else None
    if cursor:
        link_to(cursor)
    return {"items": list(items), "next_cursor": cursor}


def link_to(cursor: str) -> None:
    """Says in a Link header where the page behind this cursor is."""
    address = f"{request.script_root}{request.path}?{urlencode({**request.args.to_dict(), 'cursor': cursor})}"

    @after_this_request
    def _link(response: Response) -> Response:
        response.headers["Link"] = f'<{address}>; rel="next"'
        return response
